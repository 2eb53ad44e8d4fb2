package dev.anneal.lab;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.Violation;
import dev.anneal.training.Scheduler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * What a plan says for a trainable, update by update: one column for each of the plan's targets, and one for each group that
 * has no schedule of its own but a rule.
 */
final class PlanValues {

    /** What a run observes at the end of each epoch, for rules to follow. */
    static final List<String> METRICS = List.of("train_loss", "val_accuracy", "val_loss");

    private final Plan plan;
    private final Map<Plan.Target, Integer> columns = new HashMap<>();
    private final List<Column> read = new ArrayList<>();

    /** What is written, and the group that has it; none if every group has a column of its own. */
    private record Column(Plan.Target target, Schedule schedule, Optional<String> group) {}

    private PlanValues(Plan plan, List<String> groups) {
        this.plan = plan;
        Set<Plan.Target> targets = targets(plan);
        for (Plan.Target target : targets) {
            plan.schedule(target.hyperparameter(), target.group()).ifPresent(schedule -> {
                columns.put(target, columns.size());
                read.add(new Column(target, schedule, owner(target, targets, groups)));
            });
        }
    }

    /** What is assigned or ruled, each once, in the order of the plan. */
    private static Set<Plan.Target> targets(Plan plan) {
        Set<Plan.Target> targets = new LinkedHashSet<>();
        plan.assignments().forEach(line -> targets.add(line.target()));
        plan.rules().forEach(rule -> targets.add(rule.target()));
        return targets;
    }

    private static Optional<String> owner(Plan.Target target, Set<Plan.Target> targets, List<String> groups) {
        return target.group().isEmpty()
                ? groups.stream()
                        .filter(group -> !targets.contains(new Plan.Target(target.hyperparameter(), group)))
                        .findFirst()
                : Optional.of(target.group());
    }

    /** Refuses a plan that the trainable cannot follow. */
    static PlanValues of(Plan plan, Trainable trainable) {
        List<String> taken = trainable.hyperparameters().stream()
                .map(Hyperparameter::name)
                .sorted()
                .toList();
        List<String> groups = trainable.groups();
        for (Plan.Target target : targets(plan)) {
            String name = target.hyperparameter().name();
            require(taken.contains(name), "the plan must set what the optimizer takes, one of " + taken, name);
            boolean known = target.group().isEmpty() || groups.contains(target.group());
            require(known, "the plan must name groups of the model, one of " + groups, target.group());
        }
        for (String group : groups) {
            require(
                    plan.schedule(Hyperparameter.LEARNING_RATE, group).isPresent(),
                    "the plan must set lr for the group " + group,
                    "no such line");
        }
        for (Plan.Rule rule : plan.rules()) {
            String metric = rule.feedback().metric();
            require(METRICS.contains(metric), "a rule must follow a metric of the run, one of " + METRICS, metric);
        }
        return new PlanValues(plan, groups);
    }

    /** The names of the columns, as the plan writes them. */
    List<String> columns() {
        return read.stream().map(column -> column.target().toString()).toList();
    }

    /** Refuses a schedule that is out of range before the given step. */
    void check(long from, long end) {
        for (long step = from; step < end; step++) {
            for (Plan.Assignment line : plan.assignments()) {
                checked(line.target(), line.schedule().at((double) step), step);
            }
        }
    }

    /** The values for the next update, all within their ranges. */
    Row next(Scheduler scheduler) {
        double[] values = new double[read.size()];
        for (int i = 0; i < values.length; i++) {
            Column column = read.get(i);
            Hyperparameter hyperparameter = column.target().hyperparameter();
            double value = column.group().isPresent()
                    ? scheduler.value(hyperparameter, column.group().get())
                    : column.schedule().at((double) scheduler.step());
            values[i] = checked(column.target(), value, scheduler.step());
        }
        return new Row(values);
    }

    private static double checked(Plan.Target target, double value, long step) {
        if (!target.hyperparameter().allows(value)) {
            throw new RunException(new Violation(target, step, value).toString());
        }
        return value;
    }

    private static void require(boolean holds, String rule, Object received) {
        if (!holds) {
            throw new RunException(rule + ", got " + received);
        }
    }

    /** The values of one update, in the order of the columns. */
    final class Row implements Values {

        private final double[] values;

        private Row(double[] values) {
            this.values = values;
        }

        double[] values() {
            return values;
        }

        @Override
        public boolean isSet(Hyperparameter hyperparameter, String group) {
            return column(hyperparameter, group) >= 0;
        }

        @Override
        public double of(Hyperparameter hyperparameter, String group) {
            int column = column(hyperparameter, group);
            if (column < 0) {
                throw new NoSuchElementException("the plan must set " + hyperparameter + ", got no such line");
            }
            return values[column];
        }

        private int column(Hyperparameter hyperparameter, String group) {
            Integer own = columns.get(new Plan.Target(hyperparameter, group));
            return own != null ? own : columns.getOrDefault(new Plan.Target(hyperparameter, ""), -1);
        }
    }
}
