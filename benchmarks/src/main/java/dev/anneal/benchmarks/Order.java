package dev.anneal.benchmarks;

import java.util.Arrays;
import java.util.Random;

/** The order in which steps are asked for. */
public enum Order {
    /** One after another, from 0, as a training loop does. */
    CONSECUTIVE,
    /** Anywhere in the run, as a figure or a resumed run does. */
    RANDOM;

    /** How many steps are asked for; too many for a processor to learn the branches by heart. */
    static final int COUNT = 1 << 16;

    private static final int SEED = 20261122;

    int[] steps() {
        Random random = new Random(SEED);
        int[] steps = new int[COUNT];
        Arrays.setAll(steps, i -> this == CONSECUTIVE ? i : random.nextInt(100_000));
        return steps;
    }

    /** The same steps as doubles, so that no conversion is measured with the schedule. */
    double[] times() {
        return Arrays.stream(steps()).asDoubleStream().toArray();
    }
}
