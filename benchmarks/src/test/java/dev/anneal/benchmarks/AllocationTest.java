package dev.anneal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.anneal.Schedule;
import dev.anneal.testkit.Samples;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllocationTest {

    private static final int CALLS = 10_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static List<Schedule> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void valuesAllocateNothing(Schedule schedule) {
        // the least of a few tries, as the first calls of anything load classes; less than a byte a call is no object
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 3; attempt++) {
            least = Math.min(least, bytesOfCalls(schedule));
        }
        assertThat(least).isLessThan(CALLS);
    }

    private long bytesOfCalls(Schedule schedule) {
        long before = threads.getCurrentThreadAllocatedBytes();
        double sum = 0;
        for (int i = 0; i < CALLS; i++) {
            sum += schedule.at(i * 0.37);
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(sum).isFinite();
        return bytes;
    }
}
