package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Operator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Whether a condition holds, as far as that is known before anything runs. */
final class Truth {

    private static final Map<String, UnaryOperator<String>> CHANGES = Map.of(
            "lower", word -> word.toLowerCase(Locale.ROOT),
            "upper", word -> word.toUpperCase(Locale.ROOT),
            "strip", String::strip);

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
            return decides.equals(left) || decides.equals(right)
                    ? decides
                    : left == null || right == null ? null : right;
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
            List<Expression> items = Items.list(scope, scope.resolved(new Scope.Term(step.operand(), line)));
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
        if (expression instanceof Chain chain && chain.links().size() >= 2) {
            int last = chain.links().size() - 1;
            UnaryOperator<String> change = chain.links().get(last) instanceof Expression.Arguments none
                            && none.arguments().isEmpty()
                            && chain.links().get(last - 1) instanceof Expression.Attribute method
                    ? CHANGES.get(method.name())
                    : null;
            Expression bare = last == 1
                    ? chain.head()
                    : new Chain(chain.head(), chain.links().subList(0, last - 1), chain.span());
            Expression before = change == null ? expression : resolved(bare);
            return change != null && before instanceof Expression.Str word
                    ? new Expression.Str(change.apply(word.value()), word.span())
                    : plain(expression);
        }
        return plain(expression);
    }

    private Expression plain(Expression expression) {
        Expression meant = scope.resolved(new Scope.Term(expression, line)).expression();
        String path = meant instanceof Expression.Name name
                ? name.id()
                : meant instanceof Chain chain && Registry.arguments(chain) == null ? Numbers.keys(chain) : null;
        String fact = path == null ? null : scope.horizon().fact(path.substring(path.lastIndexOf('.') + 1));
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
        return expression instanceof Expression.Constant constant && constant.kind() == Expression.Constant.Kind.NONE;
    }
}
