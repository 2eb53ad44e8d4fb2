package dev.anneal;

import dev.anneal.notation.Numerals;
import dev.anneal.notation.NumericFunction;

/** An expression of time. Its clock is divided by the unit, so a stretched formula is the same formula. */
record Formula(NumericFunction function, double ownLength, double unit, int size) implements Node {

    static Formula of(NumericFunction function, double length) {
        if (function.parameters() != 1) {
            throw Check.broken("formula", "have one parameter, the time", function.parameters() + " in " + function);
        }
        Formula formula = new Formula(function, length, 1, Node.sizeOfExpression(function));
        Custom.checkStart("formula", formula);
        return formula;
    }

    @Override
    public double value(double t) {
        return function.at((t < length() ? t : length()) / unit);
    }

    @Override
    public double length() {
        return Time.snap(ownLength * unit);
    }

    @Override
    public Node stretched(double factor) {
        return new Formula(function, ownLength, Time.scaledUnit(unit, factor, ownLength), size);
    }

    @Override
    public String toString() {
        String own = "formula(" + function;
        own += ownLength < Double.POSITIVE_INFINITY ? ", " + Numerals.text(ownLength) + ")" : ")";
        return Custom.stretchedText(own, unit);
    }
}
