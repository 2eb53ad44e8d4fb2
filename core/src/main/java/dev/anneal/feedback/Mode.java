package dev.anneal.feedback;

import java.util.Locale;

/** Which metrics are the better ones. */
public enum Mode {
    /** The lower a metric, the better: losses and errors. */
    MIN,
    /** The higher a metric, the better: accuracies. */
    MAX;

    /** The worst there is. */
    double worst() {
        return this == MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    /** The mode in the notation. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
