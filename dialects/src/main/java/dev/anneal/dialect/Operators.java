package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Line;
import dev.anneal.notation.Operator;
import java.util.Map;

/** {@code +=} and its like. */
final class Operators {

    private static final Map<String, Operator> CHANGES = Map.of(
            "+=", Operator.ADD,
            "-=", Operator.SUBTRACT,
            "*=", Operator.MULTIPLY,
            "/=", Operator.DIVIDE,
            "//=", Operator.FLOOR_DIVIDE,
            "%=", Operator.MODULO,
            "**=", Operator.POWER);

    private Operators() {}

    /** The value that an assignment gives its target. */
    static Expression applied(Scope scope, Line.Assignment line) {
        if (line.operator().equals("=")) {
            return line.value();
        }
        Operator operator = CHANGES.get(line.operator());
        if (operator == null) {
            throw scope.error(line.span(), "'" + line.operator() + "' is not read here");
        }
        return new Expression.Binary(operator, line.targets().get(0), line.value(), line.span());
    }
}
