package dev.anneal.lab.testkit;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.lab.Values;

/**
 * What a plan says of an update.
 *
 * @param plan the plan, without rules
 * @param step the number of updates before this one
 */
public record Told(Plan plan, long step) implements Values {

    @Override
    public boolean isSet(Hyperparameter hyperparameter, String group) {
        return plan.schedule(hyperparameter, group).isPresent();
    }

    @Override
    public double of(Hyperparameter hyperparameter, String group) {
        return plan.schedule(hyperparameter, group).orElseThrow().at(step);
    }
}
