package dev.anneal;

import java.util.Arrays;

record Cosine(double from, double to, double length) implements Node {

    static double mix(double from, double to, double progress) {
        double c = HalfCosine.centred(progress);
        return Linear.bounded(from, to, from * (0.5 - c) + to * (0.5 + c));
    }

    @Override
    public double value(double t) {
        return t >= length ? to : mix(from, to, t / length);
    }

    @Override
    public String name(double t) {
        return Node.ramp("cosine", t, length);
    }

    @Override
    public Node stretched(double factor) {
        return new Cosine(from, to, Time.scaled("length", length, Check.positive("factor", factor)));
    }

    @Override
    public void apply(double[] x, int start, int stop) {
        int over = Time.firstAtOrAfter(x, start, stop, length);
        for (int i = start; i < over; i++) {
            double c = HalfCosine.centred(x[i] / length);
            x[i] = from * (0.5 - c) + to * (0.5 + c);
        }
        Linear.bound(x, start, over, from, to);
        Arrays.fill(x, over, stop, to);
    }

    @Override
    public String toString() {
        return "cosine(" + Ramp.arguments(from, to, length) + ")";
    }
}
