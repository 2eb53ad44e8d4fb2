package dev.anneal;

import dev.anneal.notation.Expression;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an optimizer is to be told: a schedule for each hyperparameter and parameter group, and rules that act on what is
 * observed. Its text is one assignment a line:
 *
 * <pre>{@code
 * lr = linear(0, 0.1, 500).then(cosine(0.1, 0, total - 500))
 * lr[backbone] = lr * 0.1
 * momentum = constant(0.9)
 * lr *= plateau(factor=0.1, patience=10, on="val_loss")
 * }</pre>
 *
 * <p>A line may use what lines before it have assigned. {@code *=}, {@code /=}, {@code +=} and {@code -=} change what has
 * been assigned. In the {@linkplain #toString() canonical text} everything is worked out and bound names are numbers, so
 * that a changed total shows in a {@linkplain #diff diff}. {@code parse(plan.toString()).equals(plan)}.
 *
 * <p>Plans are immutable. Two are equal if they assign equal schedules to the same targets in the same order, under the
 * same rules.
 */
public final class Plan {

    private final Map<Target, Schedule> schedules;
    private final List<Rule> rules;

    Plan(Map<Target, Schedule> schedules, List<Rule> rules) {
        this.schedules = schedules;
        this.rules = List.copyOf(rules);
    }

    /**
     * What is assigned to: a hyperparameter of one parameter group, or of all of them.
     *
     * @param hyperparameter the hyperparameter
     * @param group the name of the group, or empty for every group that has no assignment of its own
     */
    public record Target(Hyperparameter hyperparameter, String group) {

        /** Whether a group can be told by both. */
        boolean meets(Target other) {
            boolean shared = group.isEmpty() || other.group.isEmpty() || group.equals(other.group);
            return hyperparameter.equals(other.hyperparameter) && shared;
        }

        /**
         * The target in the notation.
         *
         * @return for example {@code lr} or {@code lr[backbone]}, as the columns of a curve file are named
         */
        @Override
        public String toString() {
            // longer numbers may print in another way than they were written
            boolean plain = Expression.Name.canBe(group) || group.matches("0|[1-9][0-9]{0,6}");
            String index = plain ? group : new Expression.Str(group, Span.NONE).toString();
            return group.isEmpty() ? hyperparameter.name() : hyperparameter + "[" + index + "]";
        }
    }

    /**
     * One line of a plan.
     *
     * @param target what is assigned to
     * @param schedule the schedule that it follows
     */
    public record Assignment(Target target, Schedule schedule) {

        /**
         * The line.
         *
         * @return for example {@code lr = constant(0.1)}
         */
        @Override
        public String toString() {
            return target + " = " + schedule;
        }
    }

    /**
     * A rule that acts on what is observed during training, and what it acts on. A rule on all groups acts also on those
     * that have a schedule of their own.
     *
     * @param target what the rule acts on
     * @param feedback what it does
     */
    public record Rule(Target target, Feedback feedback) {

        /**
         * The line.
         *
         * @return for example {@code lr *= plateau(on="val_loss", factor=0.1, patience=10)}
         */
        @Override
        public String toString() {
            return target + " *= " + feedback;
        }
    }

    /**
     * Tells whether a name is a function of the notation, for which no extension is asked.
     *
     * @param name a name, as {@code linear}
     * @return whether a schedule or a number is made by a call of it
     */
    public static boolean isFunction(String name) {
        return Reader.isFunction(name);
    }

    /**
     * Tells whether a name is a rule of the notation, which stands alone after {@code *=}.
     *
     * @param name a name, as {@code plateau}
     * @return whether a rule is made by a call of it
     */
    public static boolean isRule(String name) {
        return FeedbackFunctions.has(name);
    }

    /** Reads calls that the notation does not know by itself; its own names come first. */
    @FunctionalInterface
    public interface Extension {

        /** Knows nothing. */
        Extension NONE = chain -> null;

        /**
         * Reads the beginning of a chain.
         *
         * @param chain a call and what follows it, as {@code torch.StepLR(optimizer, 30).stretched(100)}
         * @return what it begins with, or null if that is not known here
         * @throws NotationException if it is known, and wrong
         */
        @Nullable
        Extended read(Expression.Chain chain);
    }

    /**
     * A schedule that a chain begins with.
     *
     * @param schedule the schedule
     * @param links how many links of the chain say so, at least 1; the operators that follow are applied to it
     */
    public record Extended(Schedule schedule, int links) {}

    /**
     * A plan for the learning rate of all groups.
     *
     * @param learningRate the schedule of the learning rate
     * @return the plan
     */
    public static Plan of(Schedule learningRate) {
        return of(Hyperparameter.LEARNING_RATE, "", learningRate);
    }

    /**
     * A plan with one assignment.
     *
     * @param hyperparameter the hyperparameter
     * @param group the name of the group; empty for every group that has no assignment of its own
     * @param schedule the schedule that it follows
     * @return the plan
     */
    public static Plan of(Hyperparameter hyperparameter, String group, Schedule schedule) {
        return new Plan(Map.of(), List.of()).with(hyperparameter, group, schedule);
    }

    /**
     * This plan with another assignment, for all groups that have none of their own.
     *
     * @param hyperparameter the hyperparameter
     * @param schedule the schedule that it follows
     * @return a copy of this plan with that assignment, in place of one to the same target
     */
    public Plan with(Hyperparameter hyperparameter, Schedule schedule) {
        return with(hyperparameter, "", schedule);
    }

    /**
     * This plan with another assignment, for one group.
     *
     * @param hyperparameter the hyperparameter
     * @param group the name of the group; empty for every group that has no assignment of its own
     * @param schedule the schedule that it follows
     * @return a copy of this plan with that assignment, in place of one to the same target
     */
    public Plan with(Hyperparameter hyperparameter, String group, Schedule schedule) {
        Map<Target, Schedule> more = new LinkedHashMap<>(schedules);
        more.put(new Target(hyperparameter, group), schedule);
        return new Plan(more, rules);
    }

    /**
     * This plan with another rule, which acts after those that it has.
     *
     * @param hyperparameter what it acts on
     * @param group the name of the group; empty for all groups
     * @param feedback the rule
     * @return a copy of this plan with that rule
     * @throws IllegalArgumentException if the plan assigns nothing that the rule could act on
     */
    public Plan with(Hyperparameter hyperparameter, String group, Feedback feedback) {
        Target target = new Target(hyperparameter, group);
        if (schedules.keySet().stream().noneMatch(assigned -> target.meets(assigned))) {
            throw Check.broken("plan", "assign " + target + " before a rule acts on it", "'" + this + "'");
        }
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule(target, feedback));
        return new Plan(schedules, more);
    }

    /**
     * This plan with rates that fall from the last group to the first: the i-th of n groups gets decay<sup>n - 1 - i</sup>
     * times what it follows now, its own schedule or that of all groups. In the notation {@code lr *= layerwise(0.75,
     * embeddings, body, head)}, or {@code lr *= layerwise(0.75)} for the groups of the {@linkplain Horizon#groups() horizon}.
     *
     * @param hyperparameter the hyperparameter, as a rule {@link Hyperparameter#LEARNING_RATE}
     * @param decay the factor from a group to the one before it; finite and &gt; 0
     * @param groups the names of the groups, from the input to the output; at least one, all different
     * @return a copy of this plan with an assignment for each of the groups
     * @throws IllegalArgumentException if an argument is out of its range, or a group follows nothing yet
     */
    public Plan layerwise(Hyperparameter hyperparameter, double decay, List<String> groups) {
        Map<Target, Schedule> more = new LinkedHashMap<>(schedules);
        Layerwise.assign(schedules, hyperparameter, decay, groups, more::put);
        return new Plan(more, rules);
    }

    /**
     * Looks for a value that no optimizer can work with ({@link Hyperparameter#allows}). Rules, which may change what is
     * scheduled, are not looked at.
     *
     * <p>Every whole time up to 200,000 is looked at if the plan has at most 10 parts, or else up to 2 million over the
     * number of its parts; operators within each other count as parts. Beyond that the whole times beside the next 1,000
     * knots of each schedule are, and 2,000 others (fewer of both from 2,000 parts on): what is found is there, but something
     * may be missed.
     *
     * @param until up to when to look, inclusive; &gt;= 0, may be infinite
     * @return the first value out of range that was found, of those at the same time that of the first line; empty if none
     *     was
     * @throws IllegalArgumentException if the time is negative or NaN
     */
    public Optional<Violation> check(double until) {
        if (!(until >= 0)) {
            throw Check.broken("until", "be >= 0", until);
        }
        return Optional.ofNullable(Violations.first(this, until));
    }

    /**
     * This plan with every schedule and every rule changed, as by another unit of time.
     *
     * @param schedule what becomes of a schedule
     * @param feedback what becomes of a rule
     * @return the plan
     */
    public Plan mapped(UnaryOperator<Schedule> schedule, UnaryOperator<Feedback> feedback) {
        Map<Target, Schedule> mapped = new LinkedHashMap<>();
        schedules.forEach((target, present) -> mapped.put(target, schedule.apply(present)));
        List<Rule> changed = rules.stream()
                .map(rule -> new Rule(rule.target(), feedback.apply(rule.feedback())))
                .toList();
        return new Plan(mapped, changed);
    }

    /**
     * Reads a plan, or a schedule, which then is that of the learning rate.
     *
     * @param text the text
     * @return the plan
     * @throws NotationException if the text is no plan; its message shows the place with a caret
     */
    public static Plan parse(String text) {
        return parse(text, Horizon.UNKNOWN);
    }

    /**
     * Reads a plan, or a schedule, with the names that a horizon binds.
     *
     * @param text the text
     * @param horizon what is known of the run
     * @return the plan
     * @throws NotationException if the text is no plan; its message shows the place with a caret
     */
    public static Plan parse(String text, Horizon horizon) {
        return parse(text, horizon, Extension.NONE);
    }

    /**
     * Reads a plan, or a schedule, in which calls may stand that the notation does not know by itself.
     *
     * @param text the text
     * @param horizon what is known of the run
     * @param extension reads the calls that the notation does not know
     * @return the plan
     * @throws NotationException if the text is no plan; its message shows the place with a caret
     */
    public static Plan parse(String text, Horizon horizon, Extension extension) {
        return new PlanReader(text, horizon, extension).plan();
    }

    /**
     * The assignments, in the order of the text.
     *
     * @return the assignments; at least one, not modifiable
     */
    public List<Assignment> assignments() {
        return schedules.entrySet().stream()
                .map(entry -> new Assignment(entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * The rules, in the order of the text.
     *
     * @return the rules, not modifiable
     */
    public List<Rule> rules() {
        return rules;
    }

    /**
     * What a hyperparameter follows.
     *
     * @param hyperparameter the hyperparameter
     * @param group the group; empty asks for what holds for all groups
     * @return the schedule of that group, else that of all groups; empty if the plan has neither
     */
    public Optional<Schedule> schedule(Hyperparameter hyperparameter, String group) {
        Schedule own = schedules.get(new Target(hyperparameter, group));
        return Optional.ofNullable(own == null ? schedules.get(new Target(hyperparameter, "")) : own);
    }

    /**
     * The time from which on every value is fixed.
     *
     * @return the longest length of the schedules; may be infinite
     */
    public double length() {
        return schedules.values().stream().mapToDouble(Schedule::length).max().orElse(0);
    }

    /**
     * What another plan says differently, line by line: {@code -} before a line of this plan, {@code +} before one of the
     * other.
     *
     * @param other the other plan
     * @return the lines that differ; empty if the plans are equal
     */
    public String diff(Plan other) {
        if (equals(other)) {
            return "";
        }
        return PlanDiff.between(this, other);
    }

    private List<String> lines() {
        return Stream.concat(assignments().stream(), rules.stream())
                .map(Object::toString)
                .toList();
    }

    /**
     * Tells whether another object is the same plan.
     *
     * @param other the object
     * @return whether it assigns equal schedules to the same targets in the same order, under the same rules
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Plan that && assignments().equals(that.assignments()) && rules.equals(that.rules);
    }

    /**
     * A hash of the assignments and rules.
     *
     * @return the hash
     */
    @Override
    public int hashCode() {
        return 31 * assignments().hashCode() + rules.hashCode();
    }

    /**
     * The plan in the notation.
     *
     * @return one line for each assignment and rule, without a line break at the end
     */
    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}
