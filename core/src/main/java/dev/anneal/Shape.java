package dev.anneal;

import dev.anneal.notation.NumericFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * A curve given by the weight of one end, which rises from 0 to 1; two are the same if their text is. A shape from the end
 * is a rise read backwards, which keeps the relative accuracy of a decay towards 0.
 */
final class Shape implements Curve {

    static final Shape LINEAR = rising("linear", p -> p);
    static final Shape COSINE = rising("cosine", p -> 0.5 + HalfCosine.centred(p));
    static final Shape ONE_MINUS_SQRT = rising("oneMinusSqrt", Math::sqrt);

    private final String text;
    private final DoubleUnaryOperator weight;
    private final boolean fromEnd;
    private final boolean reversed;

    /** Whether the weight stays between 0 and 1, but for rounding; that of an expression need not. */
    private final boolean bounded;

    private Shape(String text, DoubleUnaryOperator weight, boolean fromEnd, boolean reversed, boolean bounded) {
        this.text = text;
        this.weight = weight;
        this.fromEnd = fromEnd;
        this.reversed = reversed;
        this.bounded = bounded;
    }

    static Shape rising(String text, DoubleUnaryOperator weight) {
        return new Shape(text, weight, false, false, true);
    }

    static Shape fallingFromEnd(String text, DoubleUnaryOperator weight) {
        return new Shape(text, weight, true, false, true);
    }

    /** An expression of progress; it must run from one end to the other like any curve. */
    static Shape of(NumericFunction weight) {
        if (weight.parameters() != 1) {
            throw Check.broken("curve", "have one parameter, the progress", weight);
        }
        Shape curve = new Shape(weight.toString(), weight::at, false, false, false);
        Ramp.checkEnd(curve, 0, 1, 0);
        Ramp.checkEnd(curve, 0, 1, 1);
        return curve;
    }

    @Override
    public double between(double from, double to, double progress) {
        return fromEnd
                ? mixed(to, from, weight.applyAsDouble(1 - progress))
                : mixed(from, to, weight.applyAsDouble(progress));
    }

    /** An expression may swing beyond its ends, and does so; a hair beyond them is rounding. */
    private double mixed(double from, double to, double weight) {
        if (bounded) {
            return Linear.mix(from, to, weight);
        }
        boolean beyond = weight < -Ramp.END_TOLERANCE || weight > 1 + Ramp.END_TOLERANCE;
        return beyond ? from * (1 - weight) + to * weight : Linear.mix(from, to, weight);
    }

    @Override
    public Curve reversed() {
        return new Shape(text, weight, !fromEnd, !reversed, bounded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && reversed == that.reversed && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return 31 * text.hashCode() + Boolean.hashCode(reversed);
    }

    @Override
    public String toString() {
        if (!reversed) {
            return text;
        }
        return (text.contains("->") ? "(" + text + ")" : text) + ".reversed()";
    }
}
