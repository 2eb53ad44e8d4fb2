package dev.anneal.examples;

import static dev.anneal.Schedule.cosine;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Phase;
import dev.anneal.Plan;
import dev.anneal.Schedule;

/** What an optimizer is to be told. */
public final class Plans {

    private Plans() {}

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Horizon run = Horizon.parse("steps=10000 steps_per_epoch=500");
        Plan plan = Plan.parse("""
                lr = linear(0, 0.1, epoch).then(cosine(0.1, 0, total - epoch))
                lr[backbone] = lr * 0.5
                momentum = 0.95 - lr
                """, run);
        System.out.println(plan);
        // lr = linear(0, 0.1, 500).then(cosine(0.1, 0, 9500))
        // lr[backbone] = linear(0, 0.1, 500).then(cosine(0.1, 0, 9500)).times(0.5)
        // momentum = constant(0.95).plus(linear(0, 0.1, 500).then(cosine(0.1, 0, 9500)).times(-1))

        Schedule backbone =
                plan.schedule(Hyperparameter.LEARNING_RATE, "backbone").orElseThrow();
        Schedule head = plan.schedule(Hyperparameter.LEARNING_RATE, "head").orElseThrow();
        System.out.println(backbone.at(500)); // 0.05
        System.out.println(head.at(500)); // 0.1

        Plan cosine = Plan.parse("cosine(0.1, 0, total)", run);
        System.out.println(cosine); // lr = cosine(0.1, 0, 10000)
        System.out.println(cosine.equals(Plan.of(cosine(0.1, 0, 10_000)))); // true

        Plan longer = Plan.parse("cosine(0.1, 0, total)", run.with("steps", 20_000));
        System.out.println(cosine.diff(longer));
        // - lr = cosine(0.1, 0, 10000)
        // + lr = cosine(0.1, 0, 20000)

        for (Phase phase : Phase.of(head, 12_000, 10)) {
            System.out.println(phase);
        }
        // Phase[start=0.0, end=500.0, from=0.0, to=0.1, movement=RISES]
        // Phase[start=500.0, end=10000.0, from=0.1, to=0.0, movement=FALLS]
        // Phase[start=10000.0, end=12000.0, from=0.0, to=0.0, movement=HOLDS]
    }
}
