package dev.anneal.training;

import dev.anneal.Feedback;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Trains under a plan: the one object with a clock. The clock counts the updates of the global model that were applied,
 * whatever the number of workers, micro-batches or reads.
 *
 * <pre>{@code
 * Scheduler scheduler = Scheduler.start(plan, optimizer);  // writes the values of step 0
 * …                                                        // each update:
 * scheduler.advance();                                     // it was applied: writes the values of the next
 * scheduler.skip();                                        // or it was not
 * scheduler.observe("val_loss", 0.42);                     // acts from the next update on
 * }</pre>
 */
public final class Scheduler {

    /** A scheduled value out of range is refused at the start if it comes in so many updates, and in the plan's length. */
    private static final double CHECKED_AHEAD = 1e6;

    private final List<Slot> slots = new ArrayList<>();
    private final List<Acting> rules = new ArrayList<>();
    private final OptimizerSink sink;
    private final EventLog[] logs;
    private final Plan plan;
    private long step;
    private long skipped;

    /** A value: of which group and hyperparameter, and what it follows. */
    private static final class Slot {
        final int group;
        final String name;
        final Hyperparameter hyperparameter;
        final Schedule schedule;
        double value;

        Slot(int group, String name, Hyperparameter hyperparameter, Schedule schedule) {
            this.group = group;
            this.name = name;
            this.hyperparameter = hyperparameter;
            this.schedule = schedule;
        }
    }

    /** A rule with its state, and the slots that it acts on. */
    private static final class Acting {
        final Plan.Rule rule;
        final List<Slot> slots;
        Feedback.State state;

        Acting(Plan.Rule rule, List<Slot> slots) {
            this.rule = rule;
            this.slots = slots;
            this.state = rule.feedback().start(slots.size());
        }
    }

    private Scheduler(Plan plan, OptimizerSink sink, EventLog... logs) {
        this.plan = plan;
        this.sink = sink;
        this.logs = logs;
        List<String> groups = sink.groups();
        for (int g = 0; g < groups.size(); g++) {
            for (Hyperparameter hyperparameter : plan.assignments().stream()
                    .map(a -> a.target().hyperparameter())
                    .distinct()
                    .toList()) {
                int group = g;
                plan.schedule(hyperparameter, groups.get(g))
                        .ifPresent(s -> slots.add(new Slot(group, groups.get(group), hyperparameter, s)));
            }
        }
        for (Plan.Rule rule : plan.rules()) {
            rules.add(new Acting(
                    rule,
                    slots.stream()
                            .filter(s -> s.hyperparameter.equals(rule.target().hyperparameter())
                                    && (rule.target().group().isEmpty()
                                            || rule.target().group().equals(s.name)))
                            .toList()));
        }
    }

    /**
     * Starts, and writes the values of the first update.
     *
     * @param plan the plan
     * @param sink the optimizer
     * @param logs told of what happens
     * @return the scheduler, at step 0
     * @throws IllegalArgumentException if the plan sets what the optimizer does not take, or names groups that it does not
     *     have, or a value is out of range
     */
    public static Scheduler start(Plan plan, OptimizerSink sink, EventLog... logs) {
        plan.check(Math.min(plan.length(), CHECKED_AHEAD)).ifPresent(violation -> {
            throw new IllegalArgumentException(violation.toString());
        });
        Scheduler scheduler = new Scheduler(plan, sink, logs);
        scheduler.write();
        return scheduler;
    }

    /**
     * Takes training up at a checkpoint, and writes the values of the next update.
     *
     * @param plan the plan
     * @param checkpoint where to go on
     * @param sink the optimizer
     * @param mode whether the plan may be another
     * @param logs told of what happens
     * @return the scheduler, at the step of the checkpoint
     * @throws IllegalArgumentException if the plan cannot be taken up so
     */
    public static Scheduler resume(
            Plan plan, Checkpoint checkpoint, OptimizerSink sink, Resume mode, EventLog... logs) {
        throw new UnsupportedOperationException(mode + " " + checkpoint + plan + sink + logs.length);
    }

    /** Counts an update that was applied, and writes the values of the next. */
    public synchronized void advance() {
        step++;
        for (Slot slot : slots) {
            double applied = slot.value;
            double next = valueNow(slot);
            for (EventLog log : logs) {
                log.log(new Event.Applied(step - 1, slot.name, slot.hyperparameter, applied, next));
            }
        }
        write();
    }

    /** Counts an update that was not applied, as for gradients that are not finite. Nothing else changes. */
    public synchronized void skip() {
        skipped++;
        for (EventLog log : logs) {
            log.log(new Event.Skipped(step, skipped));
        }
    }

    /**
     * Takes an observation in, for the rules that follow the metric. It acts from the next update on.
     *
     * @param metric the name of the metric
     * @param value its value
     * @return how many rules follow that metric
     */
    public synchronized int observe(String metric, double value) {
        int followed = 0;
        for (Acting acting : rules) {
            if (!acting.rule.feedback().metric().equals(metric)) {
                continue;
            }
            followed++;
            double[] scheduled = new double[acting.slots.size()];
            for (int i = 0; i < scheduled.length; i++) {
                scheduled[i] = upTo(acting.slots.get(i), acting);
            }
            var response = acting.state.observe(new Feedback.Observation(value, step, scheduled));
            acting.state = response.state();
            for (EventLog log : logs) {
                log.log(new Event.Observed(
                        step, acting.rule.toString(), metric, value, response.acted(), response.reason()));
            }
        }
        write();
        return followed;
    }

    /**
     * The value that the next update uses. Any thread may ask, and as often as it likes.
     *
     * @param hyperparameter the hyperparameter
     * @param group the name of the group
     * @return the value
     * @throws NoSuchElementException if the plan does not set it
     */
    public synchronized double value(Hyperparameter hyperparameter, String group) {
        for (Slot slot : slots) {
            if (slot.hyperparameter.equals(hyperparameter) && slot.name.equals(group)) {
                return slot.value;
            }
        }
        throw new NoSuchElementException("the plan does not set " + hyperparameter + "[" + group + "]");
    }

    /**
     * Whether the plan sets a value.
     *
     * @param hyperparameter the hyperparameter
     * @param group the name of the group
     * @return whether {@link #value} has an answer
     */
    public synchronized boolean sets(Hyperparameter hyperparameter, String group) {
        return slots.stream().anyMatch(s -> s.hyperparameter.equals(hyperparameter) && s.name.equals(group));
    }

    /**
     * Sets a value by hand. It holds, whatever the plan says, until it is given back with {@link #release}.
     *
     * @param hyperparameter the hyperparameter
     * @param group the name of the group
     * @param value the value
     */
    public synchronized void set(Hyperparameter hyperparameter, String group, double value) {
        throw new UnsupportedOperationException(hyperparameter + group + value);
    }

    /**
     * Gives a value that was set by hand back to the plan.
     *
     * @param hyperparameter the hyperparameter
     * @param group the name of the group
     */
    public synchronized void release(Hyperparameter hyperparameter, String group) {
        throw new UnsupportedOperationException(hyperparameter + group);
    }

    /**
     * Takes a group in that was not there at the start.
     *
     * @param group its name
     * @param ownClock whether its schedules begin now, rather than where those of the other groups are
     */
    public synchronized void join(String group, boolean ownClock) {
        throw new UnsupportedOperationException(group + ownClock);
    }

    /**
     * The clock.
     *
     * @return the number of updates applied
     */
    public synchronized long step() {
        return step;
    }

    /**
     * How many updates were not applied.
     *
     * @return the number
     */
    public synchronized long skipped() {
        return skipped;
    }

    /**
     * The plan.
     *
     * @return what the scheduler follows
     */
    public Plan plan() {
        return plan;
    }

    /**
     * What must be kept to go on from here.
     *
     * @return the checkpoint
     */
    public synchronized Checkpoint checkpoint() {
        return new Checkpoint(
                step, skipped, plan.toString(), java.util.List.of(), java.util.List.of(), java.util.List.of());
    }

    private double valueNow(Slot slot) {
        return upTo(slot, null);
    }

    private double upTo(Slot slot, @org.jspecify.annotations.Nullable Acting end) {
        double value = slot.schedule.at(step);
        for (Acting acting : rules) {
            if (acting == end) {
                break;
            }
            int index = acting.slots.indexOf(slot);
            if (index >= 0) {
                value = acting.state.applied(index, value);
            }
        }
        return value;
    }

    private void write() {
        for (Slot slot : slots) {
            slot.value = valueNow(slot);
            sink.set(slot.group, slot.hyperparameter, slot.value);
        }
    }
}
