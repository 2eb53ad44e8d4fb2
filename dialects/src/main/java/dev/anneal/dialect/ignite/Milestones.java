package dev.anneal.dialect.ignite;

import dev.anneal.Schedule;
import dev.anneal.dialect.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values at milestones, straight lines between them, as {@code PiecewiseLinear} has them. */
final class Milestones {

    private final List<Double> times;
    private final List<Double> values;

    /** Events that do not fall, and values. */
    Milestones(List<Double> times, List<Double> values) {
        this.times = List.copyOf(times);
        this.values = List.copyOf(values);
    }

    /** The pairs of an argument. */
    static Milestones of(Value pairs) {
        List<Value> items = pairs.items();
        if (items.isEmpty()) {
            throw pairs.refused("have at least one pair (milestone, value)");
        }
        List<Double> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (Value pair : items) {
            if (!pair.isList() || pair.items().size() != 2 || pair.toString().startsWith("[")) {
                throw pair.refused("be a pair, as (10, 0.5)");
            }
            Value time = pair.items().get(0);
            if (!time.isInteger()) {
                throw time.refused("be an integer");
            }
            if (!times.isEmpty() && time.number() < times.get(times.size() - 1)) {
                throw time.refused("not be less than the milestone before it");
            }
            times.add(time.number());
            values.add(pair.items().get(1).number());
        }
        return new Milestones(times, values);
    }

    /** The last milestone. */
    double last() {
        return times.get(times.size() - 1);
    }

    /** The values, where the first is asked for at an event. */
    Schedule from(double event) {
        if (values.stream().distinct().count() == 1) {
            return Schedule.constant(values.get(0));
        }
        int next = 0;
        while (next < times.size() && times.get(next) <= event) {
            next++;
        }
        if (next == times.size()) {
            return Schedule.constant(values.get(next - 1));
        }
        List<Double> ends = new ArrayList<>(List.of(0.0));
        List<Double> met = new ArrayList<>(List.of(next == 0 ? values.get(0) : between(next, event)));
        Schedule whole = null;
        for (int i = next; i < times.size(); i++) {
            double end = times.get(i) - event;
            double before = ends.get(ends.size() - 1);
            if (i > next && times.get(i).equals(times.get(i - 1))) {
                // the later of two values at one milestone stands, from there on
                whole = joined(whole, ends, met);
                ends = new ArrayList<>(List.of(before));
                met = new ArrayList<>(List.of(values.get(i)));
            } else {
                ends.add(end);
                met.add(values.get(i));
            }
        }
        return ends.size() == 1 ? then(whole, Schedule.constant(met.get(0))) : joined(whole, ends, met);
    }

    private double between(int next, double event) {
        double from = times.get(next - 1);
        double start = values.get(next - 1);
        return start + (values.get(next) - start) * (event - from) / (times.get(next) - from);
    }

    private static Schedule joined(@Nullable Schedule before, List<Double> ends, List<Double> met) {
        if (ends.size() == 1) {
            return before == null ? Schedule.constant(met.get(0)) : before;
        }
        double start = ends.get(0);
        Schedule part;
        if (ends.size() == 2) {
            double length = ends.get(1) - start;
            boolean still = met.get(0).equals(met.get(1));
            part = still ? Schedule.hold(met.get(0), length) : Schedule.linear(met.get(0), met.get(1), length);
        } else {
            part = Schedule.interpolate(
                    ends.stream().mapToDouble(end -> end - start).toArray(),
                    met.stream().mapToDouble(Double::doubleValue).toArray());
        }
        return then(before, part);
    }

    private static Schedule then(@Nullable Schedule before, Schedule part) {
        return before == null ? part : before.then(part);
    }
}
