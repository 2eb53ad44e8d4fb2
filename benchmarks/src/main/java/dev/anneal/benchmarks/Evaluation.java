package dev.anneal.benchmarks;

import dev.anneal.Schedule;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;
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

/** One value at a time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 20, timeUnit = TimeUnit.MILLISECONDS)
public class Evaluation {

    /** The schedule. */
    @Param
    public Family family = Family.CONSTANT;

    /** The order of the times. */
    @Param
    public Order order = Order.CONSECUTIVE;

    private double[] times = {};
    private Schedule schedule = Family.CONSTANT.schedule();
    private DoubleUnaryOperator byHand = Family.CONSTANT.byHand();

    /** Lays out the times. */
    @Setup
    public void prepare() {
        times = order.times();
        schedule = family.schedule();
        byHand = family.byHand();
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
            hole.consume(schedule.at(t));
        }
    }

    /**
     * The formula with {@link Math}.
     *
     * @param hole takes the values
     */
    @Benchmark
    @OperationsPerInvocation(Order.COUNT)
    public void byHand(Blackhole hole) {
        for (double t : times) {
            hole.consume(byHand.applyAsDouble(t));
        }
    }
}
