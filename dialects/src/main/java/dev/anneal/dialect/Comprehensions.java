package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Line;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lists of numbers that are made of others: {@code [int(part * steps) for part in (0.5, 0.75)]}. */
final class Comprehensions {

    private static final Pattern WRITTEN = Pattern.compile(
            "[\\[(](?<item>[^\\[\\]{}]+?)\\sfor\\s+(?<name>\\w+)\\s+in\\s(?<all>.+)[\\])]", Pattern.DOTALL);
    private static final Pattern MORE = Pattern.compile("\\s(for|if|async)\\s");
    private static final int LONGEST = 2_000;

    private Comprehensions() {}

    /** The numbers of such a list as of a line, or null if it is none. */
    static @Nullable List<Expression> items(Scope scope, Expression.Opaque list, int line) {
        Matcher written = list.text().length() > LONGEST ? null : WRITTEN.matcher(list.text());
        if (written == null
                || !written.matches()
                || MORE.matcher(written.group("all")).find()) {
            return null;
        }
        Expression item = parsed(written.group("item").strip());
        Expression all = parsed(written.group("all").strip());
        if (item == null || all == null) {
            return null;
        }
        try {
            List<Expression> from = Items.named(scope, all, line);
            List<Expression> items = new ArrayList<>();
            for (Expression one : from == null ? List.<Expression>of() : from) {
                scope.charge(list.span(), 1);
                Expression said = new Substitution(scope, Map.of(written.group("name"), one)).of(item);
                items.add(new Numbers(scope, false).of(said, line).expression(list.span()));
            }
            return from == null ? null : items;
        } catch (NotationException e) {
            // what stands in it has no place of its own that could be shown
            throw scope.error(list.span(), "the items of this list are not known: write their numbers");
        }
    }

    /** The expression that a piece of a text is, or null. Its places are those of the piece. */
    static @Nullable Expression parsed(String piece) {
        try {
            List<Line> lines = Source.parse(piece).lines();
            return lines.size() == 1 && lines.get(0) instanceof Line.Alone alone ? alone.value() : null;
        } catch (NotationException e) {
            return null;
        }
    }
}
