package dev.anneal.examples;

import static dev.anneal.Schedule.cosine;

import dev.anneal.BatchScaling;
import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.Schedule;

/** What follows from the data of a run. */
public final class Data {

    private Data() {}

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Horizon run = Horizon.parse("samples=50000 batch=128 workers=4 accumulation=2 epochs=90");
        run.arithmetic().forEach(System.out::println); // it prints
        // 50,000 samples / (128 batch × 4 workers) = 97.66 → 98 micro-batches an epoch (the last one is smaller)
        // 98 / 2 accumulation = 49 updates an epoch
        // 49 × 90 epochs = 4,410 updates
        System.out.println(Plan.parse("linear(0, 0.1, 5*epoch).then(cosine(0.1, 0, total - 5*epoch))", run));
        // lr = linear(0, 0.1, 245).then(cosine(0.1, 0, 4165))

        try {
            System.out.println(run.with("steps_per_epoch", 98));
        } catch (IllegalArgumentException e) {
            System.out.println(String.valueOf(e.getMessage()).startsWith("steps_per_epoch must be 49 (")); // true
        }

        Schedule scaled = Schedule.parse("cosine(0.1, 0, total).scaledFor(batch * workers * accumulation, 256)", run);
        System.out.println(scaled); // cosine(0.1, 0, 4410).scaledFor(1024, 256)
        System.out.println(scaled.at(0)); // 0.4
        Schedule root = cosine(1e-3, 0, 4_410).scaledFor(1_024, 256, BatchScaling.SQRT);
        System.out.println(root.at(0)); // 0.002

        Plan plan = Plan.parse("lr = 0.1; lr[head] = linear(0.1, -0.1, 20)");
        System.out.println(plan.check(100).orElseThrow());
        // lr[head] must be finite and >= 0, got -0.010000000000000009 at step 11
    }
}
