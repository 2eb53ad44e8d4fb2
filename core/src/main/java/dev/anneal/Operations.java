package dev.anneal;

import dev.anneal.notation.Arithmetic;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Span;

/** Operators between numbers ({@link Double}) and schedules. */
final class Operations {

    static final String DIVISOR = "only a number that is not 0 can be a divisor of schedules";

    private final Reader reader;

    Operations(Reader reader) {
        this.reader = reader;
    }

    Object combined(Pointwise.Operation operation, Object left, Object right, Span span) {
        if (left instanceof Double a && right instanceof Double b) {
            return operation.of(a, b);
        }
        return reader.guarded(span, () -> Pointwise.of(operation, asNode(left), asNode(right)));
    }

    private static Node asNode(Object value) {
        return (Node) (value instanceof Schedule schedule ? schedule : Schedule.constant((Double) value));
    }

    Object binary(Expression.Binary binary, Object left, Object right) {
        Span span = binary.span();
        if (left instanceof Double a && right instanceof Double b) {
            double result = Arithmetic.apply(binary.operator(), a, b);
            // evaluated once more where it went wrong, for the message
            return Double.isFinite(result) ? result : reader.arithmetic(binary);
        }
        // the number goes to the right, where it prints as .times(2)
        boolean swapped = left instanceof Double;
        Object first = swapped ? right : left;
        Object second = swapped ? left : right;
        return switch (binary.operator()) {
            case MULTIPLY -> combined(Pointwise.Operation.TIMES, first, second, span);
            case ADD -> combined(Pointwise.Operation.PLUS, first, second, span);
            case SUBTRACT ->
                reader.guarded(
                        span,
                        () -> Pointwise.of(Pointwise.Operation.PLUS, asNode(left), (Node)
                                asNode(right).times(-1)));
            case DIVIDE -> {
                if (!(right instanceof Double divisor) || divisor == 0) {
                    throw reader.error(binary.right().span(), DIVISOR);
                }
                yield reader.guarded(span, () -> asNode(left).times(1 / divisor));
            }
            default ->
                throw reader.error(
                        span,
                        "'" + binary.operator().symbol() + "' takes numbers; schedules have + - * and / by a number");
        };
    }
}
