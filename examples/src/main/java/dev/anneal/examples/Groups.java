package dev.anneal.examples;

import static dev.anneal.Hyperparameter.LEARNING_RATE;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Scheduler;
import java.util.List;

/** Parameter groups with rates of their own. */
public final class Groups {

    private Groups() {}

    /** An optimizer whose body is frozen at first. */
    private record Optimizer() implements OptimizerSink {

        @Override
        public List<String> groups() {
            return List.of("head");
        }

        @Override
        public List<String> expected() {
            return List.of("body");
        }

        @Override
        public boolean takes(Hyperparameter hyperparameter) {
            return hyperparameter.equals(LEARNING_RATE);
        }

        @Override
        public void set(int group, Hyperparameter hyperparameter, double value) {
            System.out.println("group " + group + ": " + value);
        }
    }

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Horizon run = Horizon.parse("steps=100 groups=embeddings,body,head");
        Plan layers = Plan.parse("""
                lr = cosine(0.1, 0, total)
                lr *= layerwise(0.75)
                """, run);
        System.out.println(layers);
        // lr = cosine(0.1, 0, 100)
        // lr[embeddings] = cosine(0.1, 0, 100).times(0.5625)
        // lr[body] = cosine(0.1, 0, 100).times(0.75)
        // lr[head] = cosine(0.1, 0, 100)

        Plan rates = Plan.parse("lr = cosine(0.1, 0, 100)");
        System.out.println(layers.equals(rates.layerwise(LEARNING_RATE, 0.75, run.groups()))); // true

        Plan thawing = Plan.parse("lr = linear(0.4, 0, 4); lr[body] = lr * 0.5");
        Scheduler scheduler = Scheduler.start(thawing, new Optimizer()); // prints
        // group 0: 0.4
        scheduler.advance();
        // group 0: 0.30000000000000004
        scheduler.joinWithOwnClock("body");
        // group 0: 0.30000000000000004
        // group 1: 0.2
    }
}
