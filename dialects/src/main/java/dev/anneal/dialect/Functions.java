package dev.anneal.dialect;

import dev.anneal.dialect.Scope.Term;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Nearest;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.NumericFunction;
import dev.anneal.notation.Operator;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes functions of numbers of a text's lambdas: its names become numbers, its own functions are put in. */
final class Functions {

    /** In the place of a line: the argument is looked up where the call is. */
    static final int AT_THE_CALL = -1;

    private static final String TOO_LARGE = "this function is too large once what it calls is put in";
    private static final int HIGHEST = 350;
    private static final int MOST_NODES = 100_000;
    private static final int MOST_ITEMS = 1_000;
    private static final int MOST_POINTS = 100;

    private final Scope scope;
    private final boolean java;
    private int nodes;
    private int height;

    private Functions(Scope scope, boolean java) {
        this.scope = scope;
        this.java = java;
    }

    /** What parameters stand for, and as of which line other names are looked up. */
    private record Names(Map<String, Expression> bound, int line) {}

    /**
     * The function of so many numbers that a lambda is; other parameters have their defaults. One of Java's takes whole
     * numbers, which are counted from an origin on; that of Python is NaN.
     */
    static NumericFunction of(Scope scope, Term function, int count, double origin) {
        Expression.Lambda lambda = (Expression.Lambda) function.expression();
        boolean java = !Double.isNaN(origin);
        Functions functions = new Functions(scope, java);
        List<@Nullable Term> defaults = scope.defaults(lambda);
        Map<String, Expression> bound = new HashMap<>();
        for (int i = 0; i < lambda.parameters().size(); i++) {
            String name = lambda.parameters().get(i);
            Term otherwise = i < count || i >= defaults.size() ? null : defaults.get(i);
            bound.put(
                    name,
                    otherwise == null
                            ? parameter(new Expression.Name(name, lambda.span()), origin)
                            : functions.closed(otherwise.expression(), new Names(Map.of(), otherwise.line())));
        }
        Expression body = functions.closed(lambda.body(), new Names(bound, scope.seenFrom(function.line())));
        List<String> parameters = lambda.parameters().subList(0, count);
        if (Size.of(body, MOST_NODES).nodes() > MOST_NODES) {
            throw scope.error(lambda.span(), TOO_LARGE);
        }
        if (java) {
            body = new Whole(scope, parameters).divided(body);
        }
        return NumericFunction.of(scope.text(), new Expression.Lambda(parameters, body, lambda.span()), name -> null);
    }

    private static Expression parameter(Expression name, double origin) {
        return Double.isNaN(origin) || origin == 0
                ? name
                : new Expression.Binary(Operator.ADD, Expression.number(origin), name, name.span());
    }

    /** How many parameters must be given. */
    static int required(Scope scope, Expression.Lambda lambda) {
        List<@Nullable Term> defaults = scope.defaults(lambda);
        int required = lambda.parameters().size();
        while (required > 0 && required <= defaults.size() && defaults.get(required - 1) != null) {
            required--;
        }
        return required;
    }

    /** The text's own function of that name, or null. */
    static @Nullable Term named(Scope scope, String path, int line) {
        if (!scope.isAssigned(path)) {
            return null;
        }
        Term meant = scope.value(path, line);
        return meant != null && meant.expression() instanceof Expression.Lambda ? meant : null;
    }

    /** The arguments of a call of one of the text's own functions, by its parameters. */
    static Map<String, Term> bound(Scope scope, Chain call, Expression.Lambda own, Arguments arguments) {
        Map<String, Term> bound = new LinkedHashMap<>();
        List<String> parameters = own.parameters();
        int position = 0;
        for (Argument argument : arguments.arguments()) {
            String name = argument.name();
            if (name == null && position < parameters.size()) {
                name = parameters.get(position++);
            }
            if (name == null || !parameters.contains(name) || bound.containsKey(name)) {
                throw scope.error(argument.span(), "the function has no such parameter: it takes " + parameters);
            }
            bound.put(name, new Term(argument.value(), AT_THE_CALL));
        }
        List<@Nullable Term> defaults = scope.defaults(own);
        for (int i = 0; i < parameters.size(); i++) {
            Term otherwise = i < defaults.size() ? defaults.get(i) : null;
            if (!bound.containsKey(parameters.get(i)) && otherwise == null) {
                throw scope.error(call.span(), "the function needs " + parameters.get(i) + ": it takes " + parameters);
            }
            if (otherwise != null) {
                bound.putIfAbsent(parameters.get(i), otherwise);
            }
        }
        return bound;
    }

    static List<Expression> values(Scope scope, Arguments arguments) {
        List<Expression> values = new ArrayList<>();
        for (Argument argument : arguments.arguments()) {
            if (argument.name() == null || argument.name().equals("value") && values.isEmpty()) {
                values.add(argument.value());
            } else if (!Set.of("dtype", "shape", "name").contains(argument.name())) {
                throw scope.error(argument.span(), "functions of numbers take no keywords here");
            }
        }
        return values;
    }

    /** The same expression with numbers and other expressions in the place of names. */
    private Expression closed(Expression e, Names names) {
        scope.enter(e.span());
        height++;
        if (height > HIGHEST || ++nodes > MOST_NODES) {
            throw scope.error(e.span(), TOO_LARGE);
        }
        try {
            return rebuilt(e, names);
        } finally {
            height--;
            scope.leave();
        }
    }

    private Expression rebuilt(Expression e, Names names) {
        if (e instanceof Expression.Name name) {
            Expression own = names.bound.get(name.id());
            return own == null ? free(name, name.id(), names) : counted(own);
        } else if (e instanceof Expression.Unary unary) {
            return new Expression.Unary(unary.operator(), closed(unary.operand(), names), e.span());
        } else if (e instanceof Expression.Binary binary) {
            Expression left = closed(binary.left(), names);
            return new Expression.Binary(binary.operator(), left, closed(binary.right(), names), e.span());
        } else if (e instanceof Expression.Logical logical) {
            Expression left = closed(logical.left(), names);
            return new Expression.Logical(logical.operator(), left, closed(logical.right(), names), e.span());
        } else if (e instanceof Expression.Conditional choice) {
            Expression condition = closed(choice.condition(), names);
            Expression then = closed(choice.then(), names);
            return new Expression.Conditional(condition, then, closed(choice.otherwise(), names), e.span());
        } else if (e instanceof Expression.Comparison comparison) {
            List<Expression.Comparison.Step> steps = new ArrayList<>();
            for (Expression.Comparison.Step step : comparison.rest()) {
                steps.add(new Expression.Comparison.Step(step.operator(), closed(step.operand(), names)));
            }
            return new Expression.Comparison(closed(comparison.first(), names), steps, e.span());
        } else if (e instanceof Expression.ListOf list) {
            return new Expression.ListOf(all(list.items(), names), e.span());
        } else if (e instanceof Expression.TupleOf tuple) {
            return new Expression.TupleOf(all(tuple.items(), names), e.span());
        }
        return e instanceof Chain chain ? chain(chain, names) : e;
    }

    /** An argument that is put in counts as often as it is. */
    private Expression counted(Expression argument) {
        Size size = Size.of(argument, MOST_NODES);
        nodes += size.nodes();
        if (nodes > MOST_NODES || height + size.height() > HIGHEST) {
            throw scope.error(argument.span(), TOO_LARGE);
        }
        scope.charge(argument.span(), size.nodes());
        return argument;
    }

    private List<Expression> all(List<Expression> items, Names names) {
        List<Expression> closed = new ArrayList<>();
        for (Expression item : items) {
            closed.add(closed(item, names));
        }
        return closed;
    }

    private Expression chain(Chain chain, Names names) {
        Expression bare = Mathematics.withoutConversion(chain);
        if (bare != chain) {
            return closed(bare, names);
        }
        Expression item = item(chain, names);
        if (item != null) {
            return item;
        }
        String path = Registry.path(chain);
        Arguments arguments = Registry.arguments(chain);
        Term meant = scope.resolved(new Term(chain, names.line));
        if (meant.expression() != chain) {
            return closed(meant.expression(), new Names(Map.of(), meant.line()));
        }
        if (path == null || arguments == null || chain.links().get(chain.links().size() - 1) != arguments) {
            String keys = path == null ? Numbers.keys(chain) : path;
            if (keys == null || arguments != null) {
                throw scope.error(chain.span(), "this is no number, or not one that can be read");
            }
            return free(chain, keys, names);
        }
        Term own = names.bound.containsKey(path) ? null : named(scope, path, names.line);
        if (own != null) {
            return inlined(chain, own, arguments, names);
        }
        return known(chain, Mathematics.plain(scope, path), arguments, names);
    }

    /** The item that {@code list[index]} takes, where the index depends on a parameter; null if it is something else. */
    private @Nullable Expression item(Chain chain, Names names) {
        if (chain.links().size() != 1
                || !(chain.links().get(0) instanceof Expression.Index index)
                || index.index() instanceof Expression.Str
                || chain.head() instanceof Expression.Name name && names.bound.containsKey(name.id())) {
            return null;
        }
        Term held = scope.resolved(new Term(chain.head(), names.line));
        List<Expression> items = Items.list(scope, held);
        if (items == null || items.isEmpty()) {
            return null;
        }
        if (items.size() > MOST_ITEMS) {
            throw scope.error(chain.span(), "a list in a function may have " + MOST_ITEMS + " items here");
        }
        Expression at = closed(index.index(), names);
        Expression size = Expression.number(items.size());
        // counted from the end below 0, and nothing outside
        Expression place = new Expression.Binary(Operator.MODULO, at, size, chain.span());
        Expression chosen = choice(place, all(items, new Names(Map.of(), held.line())), 0, chain.span());
        List<Expression.Comparison.Step> within = List.of(
                new Expression.Comparison.Step(Operator.AT_MOST, at),
                new Expression.Comparison.Step(Operator.LESS, size));
        Expression inside = new Expression.Comparison(Expression.number(-items.size()), within, chain.span());
        return new Expression.Conditional(inside, chosen, new Expression.Name("nan", chain.span()), chain.span());
    }

    private static Expression choice(Expression place, List<Expression> items, int from, Span span) {
        if (items.size() == 1) {
            return items.get(0);
        }
        int half = items.size() / 2;
        Expression middle = Expression.number(from + half);
        Expression earlier =
                new Expression.Comparison(place, List.of(new Expression.Comparison.Step(Operator.LESS, middle)), span);
        Expression low = choice(place, items.subList(0, half), from, span);
        return new Expression.Conditional(
                earlier, low, choice(place, items.subList(half, items.size()), from + half, span), span);
    }

    /** numpy's lines between points; before the first and after the last it stays level. */
    private Expression interpolated(Expression at, List<Expression> written, Names names) {
        Span span = written.get(0).span();
        List<Double> xs = numbers(written.get(1), names);
        List<Double> ys = numbers(written.get(2), names);
        if (xs.isEmpty() || xs.size() != ys.size()) {
            throw scope.error(written.get(1).span(), "interp needs as many places as values");
        }
        Expression all = Expression.number(ys.get(ys.size() - 1));
        for (int i = xs.size() - 1; i > 0; i--) {
            double slope = (ys.get(i) - ys.get(i - 1)) / (xs.get(i) - xs.get(i - 1));
            Expression from = new Expression.Binary(Operator.SUBTRACT, at, Expression.number(xs.get(i - 1)), span);
            Expression rise = new Expression.Binary(Operator.MULTIPLY, Expression.number(slope), from, span);
            Expression line = new Expression.Binary(Operator.ADD, rise, Expression.number(ys.get(i - 1)), span);
            all = new Expression.Conditional(less(at, xs.get(i), span), line, all, span);
        }
        return new Expression.Conditional(less(at, xs.get(0), span), Expression.number(ys.get(0)), all, span);
    }

    private static Expression less(Expression at, double limit, Span span) {
        List<Expression.Comparison.Step> step =
                List.of(new Expression.Comparison.Step(Operator.LESS, Expression.number(limit)));
        return new Expression.Comparison(at, step, span);
    }

    private List<Double> numbers(Expression list, Names names) {
        Term held = scope.resolved(new Term(list, names.line));
        List<Expression> items = Items.list(scope, held);
        if (items == null || items.size() > MOST_POINTS) {
            throw scope.error(list.span(), "expected a list of at most " + MOST_POINTS + " numbers");
        }
        return items.stream()
                .map(item -> new Numbers(scope, java).of(item, held.line()).value())
                .toList();
    }

    private Expression known(Chain chain, String name, Arguments arguments, Names names) {
        List<Expression> written = values(scope, arguments);
        if (Mathematics.isIdentity(name) && !written.isEmpty()) {
            return closed(written.get(0), names);
        }
        if (name.equals("len")) {
            return Expression.number(
                    new Numbers(scope, false).of(chain, names.line).value());
        }
        if (name.equals("interp") && written.size() == 3) {
            return interpolated(closed(written.get(0), names), written, names);
        }
        List<Expression> values = all(written, names);
        if (java && Whole.rounds(String.valueOf(Registry.path(chain))) && values.size() == 1) {
            return Whole.rounded(values.get(0));
        }
        if (name.equals("where") && values.size() == 3) {
            return new Expression.Conditional(values.get(0), values.get(1), values.get(2), chain.span());
        }
        if (Mathematics.CLIPS.contains(name) && values.size() == 3) {
            Expression lowered = call("min", List.of(values.get(2), values.get(0)), chain.span());
            return call("max", List.of(values.get(1), lowered), chain.span());
        }
        Mathematics.requireKnown(scope, chain, name);
        return call(name, values, chain.span());
    }

    private static Expression call(String name, List<Expression> values, Span span) {
        List<Argument> arguments = values.stream()
                .map(value -> new Argument(null, value, value.span()))
                .toList();
        return new Chain(new Expression.Name(name, span), List.of(new Arguments(arguments, span)), span);
    }

    private Expression inlined(Chain call, Term own, Arguments arguments, Names names) {
        Expression.Lambda function = (Expression.Lambda) own.expression();
        Map<String, Expression> bound = new HashMap<>();
        for (Map.Entry<String, Term> given :
                bound(scope, call, function, arguments).entrySet()) {
            Term term = given.getValue();
            Names from = term.line() == AT_THE_CALL ? names : new Names(Map.of(), term.line());
            bound.put(given.getKey(), closed(term.expression(), from));
        }
        return closed(function.body(), new Names(bound, scope.seenFrom(own.line())));
    }

    /** What a name stands for that is no parameter: a number, or a list. */
    private Expression free(Expression name, String path, Names names) {
        Amount known = scope.amount(path, names.line);
        Amount amount = known == null ? Whole.constant(path) : known;
        if (amount != null) {
            return java ? Whole.number(amount) : Expression.number(amount.value());
        }
        Term meant = scope.isAssigned(path) ? scope.value(path, names.line) : null;
        if (meant != null && Items.literal(meant.expression()) != null) {
            return closed(meant.expression(), new Names(Map.of(), meant.line()));
        }
        NotationException reason = scope.reason(path, names.line);
        if (reason != null) {
            throw reason;
        }
        String plain = Mathematics.plain(scope, path);
        if (Mathematics.CONSTANTS.contains(plain)) {
            return new Expression.Name(plain, name.span());
        }
        throw NotationException.at(
                scope.text(), name.span(), Numbers.unknown(path), Nearest.to(path, names.bound.keySet()));
    }
}
