package dev.anneal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.anneal.Schedule;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A schedule is asked at every update: that must not cost the garbage collector anything. */
class AllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 20;
    private static final int CALLS = 2_000;

    static Stream<Schedule> samples() {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void askingAllocatesNothing(Schedule sample) {
        long least = Long.MAX_VALUE;
        double sum = 0;
        // the first rounds warm up; classes that are loaded later may disturb a round, but not every one
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                sum += sample.at(i * 0.5) + sample.before(i * 0.5) + sample.nextKnot(i * 0.5);
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(sum).isNotEqualTo(Double.MIN_VALUE);
        // fewer than one byte a call: the measurement itself may cost a few
        assertThat(least).as("%s", sample).isLessThan(CALLS / 10);
    }
}
