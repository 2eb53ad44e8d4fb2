package dev.anneal.lab.testkit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Measures what a plan costs. All is measured in turns, so that other work on the machine meets all. */
public final class Stopwatch {

    private final Map<String, Measured> all = new LinkedHashMap<>();

    private record Measured(Runnable call, int count) {}

    /** Measures nothing yet. */
    public Stopwatch() {}

    /**
     * Measures something more.
     *
     * @param name what it is, in words
     * @param count how often it is called in each round
     * @param call the call
     * @return this
     */
    public Stopwatch add(String name, int count, Runnable call) {
        all.put(name, new Measured(call, count));
        return this;
    }

    /**
     * Measures.
     *
     * @param rounds the number of rounds, &ge; 1
     * @return for each name the nanoseconds of a call, one number for each round, sorted
     */
    public Map<String, double[]> measure(int rounds) {
        Map<String, double[]> times = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Measured> each : all.entrySet()) {
                times.computeIfAbsent(each.getKey(), name -> new double[rounds])[round] = time(each.getValue());
            }
        }
        times.values().forEach(Arrays::sort);
        return times;
    }

    private static double time(Measured measured) {
        long start = System.nanoTime();
        for (int i = 0; i < measured.count; i++) {
            measured.call.run();
        }
        return (System.nanoTime() - start) / (double) measured.count;
    }

    /**
     * Measures, and says the least time and the median of each.
     *
     * @param rounds the number of rounds, &ge; 1
     * @return a line for each
     */
    public String table(int rounds) {
        StringBuilder lines = new StringBuilder();
        measure(rounds)
                .forEach((name, times) -> lines.append(String.format(
                        Locale.ROOT, "%-26s %9.0f ns, median %9.0f%n", name, times[0], times[times.length / 2])));
        return lines.toString();
    }
}
