package dev.anneal.benchmarks;

import dev.anneal.Schedule;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.schedule.ISchedule;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One value at a time from DL4J, and from the same schedule of ours. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 20, timeUnit = TimeUnit.MILLISECONDS)
public class Dl4jEvaluation {

    /** The schedule. */
    @Param
    public Dl4jPeer schedule = Dl4jPeer.FIXED;

    /** The order of the steps. */
    @Param
    public Order order = Order.CONSECUTIVE;

    private int[] steps = {};
    private double[] times = {};
    private Schedule ours = Dl4jPeer.FIXED.ours();
    private ISchedule theirs = Dl4jPeer.FIXED.theirs();

    /** Lays out the steps. */
    @Setup
    public void prepare() {
        steps = order.steps();
        times = order.times();
        ours = schedule.ours();
        theirs = schedule.theirs();
    }

    /**
     * DL4J's; it asks by iteration and epoch.
     *
     * @param hole takes the values
     */
    @Benchmark
    @OperationsPerInvocation(Order.COUNT)
    public void dl4j(Blackhole hole) {
        for (int step : steps) {
            hole.consume(theirs.valueAt(step, 0));
        }
    }

    /**
     * Ours.
     *
     * @param hole takes the values
     */
    @Benchmark
    @OperationsPerInvocation(Order.COUNT)
    public void anneal(Blackhole hole) {
        for (double t : times) {
            hole.consume(ours.at(t));
        }
    }
}
