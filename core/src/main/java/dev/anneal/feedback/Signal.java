package dev.anneal.feedback;

/**
 * What is looked at: each metric as it is observed, or a mean of several.
 *
 * @param every judged is the mean of so many observations, after the last of them, &ge; 1
 * @param window judged is the mean of the last so many observations, after each, &ge; 1
 * @param smoothing judged is the exponential mean, which keeps this fraction of what it was, within [0, 1)
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

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range, or more than one mean is asked for
     */
    public Signal {
        Check.positive("mean", every);
        Check.positive("window", window);
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
     * @param observations how many, &ge; 1
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
}
