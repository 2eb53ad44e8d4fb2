package dev.anneal;

import dev.anneal.notation.Numerals;

/**
 * Samples at the multiples of a period, each held until the next. What is sampled keeps its own unit when the stairs are
 * stretched: only the time between samples changes, and the samples are the same, bit for bit.
 */
record Staircase(Node steps, double period, double factor) implements Node {

    Staircase {
        Node.checkedDepth(1 + steps.depth(), steps.size());
    }

    /** The first time past t at which the quotient by the period has grown. */
    static double nextMultiple(double t, double period) {
        double q = Time.quotient(t, period) + 1;
        double next = Math.max(q * period, Math.nextUp(t));
        return Time.quotient(next, period) < q ? Math.nextUp(next) : next;
    }

    private double spacing() {
        return factor == 1 ? period : Time.snap(period * factor);
    }

    @Override
    public double value(double t) {
        return t >= length() ? steps.end() : steps.value(Time.quotient(t, spacing()) * period);
    }

    @Override
    public double valueBefore(double t) {
        return t > length() ? steps.end() : steps.value(Time.quotient(Math.nextDown(t), spacing()) * period);
    }

    @Override
    public double length() {
        return factor == 1 ? steps.length() : Time.snap(steps.length() * factor);
    }

    @Override
    public double knotAfter(double t) {
        return t < length() ? Math.min(nextMultiple(t, spacing()), length()) : Double.POSITIVE_INFINITY;
    }

    @Override
    public String name(double t) {
        return steps.name(t >= length() ? steps.length() : Time.quotient(t, spacing()) * period);
    }

    @Override
    public Node stretched(double more) {
        double together = Time.scaledUnit(factor, more, steps.length());
        Time.scaled("period", period, together);
        return new Staircase(steps, period, together);
    }

    @Override
    public int depth() {
        return 1 + steps.depth();
    }

    @Override
    public int size() {
        return steps.size();
    }

    @Override
    public String toString() {
        return Formula.stretchedText(steps + ".staircase(" + Numerals.text(period) + ")", factor);
    }
}
