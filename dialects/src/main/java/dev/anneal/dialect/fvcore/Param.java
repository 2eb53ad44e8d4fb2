package dev.anneal.dialect.fvcore;

import dev.anneal.Schedule;
import dev.anneal.notation.Numerals;
import dev.anneal.notation.NumericFunction;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A scheduler of fvcore: a function of the progress. */
@FunctionalInterface
interface Param {

    /** Upstream looks so much ahead, as quotients may round down. */
    double EPSILON = 1e-6;

    /** The values of so many updates, or without end. */
    Schedule over(Progress progress, double steps);

    default double at(double where) {
        return over(Progress.at(where), Double.POSITIVE_INFINITY).at(0);
    }

    private static Schedule lasting(Schedule schedule, double steps) {
        if (steps == Double.POSITIVE_INFINITY || schedule.length() == steps) {
            return schedule;
        }
        return schedule.length() == 0 ? Schedule.hold(schedule.at(0), steps) : schedule.until(steps);
    }

    static Param constant(double value) {
        return (progress, steps) -> lasting(Schedule.constant(value), steps);
    }

    static Param linear(double start, double end) {
        if (start == end) {
            return constant(start);
        }
        return (progress, steps) -> {
            if (steps < Double.POSITIVE_INFINITY) {
                return Schedule.linear(
                        between(start, end, progress.from()), between(start, end, progress.after(steps)), steps);
            }
            double rest = progress.total() - progress.begun();
            String slope = Numerals.text((end - start) / progress.total());
            Schedule beyond = Schedule.formula("t -> " + Numerals.text(end) + " + t * " + slope);
            return rest <= 0
                    ? beyond.skip(-rest)
                    : Schedule.linear(between(start, end, progress.from()), end, rest)
                            .then(beyond);
        };
    }

    private static double between(double start, double end, double where) {
        return end * where + start * (1 - where);
    }

    static Param cosine(double start, double end) {
        if (start == end) {
            return constant(start);
        }
        return (progress, steps) -> {
            if (progress.from() < 0) {
                String wave = "t -> " + Numerals.text(end) + " + " + Numerals.text(0.5 * (start - end))
                        + " * (1 + cos(pi * " + progress.text() + "))";
                return lasting(Schedule.formula(wave), steps);
            }
            Schedule down = Schedule.cosine(start, end, progress.total());
            Schedule wave = progress.after(steps - 1) <= 1
                    ? down
                    : down.then(Schedule.cosine(end, start, progress.total())).repeat();
            return lasting(begun(wave, progress), steps);
        };
    }

    private static Schedule begun(Schedule schedule, Progress progress) {
        return progress.from() == 0 ? schedule : schedule.skip(progress.begun());
    }

    static Param exponential(double start, double decay) {
        return (progress, steps) -> {
            double first = start * Math.pow(decay, progress.from());
            return lasting(
                    decay == 1 ? Schedule.constant(start) : Schedule.exponential(first, decay, progress.total()),
                    steps);
        };
    }

    static Param polynomial(double base, double power) {
        if (power == 0) {
            return constant(base);
        }
        return (progress, steps) -> {
            if (progress.from() < 0 || power < 0) {
                String rest = "(1 - " + progress.text() + ") ** " + Numerals.text(power);
                return lasting(Schedule.formula("t -> " + Numerals.text(base) + " * " + rest), steps);
            }
            double total = progress.total();
            Schedule decay = power == 1 ? Schedule.linear(base, 0, total) : Schedule.polynomial(base, 0, total, power);
            if (progress.after(steps - 1) > 1 && power == Math.rint(power)) {
                String beyond = "(-t / " + Numerals.text(total) + ") ** " + Numerals.text(power);
                decay = decay.then(Schedule.formula("t -> " + Numerals.text(base) + " * " + beyond));
            }
            return lasting(begun(decay, progress), steps);
        };
    }

    /** Equal parts of the progress, a value for each. */
    static Param steps(double... values) {
        double[] bounds = new double[values.length];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = i;
        }
        return stairs(values.length, bounds, values);
    }

    /** A value from each number of updates on, of so many in all. */
    static Param stairs(double updates, double[] bounds, double[] values) {
        return (progress, steps) -> {
            SortedMap<Double, Double> starts = new TreeMap<>(Map.of(0.0, values[0]));
            for (int i = 1; i < values.length; i++) {
                double bound = bounds[i];
                double first = progress.first(
                        bound / updates - EPSILON, where -> Math.floor((where + EPSILON) * updates) >= bound);
                if (first < Math.min(steps, Double.MAX_VALUE)) {
                    starts.put(first, values[i]);
                }
            }
            return lasting(piecewise(starts), steps);
        };
    }

    private static Schedule piecewise(SortedMap<Double, Double> starts) {
        double[] times = new double[starts.size()];
        double[] values = new double[starts.size()];
        int last = -1;
        for (Map.Entry<Double, Double> entry : starts.entrySet()) {
            if (last < 0 || values[last] != entry.getValue()) {
                times[++last] = entry.getKey();
                values[last] = entry.getValue();
            }
        }
        return last == 0
                ? Schedule.constant(values[0])
                : Schedule.piecewise(Arrays.copyOf(times, last + 1), Arrays.copyOf(values, last + 1));
    }

    /** Any function of the progress. */
    static Param function(NumericFunction function) {
        String name = "\\b" + function.lambda().parameters().get(0) + "\\b";
        String body = function.lambda().body().toString();
        return (progress, steps) -> lasting(Schedule.formula("t -> " + body.replaceAll(name, progress.text())), steps);
    }
}
