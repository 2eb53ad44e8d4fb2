package dev.anneal.notation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts numbers in the place of names, so that an expression means the same without them. Loops rather than streams keep
 * the recursion cheap on the stack.
 *
 * @param parameters the names that stay
 * @param names the numbers of names, or null for those that stay
 */
record Binder(List<String> parameters, Function<String, @Nullable Double> names) {

    Expression bind(Expression expression) {
        if (expression instanceof Expression.Name name) {
            return parameters.contains(name.id()) ? name : number(name, name.id());
        } else if (expression instanceof Expression.Unary unary) {
            return new Expression.Unary(unary.operator(), bind(unary.operand()), unary.span());
        } else if (expression instanceof Expression.Binary binary) {
            return new Expression.Binary(binary.operator(), bind(binary.left()), bind(binary.right()), binary.span());
        } else if (expression instanceof Expression.Logical logical) {
            return new Expression.Logical(
                    logical.operator(), bind(logical.left()), bind(logical.right()), logical.span());
        } else if (expression instanceof Expression.Comparison comparison) {
            List<Expression.Comparison.Step> steps = new ArrayList<>();
            for (Expression.Comparison.Step step : comparison.rest()) {
                steps.add(new Expression.Comparison.Step(step.operator(), bind(step.operand())));
            }
            return new Expression.Comparison(bind(comparison.first()), steps, comparison.span());
        } else if (expression instanceof Expression.Conditional choice) {
            return new Expression.Conditional(
                    bind(choice.condition()), bind(choice.then()), bind(choice.otherwise()), choice.span());
        } else if (expression instanceof Expression.ListOf list) {
            return new Expression.ListOf(bindAll(list.items()), list.span());
        } else if (expression instanceof Expression.TupleOf tuple) {
            return new Expression.TupleOf(bindAll(tuple.items()), tuple.span());
        }
        return expression instanceof Expression.Chain chain ? bind(chain) : expression;
    }

    private Expression bind(Expression.Chain chain) {
        Path path = Path.of(chain);
        if (path == null || path.call() == null) {
            return path == null ? chain : number(chain, path.full());
        }
        List<Expression.Argument> arguments = new ArrayList<>();
        for (Expression.Argument argument : path.call().arguments()) {
            arguments.add(new Expression.Argument(argument.name(), bind(argument.value()), argument.span()));
        }
        List<Expression.Link> links = new ArrayList<>(chain.links());
        links.set(
                links.size() - 1,
                new Expression.Arguments(arguments, path.call().span()));
        return new Expression.Chain(chain.head(), links, chain.span());
    }

    private List<Expression> bindAll(List<Expression> expressions) {
        List<Expression> bound = new ArrayList<>();
        for (Expression expression : expressions) {
            bound.add(bind(expression));
        }
        return bound;
    }

    private Expression number(Expression name, String path) {
        Double value = names.apply(path);
        return value == null ? name : Expression.number(value);
    }
}
