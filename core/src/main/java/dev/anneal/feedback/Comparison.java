package dev.anneal.feedback;

/**
 * What counts as better: with {@link Mode#MIN} a metric below {@code best · (1 − relative) − absolute}, with
 * {@link Mode#MAX} one above {@code best · (1 + relative) + absolute}, where {@code best} is the last metric that was better.
 * A metric that is not a number is never better, unless whatever comes first is the best.
 *
 * @param mode which metrics are the better ones
 * @param relative by which fraction of the best, finite; PyTorch's {@code threshold} with {@code threshold_mode="rel"}
 * @param absolute by how much, finite; PyTorch's {@code threshold} with {@code threshold_mode="abs"}
 * @param first what counts as the best before anything is seen; not a number: whatever comes first becomes the best,
 *     even what is not a number, which nothing beats
 */
public record Comparison(Mode mode, double relative, double absolute, double first) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if relative or absolute is not finite
     */
    public Comparison {
        Check.finite("relative", relative);
        Check.finite("absolute", absolute);
    }

    /**
     * Better is what is lower than the best, by however little.
     *
     * @return the comparison
     */
    public static Comparison lower() {
        return new Comparison(Mode.MIN, 0, 0, Mode.MIN.worst());
    }

    /**
     * Better is what is higher than the best, by however little.
     *
     * @return the comparison
     */
    public static Comparison higher() {
        return new Comparison(Mode.MAX, 0, 0, Mode.MAX.worst());
    }

    /**
     * The same with a relative threshold.
     *
     * @param fraction by which fraction of the best a metric must be better
     * @return the comparison
     */
    public Comparison byRelative(double fraction) {
        return new Comparison(mode, fraction, absolute, first);
    }

    /**
     * The same with an absolute threshold.
     *
     * @param difference by how much a metric must be better
     * @return the comparison
     */
    public Comparison byAbsolute(double difference) {
        return new Comparison(mode, relative, difference, first);
    }

    /**
     * The same with something to beat at first.
     *
     * @param best what counts as the best before anything is seen; not a number: whatever comes first becomes the best
     * @return the comparison
     */
    public Comparison startingAt(double best) {
        return new Comparison(mode, relative, absolute, best);
    }

    /** What a metric must pass, to be better. */
    double threshold(double best) {
        return mode == Mode.MIN ? best * (1 - relative) - absolute : best * (1 + relative) + absolute;
    }

    boolean isBetter(double metric, Best best) {
        double threshold = threshold(best.metric());
        return best.none() || (mode == Mode.MIN ? metric < threshold : metric > threshold);
    }

    /** Why a metric is better or not. */
    String words(String name, Seen seen, double metric, Best best) {
        double threshold = threshold(best.metric());
        if (isBetter(metric, best)) {
            boolean first = best.none() || Double.isInfinite(best.metric());
            return first
                    ? seen.words(name, Words.number(metric)) + " is the first"
                    : seen.words(name, Words.number(metric, best.metric())) + " is better than "
                            + Words.number(best.metric(), metric);
        }
        if (Double.isNaN(metric)) {
            return seen.words(name, "nan") + " is not a number, and never better";
        }
        if (Double.isNaN(threshold)) {
            return seen.words(name, Words.number(metric)) + " cannot be better than " + Words.number(best.metric());
        }
        String shown = seen.words(name, Words.number(metric, threshold));
        String beyond = mode == Mode.MIN ? " is not below " : " is not above ";
        return threshold == best.metric()
                ? shown + beyond + "the best, " + Words.number(threshold, metric)
                : shown + beyond + Words.number(threshold, metric) + " (the best, " + Words.number(best.metric()) + ", "
                        + margin() + ")";
    }

    private String margin() {
        String percent = relative == 0 ? "" : Words.number(relative * 100) + " %";
        String both = relative == 0 || absolute == 0 ? "" : " and ";
        String difference = absolute == 0 ? "" : Words.number(absolute);
        return (mode == Mode.MIN ? "less " : "plus ") + percent + both + difference;
    }
}
