package dev.anneal.dialect.optax;

import dev.anneal.Curve;
import dev.anneal.Schedule;
import dev.anneal.notation.Numerals;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What the schedules of optax compute, as schedules of the notation. */
final class Curves {

    private Curves() {}

    /** {@code value} for {@code begin}, then a schedule that starts there; one that stays is not put off. */
    static Schedule begun(double value, double begin, Schedule schedule) {
        return begin > 0 && schedule.length() > 0 ? Schedule.hold(value, begin).then(schedule) : schedule;
    }

    static Schedule polynomial(double init, double end, double steps, double power) {
        if (steps <= 0 || power == 0) {
            return Schedule.constant(init);
        }
        if (power < 0) {
            String rest = "(1 - min(t, " + text(steps) + ") / " + text(steps) + ")";
            return Schedule.formula("t -> (" + text(init) + " - " + text(end) + ") * " + rest + " ** " + text(power)
                    + " + " + text(end));
        }
        return power == 1 ? Schedule.linear(init, end, steps) : Schedule.polynomial(init, end, steps, power);
    }

    static Schedule exponential(double init, double rate, double steps, boolean staircase) {
        if (steps <= 0 || rate == 0 || rate == 1) {
            return Schedule.constant(init);
        }
        if (rate < 0 || staircase && !divides(steps)) {
            String quotient = "t / " + text(steps);
            String exponent = staircase ? "floor(" + quotient + ")" : "(" + quotient + ")";
            return Schedule.formula("t -> " + text(init) + " * (" + text(rate) + ") ** " + exponent);
        }
        Schedule decay = Schedule.exponential(init, rate, steps);
        return staircase ? decay.staircase(steps) : decay;
    }

    /**
     * Whether quotients of whole steps by it are exact where they are whole, so that stairs are where floor(t / steps) has
     * them: 27 / 2.7 is 10 in doubles, though the double 2.7 is a bit more than that.
     */
    private static boolean divides(double steps) {
        return Math.rint(steps * 1024) == steps * 1024;
    }

    static Schedule cosine(double init, double end, double steps, double exponent) {
        if (exponent == 0) {
            return Schedule.constant(init);
        }
        if (exponent == 1) {
            return Schedule.cosine(init, end, steps);
        }
        if (exponent < 0) {
            String wave = "(0.5 * (1 + cos(pi * min(t, " + text(steps) + ") / " + text(steps) + ")))";
            return Schedule.formula("t -> (" + text(init) + " - " + text(end) + ") * " + wave + " ** " + text(exponent)
                    + " + " + text(end));
        }
        return Schedule.ramp(init, end, steps, Curve.of("p -> 1 - (0.5 * (1 + cos(pi * p))) ** " + text(exponent)));
    }

    private static String text(double number) {
        return Numerals.text(number);
    }

    /** The value is multiplied at each boundary. */
    static Schedule steps(double init, SortedMap<Double, Double> scales) {
        if (scales.isEmpty()) {
            return Schedule.constant(init);
        }
        double scale = scales.values().iterator().next();
        if (scale != 1 && scales.values().stream().allMatch(s -> s == scale)) {
            double[] milestones =
                    scales.keySet().stream().mapToDouble(b -> Math.max(0, b)).toArray();
            return Schedule.multiStep(init, scale, milestones);
        }
        double[] starts = new double[scales.size() + 1];
        double[] values = new double[scales.size() + 1];
        values[0] = init;
        int last = 0;
        for (Map.Entry<Double, Double> entry : scales.entrySet()) {
            double value = values[last] * entry.getValue();
            if (value != values[last] && entry.getKey() > 0) {
                starts[++last] = entry.getKey();
            }
            values[last] = value;
        }
        return last == 0
                ? Schedule.constant(values[0])
                : Schedule.piecewise(Arrays.copyOf(starts, last + 1), Arrays.copyOf(values, last + 1));
    }

    /** The value is multiplied from boundary to boundary along a curve. */
    static Schedule interpolated(Curve curve, double init, SortedMap<Double, Double> scales) {
        Deque<Schedule> parts = new ArrayDeque<>();
        double at = 0;
        double value = init;
        for (Map.Entry<Double, Double> entry : scales.entrySet()) {
            double bound = entry.getKey();
            double next = value * entry.getValue();
            if (bound > Math.max(at, 0)) {
                // an interval of less than a step is run through as if it were a whole one
                Schedule part = Schedule.ramp(value, next, Math.max(1, bound - at), curve)
                        .skip(Math.max(0, -at));
                parts.add(bound - at < 1 ? part.until(bound - Math.max(at, 0)) : part);
            }
            value = next;
            at = bound;
        }
        if (parts.isEmpty() || parts.getLast().at(parts.getLast().length()) != value) {
            parts.add(Schedule.constant(value));
        }
        return sequence(parts);
    }

    private static Schedule sequence(Deque<Schedule> parts) {
        Schedule whole = parts.removeFirst();
        for (Schedule part : parts) {
            whole = whole.then(part);
        }
        return whole;
    }

    /**
     * Each schedule from its boundary on, in time since then. A boundary before earlier ones overrides them; a schedule
     * without a boundary, and a boundary without a schedule, are left out.
     */
    static Schedule joined(List<Schedule> schedules, double... boundaries) {
        Deque<Schedule> parts = new ArrayDeque<>();
        double limit = Double.POSITIVE_INFINITY;
        for (int i = Math.min(schedules.size() - 1, boundaries.length); i >= 0; i--) {
            double start = i == 0 ? 0 : boundaries[i - 1];
            double from = Math.max(start, 0);
            if (from < limit) {
                parts.addFirst(lasting(schedules.get(i).skip(from - start), limit - from));
                limit = from;
            }
        }
        return sequence(parts);
    }

    private static Schedule lasting(Schedule schedule, double length) {
        if (length == Double.POSITIVE_INFINITY) {
            return schedule;
        }
        if (schedule.length() == 0) {
            return Schedule.hold(schedule.at(0), length);
        }
        return schedule.length() == length && endsInMotion(schedule) ? schedule : schedule.until(length);
    }

    /** Whether something can follow the schedule as it is: a constant at its end has no length to be followed. */
    private static boolean endsInMotion(Schedule schedule) {
        try {
            return schedule.then(schedule).length() > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
