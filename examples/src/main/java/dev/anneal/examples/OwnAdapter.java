package dev.anneal.examples;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Scheduler;
import java.util.Arrays;
import java.util.List;

/** An adapter for an engine of one's own. */
public final class OwnAdapter {

    private OwnAdapter() {}

    /** An optimizer of somebody's engine: it has parameter groups, each with a rate. */
    static final class Descent {
        final double[] rates;
        final double[] weights;

        Descent(int groups) {
            rates = new double[groups];
            weights = new double[groups];
        }

        void step(double gradient) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] -= rates[i] * gradient;
            }
        }
    }

    /** The adapter: it writes rates into the optimizer. */
    record Rates(Descent optimizer, List<String> groups) implements OptimizerSink {
        @Override
        public boolean takes(Hyperparameter hyperparameter) {
            return hyperparameter.equals(Hyperparameter.LEARNING_RATE);
        }

        @Override
        public void set(int group, Hyperparameter hyperparameter, double value) {
            optimizer.rates[group] = value;
        }
    }

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Plan plan = Plan.parse("lr = linear(1, 0, 4)\nlr[head] = lr * 0.5");
        Descent optimizer = new Descent(2);
        Scheduler scheduler = Scheduler.start(plan, new Rates(optimizer, List.of("body", "head")));
        for (int i = 0; i < 3; i++) {
            optimizer.step(1);
            scheduler.advance();
        }
        System.out.println(Arrays.toString(optimizer.weights)); // [-2.25, -1.125]
        System.out.println(Arrays.toString(optimizer.rates)); // [0.25, 0.125]
    }
}
