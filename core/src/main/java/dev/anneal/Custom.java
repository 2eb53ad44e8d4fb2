package dev.anneal;

import dev.anneal.notation.Numerals;
import java.util.function.DoubleUnaryOperator;

/** A Java function of time. It has no text that could be read back: two are equal if their function is the same object. */
record Custom(DoubleUnaryOperator function, double ownLength, double unit) implements Node {

    static Custom of(DoubleUnaryOperator function, double length) {
        Custom custom = new Custom(function, length, 1);
        checkStart("function", custom);
        return custom;
    }

    static void checkStart(String what, Node node) {
        double first = node.value(0);
        if (!Double.isFinite(first)) {
            throw Check.broken(what, "be finite at time 0", first);
        }
        if (node.length() < Double.POSITIVE_INFINITY && !Double.isFinite(node.end())) {
            throw Check.broken(what, "be finite at its length " + Numerals.text(node.length()), node.end());
        }
    }

    static String stretchedText(String own, double unit) {
        return unit == 1 ? own : own + ".stretched(" + Numerals.text(unit) + ")";
    }

    @Override
    public double value(double t) {
        return function.applyAsDouble((t < length() ? t : length()) / unit);
    }

    @Override
    public double length() {
        return Time.snap(ownLength * unit);
    }

    @Override
    public Node stretched(double factor) {
        return new Custom(function, ownLength, Time.scaledUnit(unit, factor, ownLength));
    }

    @Override
    public String toString() {
        return stretchedText("custom(" + Numerals.text(ownLength) + ")", unit);
    }
}
