package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Operator;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Java's arithmetic of whole numbers in the notation, whose division is that of doubles. */
final class Whole {

    private static final Map<String, Amount> CONSTANTS = Map.of(
            "Byte.MAX_VALUE", new Amount(Byte.MAX_VALUE, true),
            "Short.MAX_VALUE", new Amount(Short.MAX_VALUE, true),
            "Integer.MAX_VALUE", new Amount(Integer.MAX_VALUE, true),
            "Integer.MIN_VALUE", new Amount(Integer.MIN_VALUE, true),
            "Float.MAX_VALUE", new Amount(Float.MAX_VALUE, false),
            "Float.MIN_VALUE", new Amount(Float.MIN_VALUE, false),
            "Float.NaN", new Amount(Double.NaN, false),
            "Float.POSITIVE_INFINITY", new Amount(Double.POSITIVE_INFINITY, false),
            "Float.NEGATIVE_INFINITY", new Amount(Double.NEGATIVE_INFINITY, false));
    private static final Map<String, Amount> DOUBLES = Map.of(
            "Double.MAX_VALUE", new Amount(Double.MAX_VALUE, false),
            "Double.MIN_VALUE", new Amount(Double.MIN_VALUE, false),
            "Double.NaN", new Amount(Double.NaN, false),
            "Double.POSITIVE_INFINITY", new Amount(Double.POSITIVE_INFINITY, false),
            "Double.NEGATIVE_INFINITY", new Amount(Double.NEGATIVE_INFINITY, false));
    private static final Set<String> ROUNDS = Set.of("Math.round", "StrictMath.round", "round");
    private static final Set<String> KEEPS_WHOLE = Set.of("min", "max", "abs");
    private static final long MOST_NODES = 100_000;

    private final Scope scope;
    private final List<String> parameters;

    /** The parameters are whole numbers, and not negative. */
    Whole(Scope scope, List<String> parameters) {
        this.scope = scope;
        this.parameters = parameters;
    }

    /** An expression, what it costs to write it, whether it is of Java's type int, and whether it cannot be negative. */
    private record Typed(Expression expression, long size, boolean whole, boolean natural) {
        Typed(Expression expression, long size, boolean whole) {
            this(expression, size, whole, false);
        }
    }

    /** A constant of one of Java's number classes, or null. */
    static @Nullable Amount constant(String path) {
        return CONSTANTS.getOrDefault(path, DOUBLES.get(path));
    }

    /** Whether it names the function that rounds halves up, where Python's rounds them to even. */
    static boolean rounds(String path) {
        return ROUNDS.contains(path);
    }

    /** A number rounded, halves up. */
    static Expression rounded(Expression value) {
        Expression half = Expression.number(0.5);
        return call("int", call("floor", new Expression.Binary(Operator.ADD, value, half, value.span())));
    }

    /** A number that is still known not to be whole where it is written without a fraction. */
    static Expression number(Amount amount) {
        double value = amount.value();
        return !amount.integral() && value >= 0 && value <= Double.MAX_VALUE
                ? new Expression.Num(value + 0.0, false, Span.NONE)
                : Expression.number(value);
    }

    private static Expression call(String name, Expression argument) {
        Span span = argument.span();
        Arguments arguments = new Arguments(List.of(new Argument(null, argument, span)), span);
        return new Chain(new Expression.Name(name, span), List.of(arguments), span);
    }

    /** The same expression; where whole numbers are divided, the quotient is cut as Java cuts it. */
    Expression divided(Expression expression) {
        return typed(expression).expression();
    }

    private Typed typed(Expression e) {
        if (e instanceof Expression.Num number) {
            return new Typed(e, 1, number.integral(), true);
        } else if (e instanceof Expression.Name name) {
            boolean counts = parameters.contains(name.id());
            return new Typed(e, 1, counts, counts);
        } else if (e instanceof Expression.Unary unary) {
            Typed operand = typed(unary.operand());
            Expression same = new Expression.Unary(unary.operator(), operand.expression, e.span());
            return new Typed(same, operand.size + 1, operand.whole);
        } else if (e instanceof Expression.Binary binary) {
            return binary(binary, typed(binary.left()), typed(binary.right()));
        } else if (e instanceof Expression.Logical logical) {
            Typed left = typed(logical.left());
            Typed right = typed(logical.right());
            Expression same = new Expression.Logical(logical.operator(), left.expression, right.expression, e.span());
            return new Typed(same, left.size + right.size + 1, false);
        } else if (e instanceof Expression.Conditional choice) {
            Typed condition = typed(choice.condition());
            Typed then = typed(choice.then());
            Typed otherwise = typed(choice.otherwise());
            Expression same =
                    new Expression.Conditional(condition.expression, then.expression, otherwise.expression, e.span());
            return checked(same, condition.size + then.size + otherwise.size + 1, then.whole && otherwise.whole);
        } else if (e instanceof Expression.Comparison comparison) {
            return comparison(comparison);
        }
        return e instanceof Chain chain ? chain(chain) : new Typed(e, 1, false);
    }

    private Typed checked(Expression expression, long size, boolean whole) {
        return checked(expression, size, whole, false);
    }

    private Typed checked(Expression expression, long size, boolean whole, boolean natural) {
        if (size > MOST_NODES) {
            throw scope.error(expression.span(), "this function is too large");
        }
        return new Typed(expression, size, whole, natural);
    }

    private Typed comparison(Expression.Comparison comparison) {
        Typed first = typed(comparison.first());
        long size = first.size + 1;
        List<Expression.Comparison.Step> steps = new ArrayList<>();
        for (Expression.Comparison.Step step : comparison.rest()) {
            Typed operand = typed(step.operand());
            size += operand.size;
            steps.add(new Expression.Comparison.Step(step.operator(), operand.expression));
        }
        return checked(new Expression.Comparison(first.expression, steps, comparison.span()), size, false);
    }

    private Typed binary(Expression.Binary binary, Typed left, Typed right) {
        boolean whole = left.whole && right.whole;
        long size = left.size + right.size + 1;
        if (binary.operator() == Operator.MODULO) {
            return remainder(binary, left, right);
        }
        Expression same = new Expression.Binary(binary.operator(), left.expression, right.expression, binary.span());
        boolean cut = whole && binary.operator() == Operator.DIVIDE;
        boolean natural = left.natural && right.natural && binary.operator() != Operator.SUBTRACT;
        return checked(cut ? call("int", same) : same, size + (cut ? 2 : 0), whole, natural);
    }

    /** Java's remainder has the sign of the dividend, that of the notation the sign of the divisor. */
    private Typed remainder(Expression.Binary binary, Typed left, Typed right) {
        Span span = binary.span();
        if (left.natural && right.natural) {
            Expression same = new Expression.Binary(Operator.MODULO, left.expression, right.expression, span);
            return checked(same, left.size + right.size + 1, left.whole && right.whole, true);
        }
        Expression size = new Expression.Binary(
                Operator.MODULO, call("abs", left.expression), call("abs", right.expression), span);
        Expression rises = new Expression.Comparison(
                left.expression,
                List.of(new Expression.Comparison.Step(Operator.AT_LEAST, Expression.number(0))),
                span);
        Expression negative = new Expression.Unary(Operator.NEGATE, size, span);
        Expression signed = new Expression.Conditional(rises, size, negative, span);
        return checked(signed, 3 * left.size + 2 * right.size + 12, left.whole && right.whole);
    }

    private Typed chain(Chain chain) {
        if (!(chain.head() instanceof Expression.Name name)
                || chain.links().size() != 1
                || !(chain.links().get(0) instanceof Arguments arguments)) {
            return new Typed(chain, 1, false);
        }
        long size = 2;
        boolean whole = true;
        List<Argument> typed = new ArrayList<>();
        for (Argument argument : arguments.arguments()) {
            Typed value = typed(argument.value());
            size += value.size;
            whole &= value.whole;
            typed.add(new Argument(argument.name(), value.expression, argument.span()));
        }
        Expression same = new Chain(name, List.of(new Arguments(typed, arguments.span())), chain.span());
        return checked(same, size, name.id().equals("int") || KEEPS_WHOLE.contains(name.id()) && whole);
    }
}
