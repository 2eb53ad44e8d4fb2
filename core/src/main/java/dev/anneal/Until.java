package dev.anneal;

import dev.anneal.notation.Numerals;
import java.util.Arrays;

record Until(Node part, double length) implements Node {

    Until {
        Node.checkedDepth(1 + part.depth(), part.size());
    }

    @Override
    public double value(double t) {
        return t < length ? part.value(t) : end();
    }

    @Override
    public double valueBefore(double t) {
        return t <= length ? part.valueBefore(t) : end();
    }

    /** The left limit, so that a restart exactly at the end is not held for ever. */
    @Override
    public double end() {
        return length == 0 ? part.value(0) : part.valueBefore(length);
    }

    @Override
    public double knotAfter(double t) {
        return t < length ? Math.min(part.knotAfter(t), length) : Double.POSITIVE_INFINITY;
    }

    @Override
    public String name(double t) {
        return t < length ? part.name(t) : "hold";
    }

    @Override
    public Node stretched(double factor) {
        Node stretched = part.stretched(factor);
        // cut at its own end, it stays cut there: a hair more or less would choose the other side of a jump
        boolean atEnd = length == part.length();
        return new Until(stretched, atEnd ? stretched.length() : Time.scaled("length", length, factor));
    }

    @Override
    public void apply(double[] x, int from, int to) {
        int over = Time.firstAtOrAfter(x, from, to, length);
        part.apply(x, from, over);
        if (over < to) {
            Arrays.fill(x, over, to, end());
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
        return part + ".until(" + Numerals.text(length) + ")";
    }
}
