package dev.anneal;

import dev.anneal.notation.Numerals;
import dev.anneal.notation.NumericFunction;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/** Values of which each follows from the one before, held for one unit each. */
final class Iteration implements Node {

    /** Each value costs a double. */
    static final int MAX_LENGTH = 10_000_000;

    private final Object rule;
    private final double[] values;
    private final double unit;
    private final int size;

    private Iteration(Object rule, double[] values, double unit, int size) {
        this.rule = rule;
        this.values = values;
        this.unit = unit;
        this.size = size;
    }

    /** The rule is a Java function, or an expression, which prints. */
    static Iteration of(double seed, int n, DoubleBinaryOperator next, Object rule) {
        if (!(n >= 1 && n <= MAX_LENGTH)) {
            throw Check.broken("n", "be in 1.." + MAX_LENGTH, n);
        }
        double[] values = new double[n];
        values[0] = Check.finite("seed", seed);
        for (int k = 1; k < n; k++) {
            values[k] = Check.finite("value " + k + " of the iteration", next.applyAsDouble(k, values[k - 1]));
        }
        return new Iteration(rule, values, 1, Node.sizeOfExpression(rule));
    }

    @Override
    public double value(double t) {
        return values[(int) Math.min(Time.quotient(t, unit), values.length - 1)];
    }

    @Override
    public double valueBefore(double t) {
        return value(Math.nextDown(t));
    }

    @Override
    public double length() {
        return Time.snap(values.length * unit);
    }

    @Override
    public double knotAfter(double t) {
        double next = Staircase.nextMultiple(t, unit);
        return t < length() ? Math.min(next, length()) : Double.POSITIVE_INFINITY;
    }

    @Override
    public String name(double t) {
        return Node.ramp(rule instanceof NumericFunction ? "iterate" : "custom", t, length());
    }

    @Override
    public Node stretched(double factor) {
        return new Iteration(rule, values, Time.scaledUnit(unit, factor, values.length), size);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Iteration that
                && rule.equals(that.rule)
                && unit == that.unit
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * rule.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        String length = Numerals.text(values.length);
        String own = rule instanceof NumericFunction
                ? "iterate(" + Numerals.text(values[0]) + ", " + length + ", " + rule + ")"
                : "custom(" + length + ")";
        return Formula.stretchedText(own, unit);
    }
}
