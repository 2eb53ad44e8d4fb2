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

    static double bounded(double from, double to, double value) {
        return Math.max(Math.min(from, to), Math.min(Math.max(from, to), value));
    }

    @Override
    public double value(double t) {
        return t >= length ? to : mix(from, to, t / length);
    }

    @Override
    public double end() {
        return to;
    }

    @Override
    public double nextKnot(double t) {
        return t < length ? length : Double.POSITIVE_INFINITY;
    }

    @Override
    public Node stretched(double factor) {
        return new Linear(from, to, Time.scaled("length", length, Check.positive("factor", factor)));
    }

    @Override
    public void apply(double[] x, int start, int stop) {
        int over = Time.firstAtOrAfter(x, start, stop, length);
        for (int i = start; i < over; i++) {
            x[i] = mix(from, to, x[i] / length);
        }
        Arrays.fill(x, over, stop, to);
    }

    @Override
    public String toString() {
        return "linear(" + Ramp.arguments(from, to, length) + ")";
    }
}
