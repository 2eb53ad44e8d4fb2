package dev.anneal.dialect;

import dev.anneal.notation.Arithmetic;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Operator;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The arithmetic of a text, with its names, which also keeps whole numbers apart. */
final class Numbers {

    private static final Set<String> WHOLE = Set.of("int", "floor", "ceil", "len");
    private static final Set<String> KEEPS_WHOLE = Set.of("min", "max", "abs");
    private static final int DEEPEST_CALLS = 40;

    private final Scope scope;
    private final boolean java;
    private final Map<String, Amount> locals;
    private final int calls;

    Numbers(Scope scope, boolean java) {
        this(scope, java, Map.of(), 0);
    }

    private Numbers(Scope scope, boolean java, Map<String, Amount> locals, int calls) {
        this.scope = scope;
        this.java = java;
        this.locals = locals;
        this.calls = calls;
    }

    /** The number that an expression says as of a line. */
    Amount of(Expression expression, int line) {
        scope.charge(expression.span());
        if (expression instanceof Expression.Num number) {
            return new Amount(number.value(), number.integral());
        }
        if (expression instanceof Expression.Name name) {
            return named(name, name.id(), line);
        }
        if (expression instanceof Expression.Unary unary) {
            Amount operand = of(unary.operand(), line);
            return switch (unary.operator()) {
                case NEGATE -> new Amount(-operand.value(), operand.integral());
                case PLUS -> operand;
                default -> truth(operand.value() == 0);
            };
        }
        if (expression instanceof Expression.Binary binary) {
            return binary(binary, of(binary.left(), line), of(binary.right(), line));
        }
        if (expression instanceof Expression.Conditional choice) {
            return of(of(choice.condition(), line).value() != 0 ? choice.then() : choice.otherwise(), line);
        }
        if (expression instanceof Expression.Logical logical) {
            Amount left = of(logical.left(), line);
            return left.value() != 0 == (logical.operator() == Operator.OR) ? left : of(logical.right(), line);
        }
        if (expression instanceof Expression.Comparison comparison) {
            return comparison(comparison, line);
        }
        if (expression instanceof Chain chain) {
            return chain(chain, line);
        }
        return new Amount(Arithmetic.evaluate(scope.text(), expression, name -> null), true);
    }

    private static Amount truth(boolean holds) {
        return new Amount(holds ? 1 : 0, true);
    }

    private Amount named(Expression expression, String name, int line) {
        Amount local = locals.get(name);
        Amount amount = local == null ? scope.amount(name, line) : local;
        if (amount != null) {
            return amount;
        }
        if (expression instanceof Expression.Name && scope.isAssigned(name)) {
            Scope.Term meant = scope.resolved(new Scope.Term(expression, line));
            if (!meant.expression().equals(expression)) {
                return of(meant.expression(), meant.line());
            }
        }
        Amount constant = Whole.constant(name);
        if (constant != null) {
            return constant;
        }
        String plain = Functions.plain(name);
        try {
            return new Amount(
                    Arithmetic.evaluate(scope.text(), new Expression.Name(plain, expression.span()), n -> null), false);
        } catch (IllegalArgumentException e) {
            String own = name.substring(name.lastIndexOf('.') + 1);
            throw scope.error(
                    expression.span(),
                    "'" + name + "' is not known: assign it in the text, or give --context " + own + "=NUMBER");
        }
    }

    private Amount binary(Expression.Binary binary, Amount left, Amount right) {
        boolean whole = left.integral() && right.integral();
        boolean divides =
                Set.of(Operator.DIVIDE, Operator.FLOOR_DIVIDE, Operator.MODULO).contains(binary.operator());
        if (divides && right.value() == 0) {
            throw scope.error(binary.span(), "division by zero");
        }
        double value = Arithmetic.apply(binary.operator(), left.value(), right.value());
        if (java && whole && binary.operator() == Operator.DIVIDE) {
            return new Amount((double) (long) value, true);
        }
        if (java && binary.operator() == Operator.MODULO) {
            return new Amount(left.value() % right.value(), whole);
        }
        boolean stays =
                binary.operator() != Operator.DIVIDE && (binary.operator() != Operator.POWER || right.value() >= 0);
        return new Amount(value, whole && stays);
    }

    private Amount comparison(Expression.Comparison comparison, int line) {
        Amount left = of(comparison.first(), line);
        for (Expression.Comparison.Step step : comparison.rest()) {
            boolean in = step.operator() == Operator.IN || step.operator() == Operator.NOT_IN;
            List<Expression> items =
                    in ? Items.list(scope, scope.resolved(new Scope.Term(step.operand(), line))) : null;
            if (in && items == null) {
                throw scope.error(step.operand().span(), "expected a list");
            }
            Amount right = items == null ? of(step.operand(), line) : left;
            double searched = left.value();
            boolean holds = items == null
                    ? Arithmetic.apply(step.operator(), searched, right.value()) != 0
                    : items.stream().anyMatch(item -> of(item, line).value() == searched)
                            == (step.operator() == Operator.IN);
            if (!holds) {
                return truth(false);
            }
            left = right;
        }
        return truth(true);
    }

    private Amount chain(Chain chain, int line) {
        Scope.Term meant = scope.resolved(new Scope.Term(chain, line));
        if (meant.expression() != chain) {
            return of(meant.expression(), meant.line());
        }
        String path = Registry.path(chain);
        Expression.Arguments arguments = Registry.arguments(chain);
        if (path == null) {
            Expression bare = Functions.withoutConversion(chain);
            if (bare != chain) {
                return of(bare, line);
            }
            throw scope.error(chain.span(), "expected a number");
        }
        if (arguments == null) {
            return named(chain, path, line);
        }
        Expression bare = Functions.withoutConversion(chain);
        return bare == chain ? call(chain, path, arguments, line) : of(bare, line);
    }

    private Amount call(Chain chain, String path, Expression.Arguments arguments, int line) {
        if (path.equals("len") && arguments.arguments().size() == 1) {
            return length(chain, arguments.arguments().get(0).value(), line);
        }
        Expression.Lambda own = Functions.named(scope, path, line);
        List<Amount> amounts = new ArrayList<>();
        for (Expression value : Functions.values(scope, arguments)) {
            List<Expression> items = Items.list(scope, scope.resolved(new Scope.Term(value, line)));
            for (Expression item : items == null ? List.of(value) : items) {
                amounts.add(of(item, line));
            }
        }
        if (own != null) {
            return applied(chain, own, amounts);
        }
        String name = Functions.plain(path);
        if (java && Whole.rounds(path) && amounts.size() == 1) {
            return new Amount(Math.floor(amounts.get(0).value() + 0.5), true);
        }
        if (Functions.isIdentity(name) && amounts.size() == 1) {
            return new Amount(amounts.get(0).value(), false);
        }
        List<Expression.Argument> numbers = amounts.stream()
                .map(a -> new Expression.Argument(null, Expression.number(a.value()), Span.NONE))
                .toList();
        Expression plain = new Chain(
                new Expression.Name(
                        name.substring(name.lastIndexOf('.') + 1), chain.head().span()),
                List.of(new Expression.Arguments(numbers, arguments.span())),
                chain.span());
        double value = Arithmetic.evaluate(scope.text(), plain, n -> null);
        boolean whole = (java ? name.equals("int") : WHOLE.contains(name))
                || !java && name.equals("round") && amounts.size() == 1
                || (KEEPS_WHOLE.contains(name) || !java && name.equals("pow"))
                        && amounts.stream().allMatch(Amount::integral);
        return new Amount(value, whole);
    }

    /** The value of one of the text's own functions. */
    private Amount applied(Chain call, Expression.Lambda function, List<Amount> amounts) {
        if (function.parameters().size() != amounts.size()) {
            throw scope.error(
                    call.span(),
                    "the function takes " + function.parameters().size() + " arguments, got " + amounts.size());
        }
        if (calls >= DEEPEST_CALLS) {
            throw scope.error(call.span(), "functions call each other more than " + DEEPEST_CALLS + " deep");
        }
        Map<String, Amount> bound = new HashMap<>();
        for (int i = 0; i < amounts.size(); i++) {
            bound.put(function.parameters().get(i), amounts.get(i));
        }
        return new Numbers(scope, java, bound, calls + 1).of(function.body(), Scope.END);
    }

    private Amount length(Chain call, Expression of, int line) {
        Scope.Term meant = scope.resolved(new Scope.Term(of, line));
        List<Expression> items = Items.list(scope, meant);
        if (items != null) {
            return new Amount(items.size(), true);
        }
        OptionalDouble steps = scope.horizon().stepsPerEpoch();
        @Nullable
        String name = of instanceof Expression.Name n ? n.id() : of instanceof Chain c ? Registry.path(c) : null;
        String own =
                name == null ? "" : name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (!own.contains("load") && !own.equals("dl") && !own.contains("batches")) {
            throw scope.error(call.span(), "the length of this is not known: write the number");
        }
        if (steps.isEmpty()) {
            throw scope.error(call.span(), "the number of batches of an epoch is not known: give --steps-per-epoch");
        }
        return new Amount(steps.getAsDouble(), true);
    }
}
