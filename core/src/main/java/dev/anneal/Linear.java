package dev.anneal;

import java.util.Arrays;

record Linear(double from, double to, double length) implements Node {

    /**
     * {@code from} and {@code to} weighted by {@code 1 - weight} and {@code weight}. Weighting both ends keeps the relative
     * accuracy of small values next to either of them, which {@code from + (to - from)·weight} does not; the bounds undo the
     * last-digit excess that it can have in exchange.
     */
    static double mix(double from, double to, double weight) {
        return bounded(from, to, from * (1 - weight) + to * weight);
    }

    /** By comparisons, which a processor predicts; the minima of {@link Math} cost a single value more than its formula. */
    static double bounded(double from, double to, double value) {
        if (from <= to) {
            return value < from ? from : value > to ? to : value;
        }
        return value < to ? to : value > from ? from : value;
    }

    /**
     * {@link #bounded} for many values, in a loop of its own: compilers for Java 17 vectorise it and the formula one by one,
     * but not always together. Nothing here is -0.0, so the minima give the same bits as the comparisons.
     */
    static void bound(double[] x, int start, int stop, double from, double to) {
        double low = Math.min(from, to);
        double high = Math.max(from, to);
        for (int i = start; i < stop; i++) {
            x[i] = Math.max(low, Math.min(high, x[i]));
        }
    }

    @Override
    public double value(double t) {
        return t >= length ? to : mix(from, to, t / length);
    }

    @Override
    public String name(double t) {
        return Node.ramp("linear", t, length);
    }

    @Override
    public Node stretched(double factor) {
        return new Linear(from, to, Time.scaled("length", length, Check.positive("factor", factor)));
    }

    @Override
    public void apply(double[] x, int start, int stop) {
        int over = Time.firstAtOrAfter(x, start, stop, length);
        for (int i = start; i < over; i++) {
            double weight = x[i] / length;
            x[i] = from * (1 - weight) + to * weight;
        }
        bound(x, start, over, from, to);
        Arrays.fill(x, over, stop, to);
    }

    @Override
    public String toString() {
        return "linear(" + Ramp.arguments(from, to, length) + ")";
    }
}
