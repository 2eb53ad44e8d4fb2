package dev.anneal.dialect.tensorflow;

import static dev.anneal.notation.Numerals.text;

import dev.anneal.Evolution;
import dev.anneal.Schedule;

/**
 * The decays of TensorFlow 1, which Keras took over: the same formulas with the same quirks under two sets of names. A
 * negative number of steps is possible in TensorFlow 1 only.
 */
final class Decays {

    /** The largest power of a factor, and the latest restart, that are still computed. */
    private static final double LN_LARGEST = Math.log(1e290);

    /** What part of their sum is left when periods that shrink are no longer told apart. */
    private static final double LN_LEFT = Math.log(1e-9);

    private Decays() {}

    /** initial · rate^(t/steps), or rate^⌊t/steps⌋. */
    static Schedule exponential(double initial, double rate, double steps, boolean staircase) {
        if (rate >= 0 && steps > 0 && (!staircase || isExact(steps))) {
            Schedule smooth = Schedule.exponential(initial, rate, steps);
            return staircase ? smooth.staircase(steps) : smooth;
        }
        return Schedule.formula("t -> " + factor(initial) + " * " + factor(rate) + " ** " + passed(steps, staircase));
    }

    /** initial / (1 + rate · t/steps), or with ⌊t/steps⌋. */
    static Schedule inverseTime(double initial, double rate, double steps, boolean staircase) {
        if (rate >= 0 && steps > 0 && (!staircase || isExact(steps))) {
            Schedule smooth = Schedule.inverseTime(initial, rate, steps, 1);
            return staircase ? smooth.staircase(steps) : smooth;
        }
        String divisor = "(1 + " + factor(rate) + " * " + passed(steps, staircase) + ")";
        return Schedule.formula("t -> " + factor(initial) + " / " + divisor);
    }

    /** (initial - end) · (1 - min(t, steps)/steps)^power + end. */
    static Schedule polynomial(double initial, double end, double steps, double power) {
        if (power == 0) {
            return Schedule.constant(initial);
        }
        if (power > 0) {
            return steps > 0 ? Schedule.polynomial(initial, end, steps, power) : Schedule.constant(end);
        }
        if (steps < 0) {
            throw new IllegalArgumentException(
                    "power must be >= 0 where decay_steps is negative: the rate is infinite, got " + text(power));
        }
        String left = "(1 - min(t, " + text(steps) + ") / " + text(steps) + ")";
        return between(initial, end, left, power);
    }

    /** The same over periods that end at the multiples of steps, and which all begin at time 0: each is slower. */
    static Schedule cycled(double initial, double end, double steps, double power) {
        if (power == 0) {
            return Schedule.constant(initial);
        }
        if (steps < 0) {
            String count = "(ceil(t / " + factor(steps) + ") if t > 0 else 1)";
            return between(initial, end, "(1 - t / (" + factor(steps) + " * " + count + "))", power);
        }
        String left = "1 - t / (" + text(steps) + " * max(1, ceil(" + quotient(steps) + ")))";
        // only the product of a fraction may fall short of the time
        return between(initial, end, steps == Math.rint(steps) ? "(" + left + ")" : "max(0, " + left + ")", power);
    }

    private static Schedule between(double initial, double end, String left, double power) {
        String way = factor(initial - end) + " * " + left + (power == 1 ? "" : " ** " + factor(power));
        return Schedule.formula("t -> " + way + (end == 0 ? "" : " + " + factor(end)));
    }

    /** initial · ((1 - alpha)·(1 + cos π·min(t, steps)/steps)/2 + alpha). */
    static Schedule cosine(double initial, double alpha, double steps) {
        return steps > 0 ? Schedule.cosine(initial, initial * alpha, steps) : Schedule.constant(initial * alpha);
    }

    /** How restarts go on: their periods grow by one factor, their heights by another, over a floor. */
    record Restarts(double initial, double steps, double longer, double higher, double alpha) {

        /** The schedule; what would be NaN once shrinking periods are over is the floor. */
        Schedule schedule() {
            if (steps < 0) {
                return beforeTheStart();
            }
            double floor = initial * alpha;
            Schedule cycle = Schedule.cosine(initial * (1 - alpha), 0, steps);
            Schedule cycles = cycle;
            if (longer >= 1 && Math.abs(higher) <= 1) {
                cycles = longer == 1 && higher == 1 ? cycle.repeat() : cycle.repeat(new Evolution(longer, higher));
            } else if (longer > 0) {
                cycles = cycle.repeat(count(), new Evolution(longer, higher));
            }
            return floor == 0 ? cycles : cycles.plus(floor);
        }

        private int count() {
            double most = Integer.MAX_VALUE;
            if (Math.abs(higher) > 1) {
                most = Math.min(most, LN_LARGEST / Math.log(Math.abs(higher)));
            }
            if (longer > 1) {
                most = Math.min(most, (LN_LARGEST - Math.max(0, Math.log(steps))) / Math.log(longer));
            } else if (longer < 1) {
                most = Math.min(most, LN_LEFT / Math.log(longer));
            }
            return (int) Math.max(1, Math.ceil(most));
        }

        /** With a negative first period the formula still gives numbers, some of them. */
        private Schedule beforeTheStart() {
            String time = "t / " + factor(steps);
            String k = factor(longer);
            String index = longer == 1
                    ? "floor(" + time + ")"
                    : "floor(log(1 - " + time + " * (1 - " + k + ")) / log(" + k + "))";
            String within = longer == 1
                    ? "(" + time + " - " + index + ")"
                    : "(" + time + " - (1 - " + k + " ** " + index + ") / (1 - " + k + ")) / " + k + " ** " + index;
            return Schedule.formula("t -> " + factor(initial) + " * (" + factor((1 - alpha) / 2) + " * "
                    + factor(higher) + " ** " + index + " * (1 + cos(pi * " + within + ")) + " + factor(alpha) + ")");
        }
    }

    /** How a linear decay and a cosine are multiplied. */
    record LinearCosine(double initial, double steps, double periods, double alpha, double beta) {

        Schedule schedule() {
            if (steps < 0) {
                double cosine = (1 + Math.cos(2 * Math.PI * periods)) / 2;
                return Schedule.constant(initial * (alpha * cosine + beta));
            }
            if (periods == 0.5) {
                Schedule decay = Schedule.linear(initial * (1 + alpha), initial * alpha, steps)
                        .times(Schedule.cosine(1, 0, steps));
                return beta == 0 ? decay : decay.plus(initial * beta);
            }
            String cosine = "(1 + cos(pi * " + factor(2 * periods) + " * t / " + text(steps) + ")) / 2";
            String linear = "(" + text(alpha) + " + 1 - t / " + text(steps) + ")";
            return Schedule.formula(
                    "t -> " + factor(initial) + " * (" + linear + " * " + cosine + " + " + factor(beta) + ")", steps);
        }
    }

    private static String passed(double steps, boolean staircase) {
        return staircase ? "floor(" + quotient(steps) + ")" : "(t / " + factor(steps) + ")";
    }

    /** TensorFlow's quotient is rounded to float32, so that 21 / 0.7 is 30 there, and a bit more in doubles. */
    private static String quotient(double steps) {
        String plain = "t / " + factor(steps);
        return isExact(steps) ? plain : "round(" + plain + ", 9)";
    }

    /**
     * Whether quotients by it need no rounding to tell when it has passed once more. TensorFlow divides first and rounds down
     * then, so that 27 steps are 10 times 2.7; exactly they are less, because the double 2.7 is a bit more than that.
     */
    private static boolean isExact(double steps) {
        return steps * 1024 == Math.rint(steps * 1024);
    }

    /** A number that may stand before or after any operator. */
    private static String factor(double value) {
        return value < 0 ? "(" + text(value) + ")" : text(value);
    }
}
