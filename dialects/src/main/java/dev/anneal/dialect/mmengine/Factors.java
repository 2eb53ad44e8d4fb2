package dev.anneal.dialect.mmengine;

import static dev.anneal.dialect.mmengine.Rule.always;
import static dev.anneal.dialect.mmengine.Rule.divide;
import static dev.anneal.dialect.mmengine.Rule.modulo;
import static dev.anneal.dialect.mmengine.Rule.upTo;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.mmengine.Rule.Changes;
import dev.anneal.notation.Numerals;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Schedulers that multiply whatever they find. */
final class Factors {

    private Factors() {}

    static Rule constant(Call call, Times times) {
        double factor = call.number("factor");
        double total = times.total();
        boolean ends = total >= 1 && total == Math.rint(total) && total <= times.steps() && !times.isEndless();
        if (ends && factor == 0) {
            throw call.value("factor").refused("not be 0, because at the end mmengine divides by it");
        }
        return Rule.factor(
                times,
                new Changes(0, ends ? total : 0),
                (left, base) -> ends && factor != 1
                        ? Schedule.piecewise(new double[] {0, total}, new double[] {left * factor, left})
                        : Schedule.constant(left * factor),
                (k, state, base) ->
                        k == 0 ? state.value * factor : k == total ? state.value * divide(1, factor) : state.value);
    }

    static Rule linear(Call call, Times times) {
        double start = call.number("start_factor");
        double end = call.number("end_factor");
        double total = times.total();
        if (start == 0 && times.steps() >= 1) {
            throw call.value("start_factor").refused("be > 0, because mmengine divides by it on the second step");
        }
        return Rule.factor(
                times,
                start == end ? new Changes(0, 0) : always(times),
                times.steps() > total ? null : (left, base) -> linear(left * start, left * end, times),
                (k, state, base) -> k == 0
                        ? state.value * start
                        : state.value * (1 + divide(end - start, total * start + (k - 1) * (end - start))));
    }

    private static Schedule linear(double from, double to, Times times) {
        return times.total() <= 0 || from == to
                ? Schedule.constant(from)
                : upTo(Schedule.linear(from, to, times.total()), times.steps());
    }

    static Rule exponential(Call call, Times times) {
        double gamma = call.number("gamma");
        return Rule.factor(
                times,
                gamma == 1 ? new Changes(0, -1) : new Changes(1, times.steps()),
                (left, base) -> decay(left, gamma, 1, times.steps()),
                (k, state, base) -> k == 0 ? state.value : state.value * gamma);
    }

    static Rule step(Call call, Times times) {
        double size = call.number("step_size") * times.scale();
        double gamma = call.number("gamma");
        if (size == 0 && times.steps() >= 1) {
            throw call.value("step_size").refused("not be 0");
        }
        double period = period(size);
        return Rule.factor(
                times,
                new Changes(period, period == 0 ? -1 : period * Math.floor(times.steps() / period)),
                (left, base) -> decay(left, gamma, period, times.steps()),
                (k, state, base) -> k == 0 || modulo(k, size) != 0 ? state.value : state.value * gamma);
    }

    /** The least whole number that is a multiple: a remainder of exactly 0 is asked for. */
    private static double period(double size) {
        double period = Math.abs(size);
        while (period != Math.rint(period)) {
            period *= 2;
        }
        return period;
    }

    /** Multiplied by gamma after every period, which is a whole number. */
    private static Schedule decay(double left, double gamma, double period, double steps) {
        if (gamma == 1 || left == 0 || steps < period || period == 0) {
            return Schedule.constant(left);
        }
        if (gamma < 0) {
            String factor = "(" + Numerals.text(gamma) + ") ** (t // " + Numerals.text(period) + ")";
            return upTo(Schedule.formula("t -> " + factor).times(left), steps);
        }
        return period == 1
                ? upTo(Schedule.exponential(left, gamma), steps)
                : upTo(Schedule.exponential(left, gamma, period).staircase(period), steps + 1);
    }

    static Rule multiStep(Call call, Times times) {
        double[] milestones = Arrays.stream(call.numbers("milestones"))
                .map(m -> m * times.scale())
                .toArray();
        double gamma = call.number("gamma");
        double[] met = Arrays.stream(milestones)
                .filter(m -> m >= 0 && m == Math.rint(m) && m <= times.steps())
                .sorted()
                .toArray();
        Map<Double, Integer> counts = new TreeMap<>();
        Arrays.stream(met).forEach(m -> counts.merge(m + 0.0, 1, Integer::sum));
        return Rule.factor(
                times,
                met.length == 0 ? new Changes(0, -1) : new Changes(met[0], met[met.length - 1]),
                (left, base) -> met.length == 0 ? Schedule.constant(left) : Schedule.multiStep(left, gamma, met),
                (k, state, base) -> state.value * Math.pow(gamma, counts.getOrDefault(k, 0)));
    }
}
