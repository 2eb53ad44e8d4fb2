package dev.anneal.training;

import dev.anneal.Hyperparameter;
import java.util.List;

/** Writes nowhere: the engine asks the scheduler. */
record PullingSink(List<String> groups) implements OptimizerSink {

    @Override
    public boolean takes(Hyperparameter hyperparameter) {
        return true;
    }

    @Override
    public void set(int group, Hyperparameter hyperparameter, double value) {
        // the scheduler keeps the value
    }
}
