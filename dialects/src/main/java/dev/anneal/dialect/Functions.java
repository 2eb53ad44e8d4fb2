package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Attribute;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.NumericFunction;
import dev.anneal.notation.Operator;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes functions of numbers of a text's lambdas: its names become numbers, its own functions are put in. */
final class Functions {

    /** What stands before the names of mathematics. */
    private static final List<String> MODULES = List.of(
            "math",
            "np",
            "numpy",
            "tf.math",
            "tf",
            "tensorflow.math",
            "tensorflow",
            "ops",
            "keras.ops",
            "tf.keras.ops",
            "jnp",
            "jax.numpy",
            "torch",
            "Math",
            "StrictMath",
            "FastMath",
            "K",
            "keras.backend",
            "tf.keras.backend");

    /** Other names for functions of the notation. */
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("PI", "pi"),
            Map.entry("E", "e"),
            Map.entry("power", "pow"),
            Map.entry("minimum", "min"),
            Map.entry("maximum", "max"),
            Map.entry("absolute", "abs"),
            Map.entry("fabs", "abs"),
            Map.entry("rint", "round"),
            Map.entry("trunc", "int"),
            Map.entry("fmin", "min"),
            Map.entry("fmax", "max"),
            Map.entry("long", "int"),
            Map.entry("short", "int"),
            Map.entry("byte", "int"),
            Map.entry("toIntExact", "int"));

    /** What makes a tensor of a number, or a number of another kind. */
    private static final Set<String> IDENTITIES = Set.of(
            "tensor",
            "constant",
            "convert_to_tensor",
            "float32",
            "float64",
            "asarray",
            "array",
            "double",
            "Float.valueOf",
            "Double.valueOf",
            "cast",
            "Tensor");

    /** What makes a number of a tensor. */
    private static final Set<String> CONVERSIONS =
            Set.of("numpy", "item", "astype", "float", "tolist", "cpu", "detach");

    private static final int HIGHEST = 350;
    private static final int MOST_NODES = 100_000;

    private final Scope scope;
    private final boolean java;
    private int nodes;

    private Functions(Scope scope, boolean java) {
        this.scope = scope;
        this.java = java;
    }

    /**
     * The function that a lambda is; what it is not told is looked up at the end of the text. One of Java's takes whole
     * numbers, which are counted from an origin on; that of Python is NaN.
     */
    static NumericFunction of(Scope scope, Expression.Lambda lambda, double origin) {
        boolean java = !Double.isNaN(origin);
        Functions functions = new Functions(scope, java);
        Map<String, Expression> parameters = new HashMap<>();
        for (String name : lambda.parameters()) {
            Expression parameter = new Expression.Name(name, lambda.span());
            Expression first = Expression.number(origin);
            parameters.put(
                    name,
                    java && origin != 0
                            ? new Expression.Binary(Operator.ADD, first, parameter, lambda.span())
                            : parameter);
        }
        Expression body = functions.closed(lambda.body(), parameters, 0);
        if (java) {
            body = new Whole(scope, lambda.parameters()).divided(body);
        }
        return NumericFunction.of(
                scope.text(), new Expression.Lambda(lambda.parameters(), body, lambda.span()), name -> null);
    }

    /** A name of mathematics without its module. */
    static String plain(String path) {
        String plain = path;
        int dot = path.lastIndexOf('.');
        if (dot > 0 && MODULES.contains(path.substring(0, dot))) {
            plain = path.substring(dot + 1);
        }
        return SAME.getOrDefault(plain, plain);
    }

    static boolean isIdentity(String plain) {
        return IDENTITIES.contains(plain);
    }

    /** The text's own function of that name, or null. */
    static Expression.@Nullable Lambda named(Scope scope, String path, int line) {
        if (!scope.isAssigned(path)) {
            return null;
        }
        Scope.Term meant = scope.resolved(new Scope.Term(new Expression.Name(path, Span.NONE), line));
        return meant.expression() instanceof Expression.Lambda lambda ? lambda : null;
    }

    static List<Expression> values(Scope scope, Arguments arguments) {
        List<Expression> values = new ArrayList<>();
        for (Argument argument : arguments.arguments()) {
            if (argument.name() == null) {
                values.add(argument.value());
            } else if (!argument.name().equals("dtype")) {
                throw scope.error(argument.span(), "functions of numbers take no keywords here");
            }
        }
        return values;
    }

    /** A chain without a last {@code .numpy()}, {@code .item()} or the like; the same object if it has none. */
    static Expression withoutConversion(Chain chain) {
        int links = chain.links().size();
        boolean converts = links >= 3
                && chain.links().get(links - 1) instanceof Arguments
                && chain.links().get(links - 2) instanceof Attribute attribute
                && CONVERSIONS.contains(attribute.name());
        boolean bare = links == 2
                && !(chain.head() instanceof Expression.Name)
                && chain.links().get(1) instanceof Arguments
                && chain.links().get(0) instanceof Attribute attribute
                && CONVERSIONS.contains(attribute.name());
        if (bare) {
            return chain.head();
        }
        return converts && chain.links().get(links - 3) instanceof Arguments
                ? new Chain(chain.head(), chain.links().subList(0, links - 2), chain.span())
                : chain;
    }

    /** The same expression with numbers and other expressions in the place of names. */
    private Expression closed(Expression e, Map<String, Expression> bound, int height) {
        scope.charge(e.span());
        if (height > HIGHEST || ++nodes > MOST_NODES) {
            throw scope.error(e.span(), "this function is too large once the functions that it calls are put in");
        }
        int deeper = height + 1;
        if (e instanceof Expression.Name name) {
            Expression own = bound.get(name.id());
            return own == null ? free(name, name.id()) : own;
        } else if (e instanceof Expression.Unary unary) {
            return new Expression.Unary(unary.operator(), closed(unary.operand(), bound, deeper), e.span());
        } else if (e instanceof Expression.Binary binary) {
            Expression left = closed(binary.left(), bound, deeper);
            return new Expression.Binary(binary.operator(), left, closed(binary.right(), bound, deeper), e.span());
        } else if (e instanceof Expression.Logical logical) {
            Expression left = closed(logical.left(), bound, deeper);
            return new Expression.Logical(logical.operator(), left, closed(logical.right(), bound, deeper), e.span());
        } else if (e instanceof Expression.Conditional choice) {
            Expression condition = closed(choice.condition(), bound, deeper);
            Expression then = closed(choice.then(), bound, deeper);
            return new Expression.Conditional(condition, then, closed(choice.otherwise(), bound, deeper), e.span());
        } else if (e instanceof Expression.Comparison comparison) {
            List<Expression.Comparison.Step> steps = new ArrayList<>();
            for (Expression.Comparison.Step step : comparison.rest()) {
                steps.add(new Expression.Comparison.Step(step.operator(), closed(step.operand(), bound, deeper)));
            }
            return new Expression.Comparison(closed(comparison.first(), bound, deeper), steps, e.span());
        } else if (e instanceof Expression.ListOf list) {
            return new Expression.ListOf(all(list.items(), bound, deeper), e.span());
        } else if (e instanceof Expression.TupleOf tuple) {
            return new Expression.TupleOf(all(tuple.items(), bound, deeper), e.span());
        }
        return e instanceof Chain chain ? chain(chain, bound, deeper) : e;
    }

    private List<Expression> all(List<Expression> items, Map<String, Expression> bound, int height) {
        List<Expression> closed = new ArrayList<>();
        for (Expression item : items) {
            closed.add(closed(item, bound, height));
        }
        return closed;
    }

    private Expression chain(Chain chain, Map<String, Expression> bound, int height) {
        Expression bare = withoutConversion(chain);
        if (bare != chain) {
            return closed(bare, bound, height);
        }
        String path = Registry.path(chain);
        Arguments arguments = Registry.arguments(chain);
        if (path == null || arguments == null) {
            Scope.Term meant = scope.resolved(new Scope.Term(chain, Scope.END));
            return meant.expression() != chain
                    ? closed(meant.expression(), Map.of(), height)
                    : path == null ? chain : free(chain, path);
        }
        List<Expression> values = all(values(scope, arguments), bound, height);
        Expression.Lambda own = bound.containsKey(path) ? null : named(scope, path, Scope.END);
        if (own != null) {
            return inlined(chain, own, values, height);
        }
        String name = plain(path);
        if (isIdentity(name) && !values.isEmpty()) {
            return values.get(0);
        }
        if (path.equals("len")) {
            return Expression.number(
                    new Numbers(scope, false).of(chain, Scope.END).value());
        }
        if (java && Whole.rounds(path) && values.size() == 1) {
            return Whole.rounded(values.get(0));
        }
        List<Argument> plain = values.stream()
                .map(value -> new Argument(null, value, value.span()))
                .toList();
        Expression head = name.indexOf('.') < 0
                ? new Expression.Name(name, new Chain(chain.head(), chain.links(), chain.span()).span())
                : null;
        return head == null ? chain : new Chain(head, List.of(new Arguments(plain, arguments.span())), chain.span());
    }

    private Expression inlined(Chain call, Expression.Lambda own, List<Expression> values, int height) {
        if (own.parameters().size() != values.size()) {
            throw scope.error(
                    call.span(), "the function takes " + own.parameters().size() + " arguments, got " + values.size());
        }
        Map<String, Expression> bound = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            bound.put(own.parameters().get(i), values.get(i));
        }
        return closed(own.body(), bound, height);
    }

    /** What a name stands for that is no parameter: a number, else itself. */
    private Expression free(Expression name, String path) {
        Amount known = scope.amount(path, Scope.END);
        Amount amount = known == null ? Whole.constant(path) : known;
        if (amount != null) {
            return java ? Whole.number(amount) : Expression.number(amount.value());
        }
        if (name instanceof Expression.Name && scope.isAssigned(path)) {
            Scope.Term meant = scope.resolved(new Scope.Term(name, Scope.END));
            if (Items.literal(meant.expression()) != null) {
                return closed(meant.expression(), Map.of(), 1);
            }
        }
        String plain = plain(path);
        return Expression.Name.canBe(plain) ? new Expression.Name(plain, name.span()) : name;
    }
}
