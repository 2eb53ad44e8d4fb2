package dev.anneal.lab;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** What a plan says for a trainable, update by update: one column for each of the plan's targets. */
final class PlanValues {

    private final List<Plan.Assignment> assignments;
    private final Map<Plan.Target, Integer> columns = new HashMap<>();

    private PlanValues(List<Plan.Assignment> assignments) {
        this.assignments = assignments;
        for (Plan.Assignment assignment : assignments) {
            columns.put(assignment.target(), columns.size());
        }
    }

    /** Refuses a plan that the trainable cannot follow. */
    static PlanValues of(Plan plan, Trainable trainable) {
        require(plan.rules().isEmpty(), "the plan must hold schedules only, rules are not supported", plan.rules());
        var values = new PlanValues(plan.assignments());
        List<String> taken = trainable.hyperparameters().stream()
                .map(Hyperparameter::name)
                .sorted()
                .toList();
        List<String> groups = trainable.groups();
        for (Plan.Target target : values.columns.keySet()) {
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
        return values;
    }

    /** The names of the columns, as the plan writes them. */
    List<String> columns() {
        List<String> names = new ArrayList<>();
        for (Plan.Assignment assignment : assignments) {
            names.add(assignment.target().toString());
        }
        return names;
    }

    /** The values for the update after so many, all within their ranges. */
    Row at(long step) {
        double[] values = new double[assignments.size()];
        for (int i = 0; i < values.length; i++) {
            Plan.Assignment assignment = assignments.get(i);
            values[i] = assignment.schedule().at((double) step);
            if (!assignment.target().hyperparameter().allows(values[i])) {
                throw new RunException(new Violation(assignment.target(), step, values[i]).toString());
            }
        }
        return new Row(values);
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
