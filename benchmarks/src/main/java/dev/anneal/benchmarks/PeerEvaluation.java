package dev.anneal.benchmarks;

import ai.djl.training.tracker.Tracker;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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

/** One value at a time from DJL. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 20, timeUnit = TimeUnit.MILLISECONDS)
public class PeerEvaluation {

    /** The schedule. */
    @Param
    public Peer family = Peer.CONSTANT;

    /** The order of the steps; a multi-step tracker asked at random answers wrongly, at the same price. */
    @Param
    public Order order = Order.CONSECUTIVE;

    private int[] steps = {};
    private Tracker tracker = Peer.CONSTANT.tracker();

    /** Lays out the steps. */
    @Setup
    public void prepare() {
        steps = order.steps();
    }

    /** Winds the tracker back; those that have a state have no other way. */
    @Setup(Level.Invocation)
    public void rewind() {
        tracker = family.tracker();
    }

    /**
     * DJL's.
     *
     * @param hole takes the values
     */
    @Benchmark
    @OperationsPerInvocation(Order.COUNT)
    public void djl(Blackhole hole) {
        for (int step : steps) {
            hole.consume(tracker.getNewValue(step));
        }
    }
}
