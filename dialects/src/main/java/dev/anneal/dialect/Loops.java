package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Line;
import dev.anneal.notation.NotationException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Loops in a function over a list that is known: their bodies stand one after another. */
final class Loops {

    private static final Pattern HEAD =
            Pattern.compile("for\\s(?<target>[\\w\\s,()]+?)\\sin\\s(?<all>.+):\\s*(#.*)?", Pattern.DOTALL);
    private static final Pattern COUNTED = Pattern.compile("enumerate\\s*\\((?<all>.+)\\)", Pattern.DOTALL);
    private static final int LONGEST = 2_000;
    private static final int MOST_ROUNDS = 100;

    private Loops() {}

    /** What is to be done in place of a loop and after it, or null if nobody knows over what it goes. */
    static Definitions.@Nullable Rest unrolled(Scope scope, Line.Skipped loop, Definitions.Rest after) {
        int end = loop.body().isEmpty() ? 0 : loop.body().get(0).span().start();
        int start = loop.span().start();
        if (end <= start || end - start > LONGEST || end > scope.text().length()) {
            return null;
        }
        Matcher head = HEAD.matcher(scope.text().substring(start, end).strip());
        Expression target =
                head.matches() ? Comprehensions.parsed(head.group("target").strip()) : null;
        List<Expression> items =
                target == null ? null : items(scope, head.group("all").strip());
        if (target == null || items == null || items.size() > MOST_ROUNDS) {
            return null;
        }
        Definitions.Rest rest = after;
        for (int i = items.size() - 1; i >= 0; i--) {
            List<Line> round = new ArrayList<>();
            round.add(new Line.Assignment(List.of(target), "=", items.get(i), loop.span()));
            round.addAll(loop.body());
            rest = new Definitions.Rest(round, 0, rest);
        }
        return rest;
    }

    private static @Nullable List<Expression> items(Scope scope, String written) {
        Matcher counted = COUNTED.matcher(written);
        boolean counts = counted.matches();
        Expression all = Comprehensions.parsed(counts ? counted.group("all").strip() : written);
        try {
            List<Expression> items = all == null ? null : Items.named(scope, all, Scope.END);
            if (items == null || !counts) {
                return items;
            }
            List<Expression> pairs = new ArrayList<>();
            for (Expression item : items) {
                pairs.add(new Expression.TupleOf(List.of(Expression.number(pairs.size()), item), item.span()));
            }
            return pairs;
        } catch (NotationException e) {
            return null;
        }
    }
}
