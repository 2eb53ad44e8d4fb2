package dev.anneal.notation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Trees of every kind of node, from a seed. */
final class RandomExpressions {
    private static final Span SPAN = Span.NONE;
    private static final List<Operator> OPERATORS = List.of(Operator.values());
    private static final List<Expression.Constant.Kind> KINDS = List.of(Expression.Constant.Kind.values());

    private final Random random;

    RandomExpressions(long seed) {
        random = new Random(seed);
    }

    Expression next(int depth) {
        if (depth == 0) {
            return leaf();
        }
        return switch (random.nextInt(11)) {
            case 0 -> new Expression.ListOf(many(0, () -> next(depth - 1)), SPAN);
            case 1 -> new Expression.TupleOf(many(0, () -> next(depth - 1)), SPAN);
            case 2 ->
                new Expression.DictOf(
                        many(0, () -> new Expression.DictOf.Entry(next(depth - 1), next(depth - 1))), SPAN);
            case 3 -> new Expression.Unary(operator(Operator.Form.PREFIX), next(depth - 1), SPAN);
            case 4, 5 ->
                new Expression.Binary(operator(Operator.Form.ARITHMETIC), next(depth - 1), next(depth - 1), SPAN);
            case 6 -> new Expression.Logical(operator(Operator.Form.LOGICAL), next(depth - 1), next(depth - 1), SPAN);
            case 7 -> new Expression.Comparison(next(depth - 1), many(1, () -> step(depth)), SPAN);
            case 8 -> new Expression.Conditional(next(depth - 1), next(depth - 1), next(depth - 1), SPAN);
            case 9 ->
                new Expression.Lambda(List.of("t", "été", "_x1").subList(0, random.nextInt(4)), next(depth - 1), SPAN);
            default -> new Expression.Chain(next(depth - 1), many(1, () -> link(depth)), SPAN);
        };
    }

    private Expression.Comparison.Step step(int depth) {
        return new Expression.Comparison.Step(operator(Operator.Form.COMPARISON), next(depth - 1));
    }

    private Expression.Link link(int depth) {
        return switch (random.nextInt(3)) {
            case 0 -> new Expression.Attribute("then", SPAN);
            case 1 -> new Expression.Index(next(depth - 1), SPAN);
            default -> new Expression.Arguments(arguments(depth), SPAN);
        };
    }

    private List<Expression.Argument> arguments(int depth) {
        List<Expression.Argument> arguments = many(0, () -> new Expression.Argument(null, next(depth - 1), SPAN));
        List<Expression.Argument> all = new ArrayList<>(arguments);
        for (String keyword : List.of("gamma", "total_iters").subList(0, random.nextInt(3))) {
            all.add(new Expression.Argument(keyword, next(depth - 1), SPAN));
        }
        return all;
    }

    private Expression leaf() {
        return switch (random.nextInt(5)) {
            case 0 -> new Expression.Num(Math.abs(random.nextLong() >> random.nextInt(64)), true, SPAN);
            case 1 -> new Expression.Num(number(), false, SPAN);
            case 2 -> new Expression.Str(string(), SPAN);
            case 3 -> new Expression.Constant(KINDS.get(random.nextInt(3)), SPAN);
            default -> new Expression.Name("n" + random.nextInt(100), SPAN);
        };
    }

    private double number() {
        double number = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
        return Double.isFinite(number) && random.nextBoolean() ? number : random.nextInt(1000) / 8.0;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            string.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT + 1));
        }
        return string.append(random.nextInt(20) == 0 ? "\ud800" : "").toString();
    }

    private Operator operator(Operator.Form form) {
        while (true) {
            Operator operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
            if (operator.is(form)) {
                return operator;
            }
        }
    }

    private <T> List<T> many(int least, Supplier<T> item) {
        List<T> items = new ArrayList<>();
        for (int i = least + random.nextInt(3); i > 0; i--) {
            items.add(item.get());
        }
        return items;
    }
}
