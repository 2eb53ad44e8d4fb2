package dev.anneal;

import dev.anneal.notation.Numerals;
import dev.anneal.notation.NumericFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of time: an expression, which prints, or one of Java's, which has no text that could be read back and is equal
 * to itself only. Its clock is divided by the unit, so a stretched formula is the same formula.
 */
record Formula(DoubleUnaryOperator function, double ownLength, double unit) implements Node {

    /** An expression as a function, and what it counts as. */
    private record Expressed(NumericFunction expression, int size) implements DoubleUnaryOperator {

        @Override
        public double applyAsDouble(double t) {
            return expression.at(t);
        }
    }

    static Formula of(NumericFunction expression, double length) {
        if (expression.parameters() != 1) {
            throw Check.broken(
                    "formula", "have one parameter, the time", expression.parameters() + " in " + expression);
        }
        return checked("formula", new Expressed(expression, Node.sizeOfExpression(expression)), length);
    }

    static Formula of(DoubleUnaryOperator function, double length) {
        return checked("function", function, length);
    }

    private static Formula checked(String what, DoubleUnaryOperator function, double length) {
        Formula formula = new Formula(function, length, 1);
        double first = formula.value(0);
        if (!Double.isFinite(first)) {
            throw Check.broken(what, "be finite at time 0", first);
        }
        if (length < Double.POSITIVE_INFINITY && !Double.isFinite(formula.end())) {
            throw Check.broken(what, "be finite at its length " + Numerals.text(length), formula.end());
        }
        return formula;
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
    public String name(double t) {
        return Node.ramp(function instanceof Expressed ? "formula" : "custom", t, length());
    }

    @Override
    public Node stretched(double factor) {
        return new Formula(function, ownLength, Time.scaledUnit(unit, factor, ownLength));
    }

    @Override
    public int size() {
        return function instanceof Expressed expressed ? expressed.size() : 1;
    }

    @Override
    public String toString() {
        String length = Numerals.text(ownLength);
        if (!(function instanceof Expressed expressed)) {
            return stretchedText("custom(" + length + ")", unit);
        }
        String own = "formula(" + expressed.expression();
        return stretchedText(ownLength < Double.POSITIVE_INFINITY ? own + ", " + length + ")" : own + ")", unit);
    }
}
