package dev.anneal;

import dev.anneal.notation.Numerals;

/** Checks of arguments. A message names the argument, the rule, and what was received. */
final class Check {

    private static final int LONGEST_SHOWN = 200;

    private Check() {}

    static IllegalArgumentException broken(String argument, String rule, Object received) {
        String all = received instanceof Double number ? Numerals.text(number) : String.valueOf(received);
        String shown = all.length() <= LONGEST_SHOWN ? all : all.substring(0, LONGEST_SHOWN) + "…";
        return new IllegalArgumentException(argument + " must " + rule + ", got " + shown);
    }

    /** A finite number; negative zero becomes zero, so that equal values have one text. */
    static double finite(String argument, double value) {
        if (!Double.isFinite(value)) {
            throw broken(argument, "be finite", value);
        }
        return value + 0.0;
    }

    static double length(String argument, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw broken(argument, "be finite and >= 0", value);
        }
        return value + 0.0;
    }

    static double positive(String argument, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw broken(argument, "be finite and > 0", value);
        }
        return value;
    }

    static double time(double t) {
        if (!(t >= 0 && t < Double.POSITIVE_INFINITY)) {
            throw broken("time", "be finite and >= 0", t);
        }
        return t;
    }

    static double[] withoutNegativeZero(double[] values) {
        double[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] += 0.0;
        }
        return copy;
    }

    /** Times that rise strictly, from exactly 0, each with a finite value. */
    static void table(String what, double[] times, double[] values) {
        if (times.length != values.length) {
            throw broken(
                    what, "have as many values as times", times.length + " times and " + values.length + " values");
        }
        if (times.length == 0 || times[0] != 0) {
            throw broken(what, "start at time 0", times.length == 0 ? "nothing" : (Object) times[0]);
        }
        for (int i = 0; i < times.length; i++) {
            finite(what + " value", values[i]);
            finite(what + " time", times[i]);
            if (i > 0 && !(times[i] > times[i - 1])) {
                throw broken(
                        what + " times", "rise", Numerals.text(times[i]) + " after " + Numerals.text(times[i - 1]));
            }
        }
    }
}
