package dev.anneal.benchmarks;

import dev.anneal.Schedule;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Putting schedules together, writing them down and reading them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class Building {

    /** How many parts the sequence has. */
    @Param({"2", "1000", "100000"})
    public int parts = 2;

    private Schedule schedule = Schedule.constant(1);
    private String text = "";

    /** Writes the text that is read. */
    @Setup
    public void prepare() {
        schedule = then();
        text = schedule.toString();
    }

    /**
     * A sequence, part by part.
     *
     * @return the sequence
     */
    @Benchmark
    public Schedule then() {
        Schedule all = Schedule.linear(0, 0.1, 100);
        for (int i = 1; i < parts; i++) {
            all = all.then(Schedule.cosine(0.1, 0.001, 100 + i));
        }
        return all;
    }

    /**
     * The text of the sequence.
     *
     * @return the text
     */
    @Benchmark
    public String print() {
        return schedule.toString();
    }

    /**
     * The sequence, of its text.
     *
     * @return the sequence
     */
    @Benchmark
    public Schedule parse() {
        return Schedule.parse(text);
    }
}
