package dev.anneal.examples;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.linear;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.dialect.Dialects;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Resume;
import dev.anneal.training.Scheduler;

/** What is done in Java with a run that comes from Python. */
public final class ComingFromPython {

    private ComingFromPython() {}

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Plan plan = Dialects.read("""
                optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
                warmup = LinearLR(optimizer, start_factor=0.01, total_iters=500)
                cosine = CosineAnnealingLR(optimizer, T_max=9500)
                scheduler = SequentialLR(optimizer, [warmup, cosine], milestones=[500])
                """, Horizon.parse("steps=10000"));
        System.out.println(plan.schedule(LEARNING_RATE, "").orElseThrow().at(500)); // 0.1

        Plan ours = Plan.of(linear(0.001, 0.1, 500).then(cosine(0.1, 0, 9_500)));
        System.out.println(ours); // lr = linear(0.001, 0.1, 500).then(cosine(0.1, 0, 9500))
        System.out.println(ours.equals(Plan.parse(ours.toString()))); // true

        Scheduler scheduler = Scheduler.start(ours, OptimizerSink.pulling("all"));
        for (int update = 0; update < 600; update++) {
            double rate = scheduler.value(LEARNING_RATE, "all"); // what this update uses
            train(rate);
            scheduler.advance(); // the update is done
        }
        System.out.println(scheduler.step()); // 600

        Checkpoint checkpoint = scheduler.checkpoint();
        Scheduler resumed = Scheduler.resume(ours, checkpoint, OptimizerSink.pulling("all"), Resume.EXACT);
        System.out.println(resumed.value(LEARNING_RATE, "all") == scheduler.value(LEARNING_RATE, "all")); // true
    }

    /** Where a model would be. */
    private static void train(double rate) {
        assert rate >= 0;
    }
}
