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

/** A whole run of values at once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 20, timeUnit = TimeUnit.MILLISECONDS)
public class Filling {

    private static final int COUNT = 100_000;

    /** The schedule. */
    @Param
    public Family family = Family.CONSTANT;

    private final double[] values = new double[COUNT];
    private Schedule schedule = Family.CONSTANT.schedule();
    private DoubleUnaryOperator byHand = Family.CONSTANT.byHand();

    /** Takes the schedule. */
    @Setup
    public void prepare() {
        schedule = family.schedule();
        byHand = family.byHand();
    }

    /**
     * Ours.
     *
     * @return the values
     */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public double[] anneal() {
        schedule.fill(0, 1, values);
        return values;
    }

    /**
     * The formula in a loop.
     *
     * @return the values
     */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public double[] byHand() {
        double t = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = byHand.applyAsDouble(t);
            t += 1;
        }
        return values;
    }
}
