package dev.anneal.tensorflow;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.lab.Values;

/** What a plan says at a step. */
record Told(Plan plan, int step) implements Values {

    @Override
    public boolean isSet(Hyperparameter hyperparameter, String group) {
        return plan.schedule(hyperparameter, group).isPresent();
    }

    @Override
    public double of(Hyperparameter hyperparameter, String group) {
        return plan.schedule(hyperparameter, group).orElseThrow().at(step);
    }
}
