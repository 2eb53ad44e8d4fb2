package dev.anneal.feedback;

/**
 * What a signal keeps of the observations.
 *
 * @param count how many there were, for a mean since it was last judged
 * @param sum the mean of these; or the sum of the window; or the exponential mean, not yet corrected
 * @param window the last ones
 */
record Seen(Signal signal, long count, double sum, Numbers window) {

    static Seen nothing(Signal signal) {
        return new Seen(signal, 0, 0, Numbers.NONE);
    }

    Seen with(double metric) {
        if (signal.every() > 1) {
            return new Seen(signal, count + 1, (count * sum + metric) / (count + 1), window);
        }
        if (signal.window() > 1) {
            boolean full = window.size() == signal.window();
            // added before the oldest is taken off, as transformers' StreamingAverage rounds
            double more = sum + metric;
            return new Seen(
                    signal, 0, full ? more - window.at(0) : more, full ? window.shifted(metric) : window.and(metric));
        }
        double kept = signal.smoothing();
        return kept > 0 ? new Seen(signal, count + 1, kept * sum + (1 - kept) * metric, window) : this;
    }

    /** Whether there is something to judge. */
    boolean isDue() {
        return signal.every() == 1 || count == signal.every();
    }

    /** What is judged, after {@link #with} that metric. */
    double value(double metric) {
        if (signal.every() > 1) {
            return sum;
        }
        if (signal.window() > 1) {
            return sum / window.size();
        }
        return signal.smoothing() > 0 ? sum / (1 - Math.pow(signal.smoothing(), count)) : metric;
    }

    /** What is kept once it was judged. */
    Seen judged() {
        return signal.every() > 1 ? nothing(signal) : this;
    }

    /** The metric in words. */
    String words(String name, String value) {
        if (signal.every() > 1) {
            return name + " " + value + " (mean of " + signal.every() + ")";
        }
        if (signal.window() > 1) {
            return name + " " + value + " (mean of the last " + window.size() + ")";
        }
        return name + " " + value + (signal.smoothing() > 0 ? " (smoothed)" : "");
    }

    /** That it takes more to judge. */
    String waits(String name) {
        return "waits for the mean of " + signal.every() + " " + name + ", of which it has " + count;
    }

    void write(StateText.Writer text) {
        if (signal.every() > 1) {
            text.put("seen", count).put("mean", sum);
        } else if (signal.window() > 1) {
            text.put("sum", sum).put("window", window);
        } else if (signal.smoothing() > 0) {
            text.put("seen", count).put("smoothed", sum);
        }
    }

    static Seen read(Signal signal, StateText text) {
        if (signal.every() > 1) {
            return new Seen(signal, text.count("seen", signal.every() - 1L), text.number("mean"), Numbers.NONE);
        }
        if (signal.window() > 1) {
            Numbers window = text.numbers("window");
            if (window.size() > signal.window()) {
                throw Check.broken("window", "have at most " + signal.window() + " numbers", window.size());
            }
            return new Seen(signal, 0, text.number("sum"), window);
        }
        return signal.smoothing() > 0
                ? new Seen(signal, text.count("seen", Long.MAX_VALUE), text.number("smoothed"), Numbers.NONE)
                : nothing(signal);
    }
}
