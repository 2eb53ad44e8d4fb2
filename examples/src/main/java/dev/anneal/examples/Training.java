package dev.anneal.examples;

import static dev.anneal.Hyperparameter.LEARNING_RATE;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.Event;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Resume;
import dev.anneal.training.Scheduler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A plan, and an optimizer that is told what to use. */
public final class Training {

    private Training() {}

    /** An optimizer with two parameter groups, and one that is frozen at first. */
    record Optimizer(List<Double> rates) implements OptimizerSink {

        @Override
        public List<String> groups() {
            return List.of("head", "body");
        }

        @Override
        public List<String> expected() {
            return List.of("stem");
        }

        @Override
        public boolean takes(Hyperparameter hyperparameter) {
            return hyperparameter.equals(LEARNING_RATE);
        }

        @Override
        public void set(int group, Hyperparameter hyperparameter, double value) {
            rates.set(group, value);
        }
    }

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Plan plan = Plan.parse("""
                lr = linear(0, 0.5, 5).then(linear(0.5, 0, 20))
                lr[body] = lr * 0.5
                lr *= plateau(on="val_loss", factor=0.5, patience=1)
                """);
        Optimizer optimizer = new Optimizer(new ArrayList<>(Collections.nCopies(3, 0.0)));
        Scheduler scheduler = Scheduler.start(plan, optimizer, event -> {
            if (event instanceof Event.PhaseChanged) {
                System.out.println(event);
            }
        });
        for (int update = 0; update < 5; update++) {
            boolean applied = update != 2; // as if a gradient had not been finite
            if (applied) {
                scheduler.advance();
            } else {
                scheduler.skip();
            }
        }
        System.out.println(scheduler.step() + " applied, " + scheduler.skipped() + " skipped"); // 4 applied, 1 skipped
        scheduler.advance();
        // update 5: lr[head] warmup → linear
        // update 5: lr[body] warmup → linear
        System.out.println(optimizer.rates().get(0) + " " + optimizer.rates().get(1)); // 0.5 0.25

        for (double loss : new double[] {0.9, 0.9, 0.9}) {
            scheduler.observe("val_loss", loss);
        }
        System.out.println(scheduler.value(LEARNING_RATE, "head")); // 0.25
        System.out.println(scheduler.observe("val_los", 0.9)); // 0

        scheduler.set(LEARNING_RATE, "body", 0.01);
        scheduler.joinWithOwnClock("stem");
        System.out.println(scheduler.snapshot().values()); // {lr[head]=0.25, lr[body]=0.01, lr[stem]=0.0}
        scheduler.release(LEARNING_RATE, "body");

        Checkpoint checkpoint = scheduler.checkpoint();
        Optimizer again = new Optimizer(new ArrayList<>(Collections.nCopies(3, 0.0)));
        Scheduler resumed = Scheduler.resume(plan, checkpoint, again, Resume.EXACT);
        resumed.advance();
        scheduler.advance();
        System.out.println(resumed.snapshot().equals(scheduler.snapshot())); // true

        Plan longer = Plan.parse("""
                lr = linear(0, 0.8, 5).then(linear(0.8, 0, 95))
                lr[body] = lr * 0.5
                lr *= plateau(on="val_loss", factor=0.5, patience=1)
                """);
        try {
            Scheduler.resume(longer, checkpoint, again, Resume.EXACT);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
        // the plan must be the one of the checkpoint, but they differ:
        // - lr = linear(0, 0.5, 5).then(linear(0.5, 0, 20))
        // - lr[body] = linear(0, 0.5, 5).then(linear(0.5, 0, 20)).times(0.5)
        // + lr = linear(0, 0.8, 5).then(linear(0.8, 0, 95))
        // + lr[body] = linear(0, 0.8, 5).then(linear(0.8, 0, 95)).times(0.5)
        Scheduler kept = Scheduler.resume(longer, checkpoint, again, Resume.KEEP_POSITION);
        System.out.println(kept.value(LEARNING_RATE, "head")); // 0.4
    }
}
