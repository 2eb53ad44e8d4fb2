package dev.anneal.dl4j;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.Violation;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * One line of a plan as a schedule of DL4J's, for the configuration of a network. Immutable. It is a pure function of the
 * iteration, which DL4J saves and restores with the network, so that nothing else needs to be saved:
 *
 * <pre>{@code
 * new Nesterovs(PlanSchedule.of(plan, LEARNING_RATE, "body"), PlanSchedule.of(plan, MOMENTUM, "body"))
 * }</pre>
 *
 * <p>Time is the number of completed iterations; epochs are not looked at. A plan in epochs is
 * {@linkplain Schedule#stretched stretched} by the steps per epoch.
 *
 * <p>In JSON it is the line's text, {@code {"@class": "dev.anneal.dl4j.PlanSchedule", "plan": "lr = linear(0, 0.1, 500)"}}, and
 * reads back equal. DL4J's own schedules may grow, jump or fail to be read again; see the guide.
 *
 * <p>What changes while a network is trained, as by rules, needs a {@link PlanListener}.
 */
public final class PlanSchedule implements ISchedule {

    private static final long serialVersionUID = 1L;

    private final transient Plan.Assignment line;

    private PlanSchedule(Plan.Assignment line) {
        this.line = line;
    }

    /**
     * A learning rate.
     *
     * @param learningRate its schedule
     * @return the schedule
     * @throws IllegalArgumentException if a value is found that no optimizer can work with
     */
    public static PlanSchedule of(Schedule learningRate) {
        return checked(new Plan.Assignment(new Plan.Target(Hyperparameter.LEARNING_RATE, ""), learningRate));
    }

    /**
     * What a plan says of a hyperparameter of a group.
     *
     * @param plan the plan
     * @param hyperparameter the hyperparameter
     * @param group the group; empty for what holds for all groups
     * @return the schedule
     * @throws IllegalArgumentException if the plan does not set it, or has a rule that acts on it, or a value is found that no
     *     optimizer can work with ({@link Plan#check})
     */
    public static PlanSchedule of(Plan plan, Hyperparameter hyperparameter, String group) {
        Plan.Target target = new Plan.Target(hyperparameter, group);
        for (Plan.Rule rule : plan.rules()) {
            Plan.Target ruled = rule.target();
            boolean meets =
                    ruled.group().isEmpty() || group.isEmpty() || ruled.group().equals(group);
            if (ruled.hyperparameter().equals(hyperparameter) && meets) {
                throw new IllegalArgumentException("plan must have no rule on " + target
                        + ", for a function of the iteration cannot follow it; a PlanListener does; got " + rule);
            }
        }
        Schedule schedule = plan.schedule(hyperparameter, group)
                .orElseThrow(() -> new IllegalArgumentException("plan must set " + target + ", got\n" + plan));
        return checked(new Plan.Assignment(target, schedule));
    }

    private static PlanSchedule checked(Plan.Assignment line) {
        Plan plan = plan(line);
        plan.check(Double.POSITIVE_INFINITY).ifPresent(violation -> {
            throw new IllegalArgumentException(violation.toString());
        });
        return new PlanSchedule(line);
    }

    private static Plan plan(Plan.Assignment line) {
        return Plan.of(line.target().hyperparameter(), line.target().group(), line.schedule());
    }

    /**
     * Reads a line.
     *
     * @param text a plan of one line, as {@link #toString} writes it; a schedule alone is that of the learning rate
     * @return the schedule
     * @throws dev.anneal.notation.NotationException if it is no plan
     * @throws IllegalArgumentException if it has rules or other than one line, or a value is found that no optimizer can work
     *     with
     */
    @JsonCreator
    public static PlanSchedule parse(@JsonProperty("plan") String text) {
        Plan plan = Plan.parse(text);
        if (plan.assignments().size() != 1 || !plan.rules().isEmpty()) {
            throw new IllegalArgumentException("a schedule must be one line without rules, got\n" + plan);
        }
        return checked(plan.assignments().get(0));
    }

    /**
     * The text that is saved.
     *
     * @return the line
     * @throws IllegalStateException if it could not be read again, as with a schedule of Java functions
     */
    @JsonProperty("plan")
    String saved() {
        String text = toString();
        try {
            if (Plan.parse(text).equals(plan(line))) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            throw unreadable(text, e);
        }
        throw unreadable(text, null);
    }

    private static IllegalStateException unreadable(String text, @Nullable Throwable cause) {
        return new IllegalStateException(
                "a schedule must be written in the notation to be saved with a network, got " + text, cause);
    }

    /**
     * The value for an iteration.
     *
     * @param iteration the number of completed iterations, &ge; 0
     * @param epoch not looked at
     * @return the value
     * @throws IllegalStateException if no optimizer can work with the value; DL4J would
     */
    @Override
    public double valueAt(int iteration, int epoch) {
        double value = line.schedule().at(iteration);
        if (!line.target().hyperparameter().allows(value)) {
            throw new IllegalStateException(new Violation(line.target(), iteration, value).toString());
        }
        return value;
    }

    /** Returns this: it is immutable. */
    @Override
    @SuppressWarnings("MissingSuperCall")
    public PlanSchedule clone() {
        return this;
    }

    /** Tells whether the other is the same line. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PlanSchedule that && line.equals(that.line);
    }

    @Override
    public int hashCode() {
        return line.hashCode();
    }

    /**
     * The line.
     *
     * @return for example {@code lr[head] = linear(0, 0.1, 500)}
     */
    @Override
    public String toString() {
        return line.toString();
    }

    /**
     * What is written in its place.
     *
     * @return its text
     */
    private Object writeReplace() {
        return new Saved(saved());
    }

    /**
     * Refuses what was not written by this class.
     *
     * @param in not read
     * @throws InvalidObjectException always
     */
    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a PlanSchedule is written as its text");
    }

    /**
     * What is written in its place.
     *
     * @param text the line
     */
    private record Saved(String text) implements Serializable {
        private Object readResolve() {
            return parse(text);
        }
    }
}
