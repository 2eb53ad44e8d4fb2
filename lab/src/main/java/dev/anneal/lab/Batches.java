package dev.anneal.lab;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which rows each update sees: every row once an epoch, in an order that differs from epoch to epoch. The rows of a step
 * depend on the seed and the step alone, so that a run can be taken up anywhere. Not for use by several threads.
 */
public final class Batches {

    private final int rows;
    private final int size;
    private final long seed;
    private long epoch = -1;
    private int[] order = {};

    /**
     * Creates the batches.
     *
     * @param rows the number of rows, &ge; 1
     * @param size the rows in a batch, within [1, rows]; the last batch of an epoch has what is left
     * @param seed what decides the orders
     * @throws IllegalArgumentException if a number is out of range
     */
    public Batches(int rows, int size, long seed) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows must be >= 1, got " + rows);
        }
        if (size < 1 || size > rows) {
            throw new IllegalArgumentException(
                    "batch must be within [1, " + rows + "], the number of training rows, got " + size);
        }
        this.rows = rows;
        this.size = size;
        this.seed = new SplittableRandom(seed).nextLong();
    }

    /**
     * The number of batches in a pass over the rows.
     *
     * @return rows / size, rounded up
     */
    public int stepsPerEpoch() {
        return (rows - 1) / size + 1;
    }

    /**
     * The rows of a step.
     *
     * @param step the number of updates completed before, &ge; 0
     * @return the rows, 0-based, in a new array
     * @throws IllegalArgumentException if step is negative
     */
    public int[] at(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("step must be >= 0, got " + step);
        }
        long asked = step / stepsPerEpoch();
        if (asked != epoch) {
            order = Dataset.shuffled(rows, new SplittableRandom(seed + asked));
            epoch = asked;
        }
        int from = (int) (step % stepsPerEpoch()) * size;
        return Arrays.copyOfRange(order, from, (int) Math.min((long) from + size, rows));
    }
}
