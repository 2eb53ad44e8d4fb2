package dev.anneal.examples;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.dialect.Dialects;
import dev.anneal.dialect.Reading;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Resume;
import dev.anneal.training.Scheduler;

/** Goes on with a run of PyTorch where its scheduler was saved. */
public final class SavedState {

    private static final String STATE =
            "{\"step_size\": 30, \"gamma\": 0.5, \"base_lrs\": [0.1], \"last_epoch\": 59, " + "\"_last_lr\": [0.05]}";

    private SavedState() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Reading saved = Dialects.understand(STATE, Horizon.UNKNOWN);
        OptimizerSink optimizer = OptimizerSink.pulling("all");
        Checkpoint checkpoint = saved.checkpoint(Horizon.UNKNOWN, optimizer.groups());
        Scheduler scheduler = Scheduler.resume(saved.plan(), checkpoint, optimizer, Resume.EXACT);
        System.out.println(scheduler.value(Hyperparameter.LEARNING_RATE, "all")); // 0.05
        scheduler.advance();
        System.out.println(scheduler.value(Hyperparameter.LEARNING_RATE, "all")); // 0.025
    }
}
