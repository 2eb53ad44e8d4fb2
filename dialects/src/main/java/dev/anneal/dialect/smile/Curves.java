package dev.anneal.dialect.smile;

import dev.anneal.Schedule;
import dev.anneal.notation.Numerals;

/** The formulas of {@code TimeFunction}. No number of steps may be 0: Smile divides by it, and gives no number. */
final class Curves {

    private Curves() {}

    /** (initial - end) · (1 - min(t, steps)/steps)^degree + end. */
    static Schedule polynomial(double degree, double initial, double steps, double end) {
        if (degree == 0) {
            return Schedule.constant(initial);
        }
        checkSteps(steps);
        if (degree > 0) {
            return steps < 0
                    ? Schedule.constant(end)
                    : degree == 1
                            ? Schedule.linear(initial, end, steps)
                            : Schedule.polynomial(initial, end, steps, degree);
        }
        if (steps < 0) {
            throw new IllegalArgumentException(
                    "degree must be >= 0 where decaySteps is negative: the rate is infinite, got "
                            + Numerals.text(degree));
        }
        return Schedule.formula(
                "t -> " + n(end) + " + " + n(initial - end) + " * max(1 - t / " + n(steps) + ", 0) ** " + n(degree));
    }

    /** The same over periods that end at the multiples of steps, and which all begin at time 0. */
    static Schedule cycled(double degree, double initial, double steps, double end) {
        if (degree == 0) {
            return Schedule.constant(initial);
        }
        checkSteps(steps);
        String left = "1 - t / (" + n(steps) + " * max(1, ceil(t / " + n(steps) + ")))";
        // only the product of a fraction may fall short of the time
        String part = steps < 0 || steps == Math.rint(steps) ? "(" + left + ")" : "max(0, " + left + ")";
        String way = n(initial - end) + " * " + part + (degree == 1 ? "" : " ** " + n(degree));
        return Schedule.formula("t -> " + way + (end == 0 ? "" : " + " + n(end)));
    }

    /** initial · steps / (t + steps). */
    static Schedule inverse(double initial, double steps) {
        checkSteps(steps);
        return steps > 0
                ? Schedule.inverseTime(initial, 1, steps, 1)
                : Schedule.formula("t -> " + n(initial * steps) + " / (" + n(steps) + " + t)");
    }

    /** initial / (1 + rate · t/steps), or with ⌊t/steps⌋. */
    static Schedule inverse(double initial, double steps, double rate, boolean staircase) {
        checkSteps(steps);
        if (rate >= 0 && steps > 0 && (!staircase || isExact(steps))) {
            Schedule smooth = Schedule.inverseTime(initial, rate, steps, 1);
            return staircase ? smooth.staircase(steps) : smooth;
        }
        String time = staircase ? "floor(t / " + n(steps) + ")" : "t / " + n(steps);
        return Schedule.formula("t -> " + n(initial) + " / (1 + " + n(rate) + " * " + time + ")");
    }

    /** initial · e^(-t/steps). */
    static Schedule exponential(double initial, double steps) {
        checkSteps(steps);
        return Schedule.exponential(initial, Math.exp(steps > 0 ? -1 : 1), Math.abs(steps));
    }

    /** initial · (end/initial)^(min(t, steps)/steps). */
    static Schedule geometric(double initial, double steps, double end) {
        checkSteps(steps);
        if (initial == 0) {
            throw new IllegalArgumentException(
                    "initLearningRate must not be 0, because the end is divided by it, got 0");
        }
        double rate = end / initial;
        if (steps < 0) {
            return Schedule.constant(end);
        }
        if (rate < 0 && steps > 1) {
            throw new IllegalArgumentException(
                    "endLearningRate must have the sign of initLearningRate, got " + Numerals.text(end));
        }
        if (rate < 0 || end == 0) {
            return Schedule.piecewise(new double[] {0, 1}, new double[] {initial, end});
        }
        return initial > 0
                ? Schedule.geometric(initial, end, steps)
                : Schedule.geometric(-initial, -end, steps).times(-1);
    }

    /** initial · rate^(t/steps), or rate^⌊t/steps⌋. */
    static Schedule powers(double initial, double steps, double rate, boolean staircase) {
        checkSteps(steps);
        if (rate >= 0 && steps > 0 && (!staircase || isExact(steps))) {
            Schedule smooth = Schedule.exponential(initial, rate, steps);
            return staircase ? smooth.staircase(steps) : smooth;
        }
        if (rate == 0 && steps < 0) {
            throw new IllegalArgumentException("decayRate must not be 0 where decaySteps is negative, got 0");
        }
        if (rate < 0 && !staircase && 1 / steps != Math.rint(1 / steps)) {
            throw new IllegalArgumentException(
                    "decayRate must be >= 0 without staircase, because a negative number has no power that is no whole "
                            + "number, got " + Numerals.text(rate));
        }
        String time = staircase || rate < 0 ? "floor(t / " + n(steps) + ")" : "(t / " + n(steps) + ")";
        return Schedule.formula("t -> " + n(initial) + " * " + n(rate) + " ** " + time);
    }

    /** min + (max - min) · (1 + cos(π t/steps)) / 2. */
    static Schedule cosine(double min, double steps, double max) {
        checkSteps(steps);
        double half = Math.abs(steps);
        return min == max
                ? Schedule.constant(max)
                : Schedule.cosine(max, min, half)
                        .then(Schedule.cosine(min, max, half))
                        .repeat();
    }

    private static void checkSteps(double steps) {
        if (steps == 0) {
            throw new IllegalArgumentException("decaySteps must not be 0, got 0");
        }
    }

    /** Whether a quotient by it, rounded as doubles are, is rounded down to the same as the exact one. */
    private static boolean isExact(double steps) {
        return steps * 1024 == Math.rint(steps * 1024);
    }

    /** A number that may stand before or after any operator. */
    private static String n(double value) {
        return value < 0 ? "(" + Numerals.text(value) + ")" : Numerals.text(value);
    }
}
