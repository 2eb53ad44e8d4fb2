package dev.anneal.notation;

import org.jspecify.annotations.Nullable;

/**
 * What arithmetic refuses when a value is wanted once. A function that is called for every step is not checked.
 *
 * @param text the text that the errors show
 */
record Checks(String text) {
    double apply(Expression.Binary operation, double a, double b) {
        Operator operator = operation.operator();
        boolean divides =
                operator == Operator.DIVIDE || operator == Operator.FLOOR_DIVIDE || operator == Operator.MODULO;
        if (divides && b == 0) {
            throw NotationException.at(text, operation.right().span(), "division by zero");
        }
        double result = Arithmetic.apply(operator, a, b);
        if (operator == Operator.POWER && Double.isFinite(a) && Double.isFinite(b) && !Double.isFinite(result)) {
            String base = a < 0 ? "(" + Numerals.text(a) + ")" : Numerals.text(a);
            throw refused(operation.span(), base + " ** " + Numerals.text(b), result);
        }
        return result;
    }

    /** Checks what a function answered; the second argument is null for a function of one. */
    double result(Expression call, String name, double result, double a, @Nullable Double b) {
        boolean finite = Double.isFinite(a) && (b == null || Double.isFinite(b));
        if (!Double.isFinite(result) && finite) {
            String arguments = Numerals.text(a) + (b == null ? "" : ", " + Numerals.text(b));
            throw refused(call.span(), name + "(" + arguments + ")", result);
        }
        return result;
    }

    private NotationException refused(Span span, String said, double result) {
        return NotationException.at(text, span, said + (Double.isNaN(result) ? " is undefined" : " is out of range"));
    }
}
