package dev.anneal.training;

import dev.anneal.Feedback;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;

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
 *
 * <p>Values are worked out once for each update, when something changes, and never when they are read. Any thread may read
 * {@link #value}, {@link #applied}, {@link #snapshot}, {@link #step} and {@link #skipped} at any time, and waits for nobody. What changes the
 * scheduler is done by one thread at a time; others wait.
 *
 * <p>A call that throws has changed nothing: a value that is out of range, a rule that refuses an observation or an optimizer
 * that fails leave the scheduler as it was before, and what had been written already is written back. The one exception are
 * logs: what they throw comes out when all is done and all logs have been told.
 *
 * <p>Neither the optimizer nor a log may change the scheduler that calls it; they may read it.
 */
public final class Scheduler {

    private final Plan plan;
    private final Layout layout;
    private final Logs logs;
    private final Phases phases = new Phases();
    private final Present present;
    private volatile long skipped;
    private boolean busy;

    /**
     * What the next update uses, read at one moment.
     *
     * @param step the number of updates applied
     * @param values the values, in the order of the groups; not modifiable
     */
    public record Snapshot(long step, Map<Plan.Target, Double> values) {

        /** Keeps a copy of the values. */
        public Snapshot {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    private Scheduler(Plan plan, Layout layout, Present present, long skipped, Logs logs) {
        this.plan = plan;
        this.layout = layout;
        this.present = present;
        this.skipped = skipped;
        this.logs = logs;
        if (!logs.isEmpty()) {
            phases.begin(present.course(), present.step());
        }
    }

    /**
     * Starts, and writes the values of the first update.
     *
     * @param plan the plan
     * @param sink the optimizer
     * @param logs told of what happens
     * @return the scheduler, at step 0
     * @throws IllegalArgumentException if the plan sets what the optimizer does not take, names groups that it does not
     *     have, or sets the learning rate of some groups only; or if a value is out of range
     */
    public static Scheduler start(Plan plan, OptimizerSink sink, EventLog... logs) {
        Layout layout = new Layout(plan, sink);
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < layout.groups().size(); i++) {
            slots.addAll(layout.slots(i, layout.groups().get(i), 0));
        }
        List<Acting> rules =
                plan.rules().stream().map(rule -> Acting.on(rule, slots)).toList();
        Course course = new Course(slots, rules, List.of());
        course.look(0);
        return new Scheduler(plan, layout, new Present(course, 0, sink), 0, new Logs(logs));
    }

    /**
     * Takes training up at a checkpoint, and writes the values of the next update. It takes as long at any step. Nothing is
     * written before everything is checked, and what the optimizer held before does not matter.
     *
     * <p>{@link Resume#EXACT} goes on bit for bit. It also works the values out anew and holds them against those of the
     * checkpoint, because schedules of Java functions print alike. {@link Resume#KEEP_POSITION} and {@link Resume#REBASE}
     * take another plan up at the same step; a rule goes on with what it has seen if its line is the same and it acts on the
     * same groups, else it starts anew, and the {@linkplain Event.Resumed event} says which. Values that were set by hand
     * stay so.
     *
     * @param plan the plan
     * @param checkpoint where to go on
     * @param sink the optimizer, with the groups that the checkpoint has; those that had joined are among its groups or
     *     expected, and count as joined
     * @param mode whether the plan may be another
     * @param logs told of what happens
     * @return the scheduler, at the step of the checkpoint
     * @throws IllegalArgumentException if the plan cannot be taken up so, the optimizer has other groups, or a value is out
     *     of range
     */
    public static Scheduler resume(
            Plan plan, Checkpoint checkpoint, OptimizerSink sink, Resume mode, EventLog... logs) {
        Layout layout = new Layout(plan, sink);
        Resumption resumption = new Resumption(plan, layout, checkpoint, mode);
        Course course = resumption.course();
        Logs told = new Logs(logs);
        Present present = new Present(course, checkpoint.step(), sink);
        Scheduler scheduler = new Scheduler(plan, layout, present, checkpoint.skipped(), told);
        told.tell(new Event.Resumed(checkpoint.step(), mode, resumption.remark()));
        told.finish();
        return scheduler;
    }

    /**
     * Counts an update that was applied, and writes the values of the next. Without logs it makes no objects.
     *
     * @throws IllegalStateException if a value of the next update is out of range
     */
    public synchronized void advance() {
        begin();
        try {
            if (logs.isEmpty()) {
                present.advance();
            } else {
                double[] applied = present.course().values().clone();
                present.advance();
                tellApplied(applied);
            }
        } finally {
            end();
        }
    }

    private void tellApplied(double[] applied) {
        for (int i = 0; i < applied.length; i++) {
            Plan.Target target = present.course().slots().get(i).target();
            logs.tell(new Event.Applied(
                    present.step() - 1,
                    target.group(),
                    target.hyperparameter(),
                    applied[i],
                    present.course().values()[i]));
        }
        phases.changes(present.course(), present.step()).forEach(logs::tell);
    }

    /** Counts an update that was not applied, as for gradients that are not finite. Nothing else changes. */
    public synchronized void skip() {
        begin();
        skipped = skipped + 1;
        if (!logs.isEmpty()) {
            logs.tell(new Event.Skipped(present.step(), skipped));
        }
        end();
    }

    /**
     * Takes an observation in, for the rules that follow the metric. It acts from the next update on. Several rules on one
     * metric see it one after another, in the order of the plan.
     *
     * @param metric the name of the metric
     * @param value its value
     * @return how many rules follow that metric; with 0 nothing has happened, and the name may be misspelled
     * @throws IllegalArgumentException if a rule refuses the value
     * @throws IllegalStateException if a rule makes a value that is out of range
     */
    public synchronized int observe(String metric, double value) {
        begin();
        try {
            int followed = (int) plan.rules().stream()
                    .filter(rule -> rule.feedback().metric().equals(metric))
                    .count();
            if (followed == 0) {
                return 0;
            }
            Feedback.Response[] responses = new Feedback.Response[plan.rules().size()];
            Course next = present.course().observing(metric, value, present.step(), responses);
            present.change(next, IllegalStateException::new);
            for (int i = 0; i < responses.length; i++) {
                Feedback.Response response = responses[i];
                if (response != null) {
                    String rule = plan.rules().get(i).toString();
                    logs.tell(new Event.Observed(
                            present.step(), rule, metric, value, response.acted(), response.reason()));
                }
            }
            return followed;
        } finally {
            end();
        }
    }

    /**
     * The metrics that rules follow.
     *
     * @return their names, in the order of the plan; not modifiable
     */
    public Set<String> metrics() {
        Set<String> metrics = new LinkedHashSet<>();
        plan.rules().forEach(rule -> metrics.add(rule.feedback().metric()));
        return Collections.unmodifiableSet(metrics);
    }

    /**
     * The value that the next update uses. Any thread may ask, as often as it likes.
     *
     * @param hyperparameter the hyperparameter
     * @param group the name of the group
     * @return the value
     * @throws NoSuchElementException if the plan does not set it
     */
    public double value(Hyperparameter hyperparameter, String group) {
        Board board = present.board();
        return board.read(board.index(hyperparameter, group));
    }

    /**
     * The value that the last update has used. Any thread may ask, as often as it likes.
     *
     * @param hyperparameter the hyperparameter
     * @param group the name of the group
     * @return the value; NaN until an update has been applied since training started or was taken up, or since the group
     *     joined
     * @throws NoSuchElementException if the plan does not set it
     */
    public double applied(Hyperparameter hyperparameter, String group) {
        Board board = present.board();
        return board.readApplied(board.index(hyperparameter, group));
    }

    /**
     * All values and the step that they are for.
     *
     * @return what the next update uses
     */
    public Snapshot snapshot() {
        return present.board().snapshot();
    }

    /**
     * Whether the plan sets a value.
     *
     * @param hyperparameter the hyperparameter
     * @param group the name of the group
     * @return whether {@link #value} has an answer
     */
    public boolean sets(Hyperparameter hyperparameter, String group) {
        return present.board().find(hyperparameter, group) >= 0;
    }

    /**
     * Sets a value by hand. It holds, whatever the plan says, until it is given back with {@link #release}, also when
     * training is taken up at a checkpoint.
     *
     * @param hyperparameter the hyperparameter
     * @param group the name of the group
     * @param value the value
     * @throws NoSuchElementException if the plan does not set it
     * @throws IllegalArgumentException if the value is out of range
     */
    public synchronized void set(Hyperparameter hyperparameter, String group, double value) {
        begin();
        try {
            int index = present.board().index(hyperparameter, group);
            changeByHand(index, present.course().slots().get(index).setTo(value + 0.0), IllegalArgumentException::new);
        } finally {
            end();
        }
    }

    /**
     * Gives a value that was set by hand back to the plan. Nothing happens if it was not set by hand.
     *
     * @param hyperparameter the hyperparameter
     * @param group the name of the group
     * @throws NoSuchElementException if the plan does not set it
     * @throws IllegalStateException if what the plan says is out of range
     */
    public synchronized void release(Hyperparameter hyperparameter, String group) {
        begin();
        try {
            int index = present.board().index(hyperparameter, group);
            Slot slot = present.course().slots().get(index);
            if (slot.byHand()) {
                changeByHand(index, slot.released(), IllegalStateException::new);
            }
        } finally {
            end();
        }
    }

    private void changeByHand(int index, Slot slot, Function<String, RuntimeException> refusal) {
        double from = present.course().values()[index];
        present.change(present.course().with(index, slot), refusal);
        Plan.Target target = slot.target();
        logs.tell(new Event.ChangedByHand(
                present.step(),
                target.group(),
                target.hyperparameter(),
                from,
                present.course().values()[index]));
    }

    /**
     * Takes a group in that was not there at the start: one of those that the optimizer {@linkplain OptimizerSink#expected
     * expects}. Its schedules are where those of the other groups are. Its values are written at once, and the rules on all
     * groups act on it from now on.
     *
     * @param group its name
     * @throws IllegalArgumentException if the optimizer does not expect the group, it has joined already, or a value is out of
     *     range
     */
    public synchronized void join(String group) {
        join(new Checkpoint.Joined(group, present.step(), false), 0);
    }

    /**
     * Takes a group in as {@link #join} does, but its schedules begin now.
     *
     * @param group its name
     * @throws IllegalArgumentException as {@link #join} throws it
     */
    public synchronized void joinWithOwnClock(String group) {
        join(new Checkpoint.Joined(group, present.step(), true), present.step());
    }

    private void join(Checkpoint.Joined member, long origin) {
        begin();
        try {
            String group = member.group();
            List<Slot> slots = layout.slots(layout.next(group, present.course().joined()), group, origin);
            present.change(present.course().with(member, slots), IllegalArgumentException::new);
            if (!logs.isEmpty()) {
                phases.begin(present.course(), present.step());
            }
            logs.tell(new Event.Joined(present.step(), group, member.ownClock()));
        } finally {
            end();
        }
    }

    /**
     * The clock.
     *
     * @return the number of updates applied
     */
    public long step() {
        return present.board().step();
    }

    /**
     * How many updates were not applied.
     *
     * @return the number
     */
    public long skipped() {
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
        return present.course().checkpoint(plan, present.step(), skipped);
    }

    private void begin() {
        if (busy) {
            throw new IllegalStateException("an optimizer or a log must not change the scheduler that calls it");
        }
        busy = true;
    }

    private void end() {
        busy = false;
        logs.finish();
    }
}
