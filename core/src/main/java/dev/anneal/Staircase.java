package dev.anneal;

import dev.anneal.notation.Numerals;

record Staircase(Node steps, double period) implements Node {

    Staircase {
        Node.checkedDepth(1 + steps.depth(), steps.size());
    }

    /** The first time past t at which the quotient by the period has grown. */
    static double nextMultiple(double t, double period) {
        double q = Time.quotient(t, period) + 1;
        double next = Math.max(q * period, Math.nextUp(t));
        return Time.quotient(next, period) < q ? Math.nextUp(next) : next;
    }

    @Override
    public double value(double t) {
        return t >= length() ? steps.end() : steps.value(Time.quotient(t, period) * period);
    }

    @Override
    public double valueBefore(double t) {
        if (t > length()) {
            return steps.end();
        }
        double q = Time.quotient(t, period);
        return steps.value(period * (q * period >= t ? Math.max(0, q - 1) : q));
    }

    @Override
    public double length() {
        return steps.length();
    }

    @Override
    public double nextKnot(double t) {
        return t < length() ? Math.min(nextMultiple(t, period), length()) : Double.POSITIVE_INFINITY;
    }

    @Override
    public Node stretched(double factor) {
        return new Staircase(steps.stretched(factor), Time.scaled("period", period, factor));
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
        return steps + ".staircase(" + Numerals.text(period) + ")";
    }
}
