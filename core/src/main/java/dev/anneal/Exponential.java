package dev.anneal;

import dev.anneal.notation.Numerals;

record Exponential(double initial, double gamma, double unit) implements Node {

    @Override
    public double value(double t) {
        // a growth past all doubles leaves 0 what it is, and Java has no infinite power of 1
        return initial == 0 ? 0 : initial * Math.pow(gamma, Math.min(t / unit, Double.MAX_VALUE));
    }

    @Override
    public double length() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public String name(double t) {
        return "exponential";
    }

    @Override
    public Node stretched(double factor) {
        return new Exponential(initial, gamma, Time.scaled("unit", unit, Check.positive("factor", factor)));
    }

    @Override
    public String toString() {
        String own = "exponential(" + Numerals.text(initial) + ", " + Numerals.text(gamma);
        return unit == 1 ? own + ")" : own + ", " + Numerals.text(unit) + ")";
    }
}
