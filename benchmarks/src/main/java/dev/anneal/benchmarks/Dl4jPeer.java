package dev.anneal.benchmarks;

import dev.anneal.Schedule;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.SigmoidSchedule;
import org.nd4j.linalg.schedule.StepSchedule;

/** DL4J's schedules over 100,000 iterations, and the same as ours. */
@SuppressWarnings("ImmutableEnumChecker") // schedules do not change
public enum Dl4jPeer {
    /** The same for ever. */
    FIXED("constant(0.1)", () -> new FixedSchedule(0.1)),
    /** A power for each iteration. */
    EXPONENTIAL("exponential(0.1, 0.9999)", () -> new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.9999)),
    /** A power of the iteration. */
    INVERSE("inverseTime(0.1, 1e-4, 1, 0.75)", () -> new InverseSchedule(ScheduleType.ITERATION, 0.1, 1e-4, 0.75)),
    /** Three drops by ten. */
    MAP(
            "piecewise({0: 0.1, 30000: 0.01, 60000: 0.001, 80000: 1e-4})",
            () -> new MapSchedule(
                    ScheduleType.ITERATION, new TreeMap<>(Map.of(0, 0.1, 30_000, 0.01, 60_000, 0.001, 80_000, 1e-4)))),
    /** It grows, until it drops to 0. */
    POLY(
            "inverseTime(0.1, 1, 100000, -2).until(100000).then(constant(0))",
            () -> new PolySchedule(ScheduleType.ITERATION, 0.1, 2, 100_000)),
    /** A warmup over another. */
    RAMP(
            "exponential(0.1, 0.9999).times(linear(5e-4, 1, 1999))",
            () -> new RampSchedule(new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.9999), 2_000)),
    /** From 0 to the rate. */
    SIGMOID(
            "formula(t -> 0.1 / (1 + exp(1e-4 * (t - 50000))))",
            () -> new SigmoidSchedule(ScheduleType.ITERATION, 0.1, -1e-4, 50_000)),
    /** Drops after equal times. */
    STEP(
            "exponential(0.1, 0.9, 10000).staircase(10000)",
            () -> new StepSchedule(ScheduleType.ITERATION, 0.1, 0.9, 10_000)),
    /** Up and down in straight lines, then powers, again and again. */
    CYCLE(
            "linear(0.004, 0.1, 4500).then(linear(0.1, 0.004, 4500)).then(exponential(0.004, 0.999, 1)).until(10000).repeat()",
            () -> new CycleSchedule(ScheduleType.ITERATION, 0.004, 0.1, 10_000, 1_000, 0.999));

    private final Schedule ours;
    private final Supplier<ISchedule> theirs;

    Dl4jPeer(String ours, Supplier<ISchedule> theirs) {
        this.ours = Schedule.parse(ours);
        this.theirs = theirs;
    }

    Schedule ours() {
        return ours;
    }

    ISchedule theirs() {
        return theirs.get();
    }
}
