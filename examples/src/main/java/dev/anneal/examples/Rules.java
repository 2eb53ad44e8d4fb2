package dev.anneal.examples;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.training.Event;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Scheduler;

/** A warmup, then a rule that waits for a plateau. */
public final class Rules {

    private Rules() {}

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Plan plan = Plan.parse("""
                lr = linear(0, 0.1, 500).then(hold(0.1, 1))
                lr *= plateau(on="val_loss", factor=0.5, patience=2, floor=0.03, start=501)
                """);
        Scheduler scheduler = Scheduler.start(plan, OptimizerSink.pulling("all"), event -> {
            if (event instanceof Event.Observed observed) {
                System.out.println(observed.reason());
            }
        });
        double[] losses = {0.9, 0.5, 0.4, 0.41, 0.4, 0.42, 0.41, 0.4, 0.43, 0.39};
        for (double loss : losses) {
            for (int update = 0; update < 500; update++) {
                scheduler.advance();
            }
            scheduler.observe("val_loss", loss);
        }
        // does not listen before update 501
        // val_loss 0.5 is the first
        // val_loss 0.4 is better than 0.5
        // val_loss 0.41 is not below 0.39996 (the best, 0.4, less 0.01 %): 1 of 2 put up with
        // val_loss 0.4 is not below 0.39996 (the best, 0.4, less 0.01 %): 2 of 2 put up with
        // val_loss 0.42 is not below 0.39996 (the best, 0.4, less 0.01 %): 3 in a row, × 0.5
        // val_loss 0.41 is not below 0.39996 (the best, 0.4, less 0.01 %): 1 of 2 put up with
        // val_loss 0.4 is not below 0.39996 (the best, 0.4, less 0.01 %): 2 of 2 put up with
        // val_loss 0.43 is not below 0.39996 (the best, 0.4, less 0.01 %): 3 in a row, × 0.5, down to the floor 0.03
        // val_loss 0.39 is better than 0.4
        System.out.println(scheduler.value(Hyperparameter.LEARNING_RATE, "all")); // 0.03
    }
}
