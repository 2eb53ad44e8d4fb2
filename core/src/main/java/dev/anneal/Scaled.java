package dev.anneal;

import dev.anneal.notation.Numerals;

/** A rate for another batch than the one it was found with. A product whose factor says where it comes from. */
record Scaled(Node part, double batch, double reference, BatchScaling scaling, double factor) implements Node {

    Scaled {
        Node.checkedDepth(1 + part.depth(), part.size());
    }

    static Node of(Node part, double batch, double reference, BatchScaling scaling) {
        return new Scaled(part, batch, reference, scaling, scaling.factor(batch, reference));
    }

    @Override
    public double value(double t) {
        return part.value(t) * factor;
    }

    @Override
    public double valueBefore(double t) {
        return part.valueBefore(t) * factor;
    }

    @Override
    public double length() {
        return part.length();
    }

    @Override
    public double knotAfter(double t) {
        return part.knotAfter(t);
    }

    @Override
    public String name(double t) {
        return part.name(t);
    }

    @Override
    public Node stretched(double times) {
        return new Scaled(part.stretched(times), batch, reference, scaling, factor);
    }

    @Override
    public void apply(double[] x, int from, int to) {
        part.apply(x, from, to);
        for (int i = from; i < to; i++) {
            x[i] *= factor;
        }
    }

    @Override
    public int depth() {
        return 1 + part.depth();
    }

    @Override
    public int size() {
        return part.size();
    }

    @Override
    public String toString() {
        String chosen = scaling == BatchScaling.LINEAR ? "" : ", " + scaling;
        return part + ".scaledFor(" + Numerals.text(batch) + ", " + Numerals.text(reference) + chosen + ")";
    }
}
