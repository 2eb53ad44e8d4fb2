package dev.anneal.training;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Hyperparameter.MOMENTUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Values may be read while the scheduler moves on. */
class ConcurrencyTest {

    private static final int STEPS = 100_000;
    private static final int READERS = 3;
    private static final double SHARE = 1.0 / (1 << 18);
    private static final Schedule COUNT = Schedule.of(t -> t, Double.POSITIVE_INFINITY);
    private static final Plan PLAN = Plan.of(COUNT).with(MOMENTUM, COUNT.times(SHARE));

    /** Reads until the last step; every step has one learning rate, its own number, and one momentum. */
    private static Long read(Scheduler scheduler, CountDownLatch begun) {
        begun.countDown();
        long reads = 0;
        double last = 0;
        while (last < STEPS && !Thread.currentThread().isInterrupted()) {
            long before = scheduler.step();
            double value = scheduler.value(LEARNING_RATE, "0");
            long after = scheduler.step();
            assertThat(value).isGreaterThanOrEqualTo(last).isEqualTo(Math.rint(value));
            // the step and the value are published one after the other
            assertThat(value).isBetween(before - 1.0, after + 0.0);
            last = value;
            Scheduler.Snapshot snapshot = scheduler.snapshot();
            double step = snapshot.step();
            assertThat(snapshot.values().get(new Plan.Target(LEARNING_RATE, "0")))
                    .isEqualTo(step);
            assertThat(snapshot.values().get(new Plan.Target(MOMENTUM, "0"))).isEqualTo(step * SHARE);
            if (scheduler.sets(LEARNING_RATE, "late")) {
                assertThat(scheduler.value(LEARNING_RATE, "late")).isGreaterThanOrEqualTo(last - 1);
            }
            reads++;
        }
        return reads;
    }

    @Test
    void readersSeeWholeValuesOfThisStepOrTheNext() throws Exception {
        OptimizerSink sink = Tape.of("0").expecting("late");
        Scheduler scheduler = Scheduler.start(PLAN, sink);
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            CountDownLatch begun = new CountDownLatch(READERS);
            List<Future<Long>> reads = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                Callable<Long> reader = () -> read(scheduler, begun);
                reads.add(threads.submit(reader));
            }
            begun.await();
            for (int step = 0; step < STEPS; step++) {
                if (step == STEPS / 2) {
                    scheduler.join("late");
                }
                scheduler.advance();
            }
            for (Future<Long> read : reads) {
                assertThat(read.get()).isPositive();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void updatesOfSeveralThreadsAreAllCounted() throws Exception {
        Scheduler scheduler = Scheduler.start(PLAN, Tape.of("0").expecting("late"));
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Integer>> done = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                Callable<Integer> work = () -> {
                    for (int k = 0; k < 1_000; k++) {
                        scheduler.advance();
                        scheduler.skip();
                    }
                    return 1_000;
                };
                done.add(threads.submit(work));
            }
            for (Future<Integer> each : done) {
                assertThat(each.get()).isEqualTo(1_000);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(scheduler.step()).isEqualTo(READERS * 1_000L);
        assertThat(scheduler.skipped()).isEqualTo(READERS * 1_000L);
        assertThat(scheduler.value(LEARNING_RATE, "0")).isEqualTo(READERS * 1_000.0);
    }
}
