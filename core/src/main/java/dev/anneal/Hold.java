package dev.anneal;

import dev.anneal.notation.Numerals;
import java.util.Arrays;

record Hold(double value, double length) implements Node {

    @Override
    public double value(double t) {
        return value;
    }

    @Override
    public String name(double t) {
        return "hold";
    }

    @Override
    public Node stretched(double factor) {
        return new Hold(value, Time.scaled("length", length, Check.positive("factor", factor)));
    }

    @Override
    public void apply(double[] x, int from, int to) {
        Arrays.fill(x, from, to, value);
    }

    @Override
    public String toString() {
        return "hold(" + Numerals.text(value) + ", " + Numerals.text(length) + ")";
    }
}
