package dev.anneal;

import dev.anneal.notation.Numerals;
import java.util.Arrays;

record Constant(double value) implements Node {

    @Override
    public double value(double t) {
        return value;
    }

    @Override
    public double length() {
        return 0;
    }

    @Override
    public String name(double t) {
        return "constant";
    }

    @Override
    public Node stretched(double factor) {
        Check.positive("factor", factor);
        return this;
    }

    @Override
    public void apply(double[] x, int from, int to) {
        Arrays.fill(x, from, to, value);
    }

    @Override
    public String toString() {
        return "constant(" + Numerals.text(value) + ")";
    }
}
