package dev.anneal.dialect.composer;

import dev.anneal.dialect.ConfigFile;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** OmegaConf's {@code ${key}}: what stands under a key of the same file. */
final class Variables {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\s*([^${}]*?)\\s*}");
    private static final int DEEPEST = 20;
    private static final int LONGEST = 10_000;

    private final ConfigFile file;

    Variables(ConfigFile file) {
        this.file = file;
    }

    /** The value with what its variables stand for. */
    Value in(Value value) {
        return in(value, 0);
    }

    private Value in(Value value, int depth) {
        if (value.isList() && value.expression() instanceof Expression.ListOf list) {
            List<Expression> items = new ArrayList<>();
            value.items().forEach(item -> items.add(in(item, depth).expression()));
            return value.part(new Expression.ListOf(items, list.span()));
        }
        if (!(value.expression() instanceof Expression.Str text)
                || !text.value().contains("${")) {
            return value;
        }
        if (depth == DEEPEST) {
            throw value.refused("not stand for others more than " + DEEPEST + " deep");
        }
        Matcher whole = VARIABLE.matcher(text.value());
        if (whole.matches()) {
            return value.part(in(found(value, whole.group(1)), depth + 1).expression());
        }
        StringBuilder filled = new StringBuilder();
        Matcher each = VARIABLE.matcher(text.value());
        while (each.find()) {
            Value found = in(found(value, each.group(1)), depth + 1);
            each.appendReplacement(filled, Matcher.quoteReplacement(found.isWord() ? found.word() : found.toString()));
            if (filled.length() > LONGEST) {
                throw value.refused("not grow longer than " + LONGEST + " characters");
            }
        }
        each.appendTail(filled);
        return value.part(new Expression.Str(filled.toString(), text.span()));
    }

    /** What a key stands for: in the file, among its variables, or else as the user says. */
    private Value found(Value place, String key) {
        Value found = at(file.root(), key);
        Value variables = file.root().entry("variables");
        found = found == null && variables != null ? at(variables, key) : found;
        if (found != null) {
            return found;
        }
        String name = key.substring(Math.max(key.lastIndexOf('.'), key.lastIndexOf(':')) + 1);
        String fact = Expression.Name.canBe(name) ? file.horizon().fact(name) : null;
        if (fact == null) {
            throw place.refused("be known, and nothing in the file is called " + key
                    + (Expression.Name.canBe(name) ? ": give --context " + name + "=VALUE" : ""));
        }
        Double number = file.horizon().names().get(name);
        return place.part(
                number == null ? new Expression.Str(fact, place.expression().span()) : Expression.number(number));
    }

    private static @Nullable Value at(Value root, String path) {
        Value now = root;
        for (String key : path.split("\\.", 50)) {
            Value next = now.isTable() ? now.entry(key) : null;
            if (next == null) {
                return null;
            }
            now = next;
        }
        return now;
    }
}
