package dev.anneal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Scheduler;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scheduler without logs moves on at every update: that must not cost the garbage collector anything. */
class AdvancingTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 20;
    private static final int CALLS = 2_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lr *= plateau(on=\"val_loss\", patience=2)",
                "lr *= plateau(on=\"val_loss\")\nlr[b] *= plateau(on=\"acc\", mode=\"max\")\nmomentum *= plateau(on=\"train_loss\")"
            })
    void anUpdateAllocatesNothing(String rules) {
        Plan plan = Plan.parse("lr = linear(0, 0.1, 5000).then(cosine(0.1, 0, 25000))\nlr[b] = lr * 10\n"
                + "momentum = linear(0.95, 0.85, 5000).then(cosine(0.85, 0.95, 25000))\n" + rules);
        Scheduler scheduler = Scheduler.start(plan, OptimizerSink.pulling("a", "b"));
        scheduler.observe("val_loss", 1);
        long least = Long.MAX_VALUE;
        double sum = 0;
        // the first rounds warm up; classes that are loaded later may disturb a round, but not every one
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                scheduler.advance();
                scheduler.skip();
                sum += scheduler.value(Hyperparameter.LEARNING_RATE, "b")
                        + scheduler.value(Hyperparameter.MOMENTUM, "a")
                        + scheduler.applied(Hyperparameter.LEARNING_RATE, "b")
                        + scheduler.step();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(sum).isPositive();
        assertThat(scheduler.step()).isEqualTo((long) ROUNDS * CALLS);
        // fewer than one byte a call: the measurement itself may cost a few
        assertThat(least).isLessThan(CALLS / 10);
    }
}
