package dev.anneal.training;

import dev.anneal.Feedback;
import dev.anneal.Plan;
import dev.anneal.Plan.Target;
import dev.anneal.Schedule;
import dev.anneal.notation.Numerals;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The values of a plan in a run whose observations are known: what its rules would have done, without training anything.
 *
 * <pre>{@code
 * Simulation run = Simulation.of(plan, List.of(new Simulation.Series("val_loss", losses, 1)));
 * run.advance(30);
 * run.value(target);  // what update 30 uses
 * }</pre>
 *
 * <p>It goes forwards only. The parameter groups are those that the plan assigns to or has rules for, where {@code lr} without
 * a group is one for all others.
 */
public final class Simulation {

    /**
     * What was observed of a metric, at equal distances.
     *
     * @param metric the name of the metric
     * @param values the observations, the first after {@code every} units of time, the k-th after k times that; may be
     *     infinite or not numbers
     * @param every the distance, in units of the plan's time; finite and &gt; 0
     */
    public record Series(String metric, List<Double> values, double every) {

        /**
         * Keeps a copy.
         *
         * @throws IllegalArgumentException if the name is empty or the distance is out of its range
         */
        public Series {
            if (metric.isBlank()) {
                throw new IllegalArgumentException("metric must have a name, got '" + metric + "'");
            }
            if (!(every > 0 && every < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("every must be finite and > 0, got " + Numerals.text(every));
            }
            values = List.copyOf(values);
        }
    }

    /**
     * What a rule made of an observation.
     *
     * @param time when it was observed, in units of the plan's time
     * @param metric the name of the metric
     * @param value what was observed
     * @param rule the rule that follows the metric
     * @param acted whether it changed a value, or would have but for a limit
     * @param reason why, or why not
     */
    public record Observed(double time, String metric, double value, Plan.Rule rule, boolean acted, String reason) {}

    /** A rule with its state, and which slots it acts on. */
    private static final class Acting {
        final Plan.Rule rule;
        final int[] slots;
        Feedback.State state;

        Acting(Plan.Rule rule, int[] slots) {
            this.rule = rule;
            this.slots = slots;
            this.state = rule.feedback().start(slots.length);
        }

        double applied(int slot, double scheduled) {
            for (int i = 0; i < slots.length; i++) {
                if (slots[i] == slot) {
                    return state.applied(i, scheduled);
                }
            }
            return scheduled;
        }
    }

    private final List<Target> targets;
    private final List<Schedule> schedules;
    private final List<Acting> rules;
    private final List<Series> series;
    private final int[] seen;
    private final Consumer<Observed> log;
    private double now;

    private Simulation(Plan plan, Set<Target> targets, List<Series> series, Consumer<Observed> log) {
        this.targets = List.copyOf(targets);
        this.schedules = this.targets.stream()
                .map(target -> plan.schedule(target.hyperparameter(), target.group())
                        .orElseThrow(() -> new IllegalArgumentException("the plan does not set " + target)))
                .toList();
        this.rules = plan.rules().stream()
                .map(rule -> new Acting(rule, slots(rule.target())))
                .toList();
        this.series = List.copyOf(series);
        this.seen = new int[series.size()];
        this.log = log;
        checkFollowed();
    }

    /**
     * A run under a plan.
     *
     * @param plan the plan
     * @param series what is observed; of what is observed at the same time the first comes first
     * @return the run, at time 0
     * @throws IllegalArgumentException if no rule of the plan follows one of the metrics; the message names those that are
     *     followed
     */
    public static Simulation of(Plan plan, List<Series> series) {
        return of(plan, series, List.of(), observed -> {});
    }

    /**
     * A run under a plan, of which everything observed is told.
     *
     * @param plan the plan
     * @param series what is observed; of what is observed at the same time the first comes first
     * @param more targets that are asked for, beside those that the plan assigns to: groups without a schedule of their own
     * @param log told what each rule makes of each observation
     * @return the run, at time 0
     * @throws IllegalArgumentException if no rule of the plan follows one of the metrics, or the plan does not set one of the
     *     targets
     */
    public static Simulation of(Plan plan, List<Series> series, List<Target> more, Consumer<Observed> log) {
        Set<Target> targets = new LinkedHashSet<>();
        plan.assignments().forEach(assignment -> targets.add(assignment.target()));
        // a rule tells of a group, too
        plan.rules().stream()
                .map(Plan.Rule::target)
                .filter(target -> !target.group().isEmpty())
                .forEach(targets::add);
        targets.addAll(more);
        return new Simulation(plan, targets, series, log);
    }

    private int[] slots(Target acted) {
        List<Integer> slots = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            boolean meant = acted.group().isEmpty() || acted.group().equals(target.group());
            if (meant && acted.hyperparameter().equals(target.hyperparameter())) {
                slots.add(i);
            }
        }
        return slots.stream().mapToInt(Integer::intValue).toArray();
    }

    private void checkFollowed() {
        Set<String> followed = new TreeSet<>();
        rules.forEach(acting -> followed.add(acting.rule.feedback().metric()));
        for (Series one : series) {
            if (!followed.contains(one.metric())) {
                throw new IllegalArgumentException("metric must be one that a rule follows, got " + one.metric()
                        + (followed.isEmpty()
                                ? ": the plan has no rule"
                                : ": followed " + (followed.size() == 1 ? "is " : "are ")
                                        + String.join(", ", followed)));
            }
        }
    }

    /**
     * Goes forwards: what is observed up to a time, that time included, acts from then on.
     *
     * @param time the time, in units of the plan's time; finite and not before the present
     * @throws IllegalArgumentException if the time is before the present, or a rule refuses an observation
     */
    public void advance(double time) {
        if (!(time >= now && time < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "time must be finite and >= " + Numerals.text(now) + ", got " + Numerals.text(time));
        }
        int next = next();
        while (next >= 0 && due(next) <= time) {
            observe(next);
            next = next();
        }
        now = time;
    }

    /** The series of which something is observed next, or -1 if there is nothing left. */
    private int next() {
        int next = -1;
        for (int i = 0; i < seen.length; i++) {
            boolean left = seen[i] < series.get(i).values().size();
            if (left && (next < 0 || due(i) < due(next))) {
                next = i;
            }
        }
        return next;
    }

    private double due(int i) {
        return (seen[i] + 1) * series.get(i).every();
    }

    private void observe(int i) {
        double time = due(i);
        Series of = series.get(i);
        double value = of.values().get(seen[i]++);
        for (Acting acting : rules) {
            if (!acting.rule.feedback().metric().equals(of.metric())) {
                continue;
            }
            double[] scheduled = new double[acting.slots.length];
            for (int slot = 0; slot < scheduled.length; slot++) {
                scheduled[slot] = upTo(acting.slots[slot], time, acting);
            }
            var response = acting.state.observe(new Feedback.Observation(value, time, scheduled));
            acting.state = response.state();
            log.accept(new Observed(time, of.metric(), value, acting.rule, response.acted(), response.reason()));
        }
    }

    /** A value as it comes to a rule. */
    private double upTo(int slot, double time, Acting end) {
        double value = schedules.get(slot).at(time);
        for (Acting acting : rules) {
            if (acting == end) {
                break;
            }
            value = acting.applied(slot, value);
        }
        return value;
    }

    /**
     * The value at the present time.
     *
     * @param target what is asked for
     * @return the value that the rules have made
     * @throws NoSuchElementException if it is neither assigned by the plan nor among the targets that were asked for
     */
    public double value(Target target) {
        int slot = targets.indexOf(target);
        if (slot < 0) {
            throw new NoSuchElementException(target + " is none of " + targets);
        }
        double value = schedules.get(slot).at(now);
        for (Acting acting : rules) {
            value = acting.applied(slot, value);
        }
        return value;
    }

    /**
     * The present time.
     *
     * @return the time, in units of the plan's time
     */
    public double time() {
        return now;
    }
}
