package dev.anneal.feedback;

/**
 * What is looked at: each metric as it is observed, or a mean of several. What is seen goes into a mean also while a rule
 * cools down or rests.
 *
 * @param every judged is the mean of so many observations, once for all of them, after the last, &ge; 1
 * @param window judged is the mean of the last so many observations, or of all as long as there are fewer, after each; in
 *     1..100000. A metric that is not finite stays in its running sum for good; {@link Nan#SKIP} keeps one that is not a
 *     number out
 * @param smoothing judged is the exponential mean, which keeps this fraction of what it was: after n observations
 *     m<sub>n</sub> / (1 − smoothing<sup>n</sup>), where m<sub>n</sub> = smoothing · m<sub>n−1</sub> + (1 − smoothing) ·
 *     metric and m<sub>0</sub> = 0; within [0, 1)
 * @param nan what a metric that is not a number does
 */
public record Signal(int every, int window, double smoothing, Nan nan) {

    /** What a metric that is not a number does. */
    public enum Nan {
        /** It is an observation that is no better. */
        BAD,
        /** It is passed over, as if nothing had been observed. */
        SKIP,
        /** It is refused with an exception. */
        FAIL
    }

    /** A state holds its window, and is copied at each observation. */
    private static final int MAX_WINDOW = 100_000;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range, or more than one mean is asked for
     */
    public Signal {
        Check.positive("mean", every);
        Check.positive("window", window);
        if (window > MAX_WINDOW) {
            throw Check.broken("window", "be <= " + MAX_WINDOW, window);
        }
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw Check.broken("smoothing", "be >= 0 and < 1", smoothing);
        }
        if ((every > 1 ? 1 : 0) + (window > 1 ? 1 : 0) + (smoothing > 0 ? 1 : 0) > 1) {
            throw new IllegalArgumentException("mean, window and smoothing exclude each other: give one of them");
        }
    }

    /**
     * Each metric as it is.
     *
     * @return the signal
     */
    public static Signal each() {
        return new Signal(1, 1, 0, Nan.BAD);
    }

    /**
     * The mean of so many observations, judged after the last of them.
     *
     * @param observations how many, &ge; 1
     * @return the signal
     */
    public static Signal meanOf(int observations) {
        return new Signal(observations, 1, 0, Nan.BAD);
    }

    /**
     * The mean of the last so many observations, judged after each.
     *
     * @param observations how many, in 1..100000
     * @return the signal
     */
    public static Signal window(int observations) {
        return new Signal(1, observations, 0, Nan.BAD);
    }

    /**
     * The exponential mean, judged after each observation.
     *
     * @param kept the fraction of what it was that it keeps, within [0, 1)
     * @return the signal
     */
    public static Signal smoothed(double kept) {
        return new Signal(1, 1, kept, Nan.BAD);
    }

    /**
     * The same, with other manners towards what is not a number.
     *
     * @param does what such a metric does
     * @return the signal
     */
    public Signal onNan(Nan does) {
        return new Signal(every, window, smoothing, does);
    }

    /** Whether a metric is left out; refuses it where it is to be refused. */
    boolean passesOver(String name, double metric) {
        if (Double.isNaN(metric) && nan == Nan.FAIL) {
            throw Check.broken(name, "be a number", metric);
        }
        return Double.isNaN(metric) && nan == Nan.SKIP;
    }
}
