package dev.anneal.dialect.mmengine;

import dev.anneal.Schedule;
import dev.anneal.dialect.StepTable;
import dev.anneal.dialect.mmengine.Rule.Form;
import dev.anneal.dialect.mmengine.Rule.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What schedulers make together of one value of a parameter group: each goes on from what it finds. */
final class Composition {

    private final List<Part> parts;
    private final double start;
    private final double[] bases;

    /** @param start what the optimizer was made with */
    Composition(List<Part> parts, double start) {
        this.parts = parts;
        this.start = start;
        this.bases = new double[parts.size()];
        State state = new State(start);
        for (int i = 0; i < bases.length; i++) {
            parts.get(i).rule.prepare(state);
            // the first scheduler says what all others start from, and OneCycle anew
            state.initial = Double.isNaN(state.initial) ? start : state.initial;
            bases[i] = state.initial;
        }
    }

    /**
     * A scheduler.
     *
     * @param rule what it does
     * @param unit how many units of the plan's time one of its steps is; infinite if it is never stepped
     */
    record Part(Rule rule, double unit) {
        boolean isStill() {
            return unit == Double.POSITIVE_INFINITY;
        }

        double first() {
            double first = rule.times().first();
            return first == 0 ? 0 : first * unit;
        }

        double from() {
            return first() + (rule.changes().from() == 0 ? 0 : rule.changes().from() * unit);
        }

        double to() {
            double to = isStill() ? 0 : rule.changes().to();
            return first() + (to == 0 ? 0 : to * unit);
        }

        boolean acts() {
            return rule.times().steps() >= 0 && !rule.changes().isEmpty() && from() < Double.POSITIVE_INFINITY;
        }
    }

    /** A part, and the base value that it knows. */
    private record Acting(Part part, double base) {

        /** The values in the plan's time from some time on, which is not before the part begins. */
        Schedule from(double time, double left) {
            Form form = Objects.requireNonNull(part.rule.form());
            Schedule own = form.from(left, base);
            if (part.isStill()) {
                return Schedule.constant(own.at(0));
            }
            double passed = time - part.first();
            Schedule rest = passed > 0 && own.length() > 0 ? own.skip(passed / part.unit) : own;
            return inUnits(rest, part.unit);
        }

        /** The values from the beginning of the plan on. */
        Schedule whole(double left) {
            Schedule own = from(part.first(), left);
            return part.first() > 0 ? Schedule.hold(left, part.first()).then(own) : own;
        }

        private static Schedule inUnits(Schedule schedule, double unit) {
            if (unit == 1 || schedule.length() == 0) {
                return schedule;
            }
            String text = schedule.toString();
            boolean stepped = text.matches("(multiStep|piecewise)\\([^()]*\\)");
            return (stepped ? schedule : schedule.staircase(1)).stretched(unit);
        }
    }

    /** The closed form; null if there is none. */
    @Nullable
    Schedule closed() {
        List<Acting> acting = new ArrayList<>();
        for (int i = 0; i < bases.length; i++) {
            if (parts.get(i).acts()) {
                acting.add(new Acting(parts.get(i), bases[i]));
            }
        }
        boolean mixed = parts.stream().filter(part -> part.rule.overwrites()).count() > 1;
        if (mixed || acting.stream().anyMatch(one -> one.part.rule.form() == null)) {
            return null;
        }
        return acting.stream().allMatch(one -> one.part.rule.multiplies()) ? product(acting, 0, start) : inTurn(acting);
    }

    /** What multiplies does not mind what else does. */
    private static Schedule product(List<Acting> acting, double time, double left) {
        double fixed = left;
        List<Acting> moving = new ArrayList<>();
        for (Acting one : acting) {
            Schedule factor = after(one, time, 1);
            if (factor.length() == 0) {
                fixed *= factor.at(0);
            } else {
                moving.add(one);
            }
        }
        Schedule product = moving.isEmpty() ? Schedule.constant(fixed) : after(moving.get(0), time, fixed);
        for (int i = 1; i < moving.size(); i++) {
            product = product.times(after(moving.get(i), time, 1));
        }
        return product;
    }

    private static Schedule after(Acting one, double time, double left) {
        if (time == 0) {
            return one.whole(left);
        }
        double wait = Math.max(0, one.part.from() - time);
        Schedule own = one.from(one.part.from(), left);
        return wait > 0 ? Schedule.hold(left, wait).then(own) : own;
    }

    /** Schedulers one after another; null if one that does not multiply acts together with others. */
    private @Nullable Schedule inTurn(List<Acting> acting) {
        List<Acting> sorted = new ArrayList<>(acting);
        sorted.sort(Comparator.comparingDouble(one -> one.part.from()));
        Schedule whole = null;
        double left = start;
        int i = 0;
        while (i < sorted.size()) {
            int from = i;
            double time = sorted.get(from).part.from();
            double stop = sorted.get(from).part.to();
            for (i++; i < sorted.size() && sorted.get(i).part.from() <= stop; i++) {
                stop = Math.max(stop, sorted.get(i).part.to());
            }
            Schedule next = together(sorted.subList(from, i), time, left);
            if (next == null) {
                return null;
            }
            whole = time == 0 ? next : (whole == null ? Schedule.hold(left, time) : whole.until(time)).then(next);
            left = next.at(stop - time);
        }
        return whole == null ? Schedule.constant(start) : whole;
    }

    private static @Nullable Schedule together(List<Acting> acting, double time, double left) {
        if (acting.size() == 1) {
            return acting.get(0).from(time, left);
        }
        return acting.stream().allMatch(one -> one.part.rule.multiplies()) ? product(acting, time, left) : null;
    }

    /** How many units of the plan's time something may still change. */
    double lasts() {
        return parts.stream().filter(Part::acts).mapToDouble(Part::to).max().orElse(0);
    }

    /** Values, and where mmengine itself stops, why; empty if it does not. */
    record Replayed(Schedule schedule, String stopped) {}

    /** Goes through a run as mmengine does. */
    Replayed replayed(int ticks) {
        StepTable table = new StepTable();
        State state = new State(start);
        double[] steps = new double[bases.length];
        for (int i = 0; i < bases.length; i++) {
            parts.get(i).rule.prepare(state);
            act(i, state, steps, 0);
        }
        table.add(0, state.value);
        for (int t = 1; t <= ticks; t++) {
            try {
                go(state, steps, t);
                table.add(t, state.value);
            } catch (ArithmeticException e) {
                return new Replayed(
                        table.schedule(),
                        "at step " + t + " mmengine itself " + e.getMessage() + "; the value before is held");
            }
        }
        return new Replayed(table.schedule(), "");
    }

    /** Iterations are over before epochs are. */
    private void go(State state, double[] steps, int time) {
        for (int i = 0; i < bases.length; i++) {
            if (!parts.get(i).rule.times().byEpoch()) {
                act(i, state, steps, time);
            }
        }
        for (int i = 0; i < bases.length; i++) {
            double unit = parts.get(i).unit;
            if (parts.get(i).rule.times().byEpoch() && !parts.get(i).isStill() && time % unit == 0) {
                act(i, state, steps, time / unit);
            }
        }
    }

    private void act(int index, State state, double[] steps, double time) {
        Rule rule = parts.get(index).rule;
        if (rule.times().begin() <= time && time < rule.times().end()) {
            state.value = rule.next().next(steps[index]++, state, bases[index]);
        }
    }
}
