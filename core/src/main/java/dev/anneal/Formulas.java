package dev.anneal;

import dev.anneal.notation.Expression;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.NumericFunction;

/** Lambdas that Java code gives as text. */
final class Formulas {

    private Formulas() {}

    static NumericFunction read(String text) {
        Expression expression = Expression.parse(text);
        if (expression instanceof Expression.Lambda lambda) {
            return NumericFunction.of(text, lambda, name -> null);
        }
        throw NotationException.at(text, expression.span(), "expected a lambda, as t -> 0.1 / (1 + t)");
    }
}
