package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.NotationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arguments in a dictionary: {@code StepLR(optimizer, **settings)}. */
final class Starred {

    private static final String STARS = "**";
    private static final int LONGEST = 100_000;

    /** How many characters are read as quickly as one expression is looked at. */
    private static final int CHARACTERS_OF_WORK = 20;

    private Starred() {}

    /** Whether an argument stands for keywords. */
    static boolean isKeywords(Expression argument) {
        return argument instanceof Expression.Opaque opaque && opaque.text().startsWith(STARS);
    }

    /** The keywords of an argument with two stars, and what they stand for. */
    static Map<String, Scope.Term> entries(Scope scope, Expression argument, int line) {
        String text = ((Expression.Opaque) argument).text().substring(STARS.length());
        Scope.Term whole = scope.resolved(new Scope.Term(written(scope, argument, text), line));
        List<Map.Entry<Expression, Expression>> entries = Items.entries(whole.expression());
        if (entries == null) {
            return answered(scope, argument, whole);
        }
        Map<String, Scope.Term> terms = new LinkedHashMap<>();
        for (Map.Entry<Expression, Expression> entry : entries) {
            if (!(entry.getKey() instanceof Expression.Str name)) {
                throw unknown(scope, argument);
            }
            terms.put(name.value(), new Scope.Term(entry.getValue(), whole.line()));
        }
        return terms;
    }

    /** The keywords that a framework's own function answers. */
    private static Map<String, Scope.Term> answered(Scope scope, Expression argument, Scope.Term whole) {
        Call call = whole.expression() instanceof Chain chain ? Call.of(scope, chain, whole.line(), null) : null;
        Map<String, Value> settings = call == null ? null : call.entry().settings(call);
        if (settings == null) {
            throw unknown(scope, argument);
        }
        Map<String, Scope.Term> terms = new LinkedHashMap<>();
        settings.forEach((name, value) -> terms.put(name, value.term()));
        return terms;
    }

    private static Expression written(Scope scope, Expression argument, String text) {
        int start = argument.span().start();
        boolean placed = start > 0 && scope.text().startsWith(STARS + text, start);
        // so that what is wrong in it is shown where it stands
        String piece = placed ? "(" + " ".repeat(start + STARS.length() - 1) + text + ")" : text;
        scope.charge(argument.span(), piece.length() / CHARACTERS_OF_WORK);
        Expression written = text.length() > LONGEST ? null : Comprehensions.parsed(piece);
        if (written == null) {
            throw unknown(scope, argument);
        }
        return written;
    }

    private static NotationException unknown(Scope scope, Expression argument) {
        return scope.error(
                argument.span(),
                "which arguments these are is not known: write them as name=value, or assign them above");
    }
}
