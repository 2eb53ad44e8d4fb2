package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Expression.Index;
import dev.anneal.notation.Expression.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts expressions in the place of names. What is put in several times is shared, not copied. */
final class Substitution {

    private static final int MOST_NODES = 20_000;
    private static final int HIGHEST = 300;

    private final Scope scope;
    private final Map<String, Expression> locals;

    Substitution(Scope scope, Map<String, Expression> locals) {
        this.scope = scope;
        this.locals = locals;
    }

    /** Refuses a tree that is too large for all that walks it. */
    static void requireSmall(Scope scope, Expression expression) {
        Size size = Size.of(expression, MOST_NODES);
        scope.charge(expression.span(), size.nodes());
        if (size.nodes() > MOST_NODES || size.height() > HIGHEST) {
            throw scope.error(expression.span(), "this function is too large once its own names are put in");
        }
    }

    Expression of(Expression e) {
        if (locals.isEmpty()) {
            return e;
        } else if (e instanceof Expression.Name name) {
            return locals.getOrDefault(name.id(), e);
        } else if (e instanceof Expression.Unary unary) {
            return new Expression.Unary(unary.operator(), of(unary.operand()), e.span());
        } else if (e instanceof Expression.Binary binary) {
            return new Expression.Binary(binary.operator(), of(binary.left()), of(binary.right()), e.span());
        } else if (e instanceof Expression.Logical logical) {
            return new Expression.Logical(logical.operator(), of(logical.left()), of(logical.right()), e.span());
        } else if (e instanceof Expression.Conditional choice) {
            return new Expression.Conditional(
                    of(choice.condition()), of(choice.then()), of(choice.otherwise()), e.span());
        } else if (e instanceof Expression.Comparison comparison) {
            return new Expression.Comparison(
                    of(comparison.first()),
                    comparison.rest().stream()
                            .map(step -> new Expression.Comparison.Step(step.operator(), of(step.operand())))
                            .toList(),
                    e.span());
        } else if (e instanceof Expression.Lambda lambda) {
            Map<String, Expression> outer = new HashMap<>(locals);
            outer.keySet().removeAll(lambda.parameters());
            return new Expression.Lambda(
                    lambda.parameters(), new Substitution(scope, outer).of(lambda.body()), e.span());
        } else if (e instanceof Expression.ListOf list) {
            return new Expression.ListOf(all(list.items()), e.span());
        } else if (e instanceof Expression.TupleOf tuple) {
            return new Expression.TupleOf(all(tuple.items()), e.span());
        }
        return e instanceof Chain chain ? chain(chain) : e;
    }

    private List<Expression> all(List<Expression> items) {
        return items.stream().map(this::of).toList();
    }

    private Expression chain(Chain chain) {
        List<Link> links = new ArrayList<>();
        for (Link link : chain.links()) {
            if (link instanceof Arguments arguments) {
                List<Argument> put = arguments.arguments().stream()
                        .map(a -> new Argument(a.name(), of(a.value()), a.span()))
                        .toList();
                links.add(new Arguments(put, link.span()));
            } else {
                links.add(link instanceof Index index ? new Index(of(index.index()), link.span()) : link);
            }
        }
        return new Chain(of(chain.head()), links, chain.span());
    }
}
