package dev.anneal.feedback;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which metrics are the better ones. */
public enum Mode {
    /** The lower a metric, the better: losses and errors. */
    MIN,
    /** The higher a metric, the better: accuracies. */
    MAX;

    // "err" by itself, and not that of "preferred"
    private static final Pattern LOSS = Pattern.compile("loss|error|perplexity|^err|err$|[^\\p{L}]err[^\\p{L}]");

    /** The worst there is. */
    double worst() {
        return this == MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    /** Whether the name of a metric says that lower is better. */
    static boolean isLoss(String metric) {
        return LOSS.matcher(metric.toLowerCase(Locale.ROOT)).find();
    }
}
