package dev.anneal.dialect;

import dev.anneal.notation.Arithmetic;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.NotationException;
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
    private static final int LONGEST_NAME = 200;
    private static final int DEEPEST_CALLS = 40;

    private final Scope scope;
    private final boolean java;
    private final Map<String, Amount> locals;
    private final int calls;

    Numbers(Scope scope, boolean java) {
        this(scope, java, Map.of(), 0);
    }

    private Numbers(Scope scope, boolean java, Map<String, Amount> locals, int calls) {
        this.calls = calls;
        this.scope = scope;
        this.java = java || scope.isJava();
        this.locals = locals;
    }

    /** The number that an expression says as of a line. */
    Amount of(Expression expression, int line) {
        scope.enter(expression.span());
        try {
            return said(expression, line);
        } finally {
            scope.leave();
        }
    }

    private Amount said(Expression expression, int line) {
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
        NotationException reason = scope.reason(name, line);
        if (reason != null) {
            throw reason;
        }
        Amount constant = Whole.constant(name);
        if (constant != null) {
            return constant;
        }
        String plain = Mathematics.plain(scope, name);
        try {
            return new Amount(
                    Arithmetic.evaluate(scope.text(), new Expression.Name(plain, expression.span()), n -> null), false);
        } catch (IllegalArgumentException e) {
            throw scope.error(expression.span(), unknown(name));
        }
    }

    static String unknown(String name) {
        String own = name.substring(name.lastIndexOf('.') + 1);
        String option = switch (name) {
            case "total" -> "--steps, or --epochs and --steps-per-epoch";
            case "epoch" -> "--steps-per-epoch";
            default -> "--context " + own + "=NUMBER";
        };
        return "'" + name + "' is not known: assign it in the text, or give " + option;
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
            Expression bare = Mathematics.withoutConversion(chain);
            if (bare != chain) {
                return of(bare, line);
            }
            String keys = keys(chain);
            if (keys == null) {
                throw scope.error(chain.span(), "this is no number, or not one that can be read");
            }
            return named(chain, keys, line);
        }
        if (arguments == null) {
            return named(chain, path, line);
        }
        Expression bare = Mathematics.withoutConversion(chain);
        return bare == chain ? call(chain, path, arguments, line) : of(bare, line);
    }

    /** The dotted name that attributes and keys in quotes make, or null. */
    static @Nullable String keys(Chain chain) {
        StringBuilder keys = new StringBuilder(chain.head() instanceof Expression.Name head ? head.id() : "");
        for (Expression.Link link : chain.links()) {
            String key = Items.key(link);
            if (key == null || !Expression.Name.canBe(key) || keys.isEmpty() || keys.length() > LONGEST_NAME) {
                return null;
            }
            keys.append('.').append(key);
        }
        return keys.toString();
    }

    private Amount call(Chain chain, String path, Expression.Arguments arguments, int line) {
        if (path.equals("len") && arguments.arguments().size() == 1) {
            return length(chain, arguments.arguments().get(0).value(), line);
        }
        Scope.Term own = Functions.named(scope, path, line);
        if (own != null) {
            return applied(chain, own, arguments, line);
        }
        String name = Mathematics.plain(scope, path);
        List<Expression> values = Functions.values(scope, arguments);
        if (Mathematics.isIdentity(name) && !values.isEmpty()) {
            return new Amount(of(values.get(0), line).value(), false);
        }
        if (java && Whole.rounds(path) && values.size() == 1) {
            return new Amount(Math.floor(of(values.get(0), line).value() + 0.5), true);
        }
        Mathematics.requireKnown(scope, chain, name);
        List<Amount> amounts = new ArrayList<>();
        for (Expression value : values) {
            List<Expression> items = Items.list(scope, scope.resolved(new Scope.Term(value, line)));
            for (Expression item : items == null ? List.of(value) : items) {
                amounts.add(of(item, line));
            }
        }
        List<Expression.Argument> numbers = amounts.stream()
                .map(a -> new Expression.Argument(null, Expression.number(a.value()), Span.NONE))
                .toList();
        Expression plain = new Chain(
                new Expression.Name(name, chain.head().span()),
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
    private Amount applied(Chain call, Scope.Term own, Expression.Arguments arguments, int line) {
        if (calls == DEEPEST_CALLS) {
            throw scope.error(call.span(), "functions call each other more than " + DEEPEST_CALLS + " deep");
        }
        Expression.Lambda function = (Expression.Lambda) own.expression();
        Map<String, Amount> bound = new HashMap<>();
        for (Map.Entry<String, Scope.Term> given :
                Functions.bound(scope, call, function, arguments).entrySet()) {
            Scope.Term term = given.getValue();
            boolean here = term.line() == Functions.AT_THE_CALL;
            Numbers numbers = here ? this : new Numbers(scope, java);
            bound.put(given.getKey(), numbers.of(term.expression(), here ? line : term.line()));
        }
        return new Numbers(scope, java, bound, calls + 1).of(function.body(), scope.seenFrom(own.line()));
    }

    private Amount length(Chain call, Expression of, int line) {
        List<Expression> items = items(of, line);
        if (items != null) {
            return new Amount(items.size(), true);
        }
        String name = of instanceof Expression.Name n ? n.id() : of instanceof Chain c ? keys(c) : null;
        Amount given = name == null ? null : scope.facts().number(name);
        if (given != null) {
            return given;
        }
        String own = name == null ? "" : name.substring(name.lastIndexOf('.') + 1);
        OptionalDouble steps = scope.horizon().stepsPerEpoch();
        if (!isOfBatches(own.toLowerCase(Locale.ROOT))) {
            String asks = own.isEmpty() ? "" : ", or give --context " + own + "=LENGTH";
            throw scope.error(call.span(), "the length of this is not known: write the number" + asks);
        }
        if (steps.isEmpty()) {
            throw scope.error(call.span(), "the number of batches of an epoch is not known: give --steps-per-epoch");
        }
        return new Amount(steps.getAsDouble(), true);
    }

    /** The items of a list; null for what is none, or what nobody knows. */
    private @Nullable List<Expression> items(Expression of, int line) {
        try {
            return Items.list(scope, scope.resolved(new Scope.Term(of, line)));
        } catch (NotationException e) {
            return null;
        }
    }

    /** Whether a name says that batches are counted. */
    private static boolean isOfBatches(String name) {
        return name.contains("load") || name.equals("dl") || name.endsWith("_dl") || name.contains("batches");
    }
}
