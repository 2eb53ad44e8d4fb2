package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Operator;
import dev.anneal.notation.Span;

/** A number, and whether it is written as a whole one: Python and Java treat those in their own way. */
record Amount(double value, boolean integral) {

    /** The number as it might be written at a place. */
    Expression expression(Span span) {
        if (!Double.isFinite(value) || value == 0) {
            return Expression.number(value);
        }
        Expression size = new Expression.Num(Math.abs(value), integral, span);
        return value < 0 ? new Expression.Unary(Operator.NEGATE, size, span) : size;
    }
}
