package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a condition holds, as far as that is known before anything runs. */
final class Truth {

    private final Scope scope;
    private final int line;

    Truth(Scope scope, int line) {
        this.scope = scope;
        this.line = line;
    }

    /** Whether a condition holds; null if that is not known. */
    @Nullable
    Boolean of(Expression condition) {
        try {
            return said(condition);
        } catch (NotationException e) {
            return null;
        }
    }

    private @Nullable Boolean said(Expression condition) {
        if (condition instanceof Expression.Unary unary && unary.operator() == Operator.NOT) {
            Boolean operand = of(unary.operand());
            return operand == null ? null : Boolean.valueOf(!operand);
        }
        if (condition instanceof Expression.Logical logical) {
            Boolean left = of(logical.left());
            Boolean right = of(logical.right());
            Boolean decides = logical.operator() == Operator.OR;
            return decides.equals(left) || decides.equals(right) ? decides : left == null || right == null ? null : right;
        }
        if (condition instanceof Expression.Comparison comparison
                && comparison.rest().size() == 1) {
            Boolean words = words(comparison.first(), comparison.rest().get(0));
            if (words != null) {
                return words;
            }
        }
        Expression meant = resolved(condition);
        if (meant instanceof Expression.Str string) {
            return !string.value().isEmpty();
        }
        return isNone(meant)
                ? Boolean.FALSE
                : Boolean.valueOf(new Numbers(scope, false).of(condition, line).value() != 0);
    }

    /** A comparison of texts, or with {@code None}. */
    private @Nullable Boolean words(Expression first, Expression.Comparison.Step step) {
        boolean negated = step.operator() == Operator.UNEQUAL
                || step.operator() == Operator.IS_NOT
                || step.operator() == Operator.NOT_IN;
        Expression left = resolved(first);
        if (step.operator() == Operator.IN || step.operator() == Operator.NOT_IN) {
            List<Expression> items =
                    Items.list(scope, scope.resolved(new Scope.Term(step.operand(), line)));
            String word = word(left);
            return items == null || word == null || items.stream().anyMatch(item -> word(item) == null)
                    ? null
                    : Boolean.valueOf(items.stream().anyMatch(item -> word.equals(word(item))) != negated);
        }
        boolean equality = negated || step.operator() == Operator.EQUAL || step.operator() == Operator.IS;
        Expression right = resolved(step.operand());
        if (!equality || !isKnown(left) || !isKnown(right)) {
            return null;
        }
        String word = word(left);
        boolean same = word != null ? word.equals(word(right)) : isNone(left) && isNone(right);
        boolean comparable = word != null || word(right) != null || isNone(left) || isNone(right);
        return comparable ? Boolean.valueOf(same != negated) : null;
    }

    private Expression resolved(Expression expression) {
        Expression meant = scope.resolved(new Scope.Term(expression, line)).expression();
        String path = meant instanceof Expression.Name name
                ? name.id()
                : meant instanceof Chain chain && Registry.arguments(chain) == null ? Numbers.keys(chain) : null;
        String fact = path == null
                ? null
                : scope.horizon().fact(path.substring(path.lastIndexOf('.') + 1));
        return fact == null || scope.amount(String.valueOf(path), line) != null
                ? meant
                : new Expression.Str(fact, expression.span());
    }

    private boolean isKnown(Expression expression) {
        return expression instanceof Expression.Str
                || expression instanceof Expression.Constant
                || expression instanceof Expression.Num
                || expression instanceof Expression.Name name && scope.amount(name.id(), line) != null;
    }

    private static @Nullable String word(Expression expression) {
        return expression instanceof Expression.Str string ? string.value() : null;
    }

    private static boolean isNone(Expression expression) {
        return expression instanceof Expression.Constant constant
                && constant.kind() == Expression.Constant.Kind.NONE;
    }
}
