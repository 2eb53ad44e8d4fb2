package dev.anneal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.training.tracker.Tracker;
import dev.anneal.training.Scheduler;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.schedule.ISchedule;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {

    @ParameterizedTest
    @EnumSource
    void handwrittenFormulasAgreeWithOurs(Family family) {
        for (double t : Order.RANDOM.times()) {
            assertThat(family.byHand().applyAsDouble(t))
                    .as("t = %s", t)
                    .isCloseTo(family.schedule().at(t), within(1e-13));
        }
    }

    @ParameterizedTest
    @EnumSource
    void trackersAgreeWithOursAsFarAsFloatsGo(Peer peer) {
        Tracker tracker = peer.tracker();
        Family family = Family.valueOf(peer.name());
        double room = roomOf(peer);
        for (int step = 0; step < 100_000; step++) {
            assertThat((double) tracker.getNewValue(step))
                    .as("step %s", step)
                    .isCloseTo(family.schedule().at(step), within(room));
        }
    }

    @ParameterizedTest
    @EnumSource
    void schedulesOfDl4jAgreeWithOurs(Dl4jPeer peer) {
        ISchedule theirs = peer.theirs();
        for (int step = 0; step < 100_000; step++) {
            assertThat(theirs.valueAt(step, 0))
                    .as("step %s", step)
                    .isCloseTo(peer.ours().at(step), within(1e-13));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenByHandIsWhatASchedulerWrites(Advancing.Course course) {
        Advancing.Groups ours = new Advancing.Groups();
        Advancing.Groups byHand = new Advancing.Groups();
        Scheduler scheduler = Scheduler.start(course.plan(), ours);
        for (int step = 0; step < 101_000; step++) {
            byHand.writeByHand(step);
            for (int group = 0; group < 2; group++) {
                assertThat(ours.rate(group)).isCloseTo(byHand.rate(group), within(1e-13));
                assertThat(ours.momentum(group)).isCloseTo(byHand.momentum(group), within(1e-13));
            }
            scheduler.advance();
        }
    }

    /** Floats lose more as powers of a rounded factor, and as the digits behind a number of cycles. */
    private static double roomOf(Peer peer) {
        return switch (peer) {
            case EXPONENTIAL -> 2e-5;
            case TRIANGULAR -> 1e-6;
            default -> 2e-7;
        };
    }

    @ParameterizedTest
    @EnumSource
    void fillingGivesTheSameBitsWhenCompiled(Family family) {
        double[] values = new double[100_000];
        for (int i = 0; i < 100; i++) {
            family.schedule().fill(0, 1, values);
        }
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).as("step %s", i).isEqualTo(family.schedule().at(i));
        }
    }

    @Test
    void everyBenchmarkRunsOnce() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("dev\\.anneal\\.benchmarks\\..*")
                        .mode(Mode.SingleShotTime)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .timeout(TimeValue.seconds(30))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        int evaluations = 2 * Order.values().length * Family.values().length;
        int peers = Order.values().length * Peer.values().length;
        int dl4j = 2 * Order.values().length * Dl4jPeer.values().length;
        int fillings = 2 * Family.values().length;
        int buildings = 3 * 3;
        int advances = 2 * Advancing.Course.values().length;
        assertThat(results).hasSize(evaluations + peers + dl4j + fillings + buildings + advances);
    }
}
