package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Operator;
import dev.anneal.notation.Span;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON and YAML as trees of the notation, whose places are those in the text. */
final class Trees {

    /** The beginning of YAML: a key, alone on its line or before a value. Some of Python's statements end in a colon, too. */
    private static final Pattern KEY = Pattern.compile(
            "(?!(?:try|else|finally|lambda)\\b)(?:-[ \\t]+)?[\"']?" + "[A-Za-z_][\\w./-]*[\"']?[ \\t]*:(?:[ \\t].*)?");

    private static final Pattern NOTHING = Pattern.compile("[ \\t\\uFEFF]*+(?:#.*|---.*|%.*)?");

    /** A dialect's name before the bracket that opens a tree. */
    private static final Pattern PREFIX = Pattern.compile("\\s*([a-z][a-z0-9]*)\\.(?=[{\\[])");

    /** A text in quotes, or a comment as JSON with comments has them. */
    private static final Pattern COMMENT = Pattern.compile(
            "\"(?:[^\"\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\n]|\\\\.)*+'|//[^\n]*+|/\\*[^*]*+(?:\\*(?!/)[^*]*+)*+\\*/");

    private static final Set<String> NUMBERS = Set.of("NaN", "Infinity", "nan", "inf");

    private Trees() {}

    /** The dialect's name before a tree, or null. */
    static @Nullable String prefix(String text) {
        Matcher matcher = PREFIX.matcher(text);
        return matcher.lookingAt() ? matcher.group(1) : null;
    }

    /** The same text, as long, without what stands before the tree. */
    static String withoutPrefix(String text) {
        Matcher matcher = PREFIX.matcher(text);
        return matcher.lookingAt() ? " ".repeat(matcher.end()) + text.substring(matcher.end()) : text;
    }

    /** Whether a text begins with the bracket of a dictionary or a list. */
    static boolean isBracketed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c) && c != '\uFEFF') {
                return c == '{' || c == '[';
            }
        }
        return false;
    }

    /** Whether the first line that says something begins with a key. */
    static boolean looksLikeYaml(String text) {
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            String line = text.substring(from, end < 0 ? text.length() : end);
            if (!NOTHING.matcher(line.stripTrailing()).matches()) {
                return KEY.matcher(line.stripTrailing()).matches();
            }
            from = end < 0 ? text.length() : end + 1;
        }
        return false;
    }

    /** What a text in brackets says: JSON, Python's dictionaries, or YAML, whose words need no quotes. */
    static Expression bracketed(String text) {
        try {
            return uncommented(text);
        } catch (NotationException problem) {
            String bare = COMMENT.matcher(text).replaceAll(Trees::blank);
            if (bare.equals(text)) {
                throw problem;
            }
            return uncommented(bare);
        }
    }

    /** As many spaces as a comment is long, so that all places stay. */
    private static String blank(MatchResult found) {
        String text = found.group();
        return Matcher.quoteReplacement(text.startsWith("/") ? text.replaceAll("[^\n]", " ") : text);
    }

    private static Expression uncommented(String text) {
        Expression tree = null;
        NotationException problem = null;
        try {
            tree = Expression.parse(text);
        } catch (NotationException e) {
            problem = e;
        }
        if (tree == null || !isData(tree)) {
            try {
                tree = new Yaml(text).tree();
            } catch (NotationException e) {
                if (tree == null && problem != null) {
                    throw problem;
                }
            }
        }
        Expression read = Objects.requireNonNull(tree);
        requireKeysOnce(text, read);
        return read;
    }

    private static boolean isData(Expression tree) {
        if (tree instanceof Expression.DictOf dict) {
            return dict.entries().stream().allMatch(entry -> isData(entry.key()) && isData(entry.value()));
        }
        if (tree instanceof Expression.Unary unary) {
            return unary.operator() == Operator.NEGATE && isData(unary.operand());
        }
        if (tree instanceof Expression.Name name) {
            return NUMBERS.contains(name.id());
        }
        return tree instanceof Expression.ListOf list
                ? list.items().stream().allMatch(Trees::isData)
                : tree instanceof Expression.Num
                        || tree instanceof Expression.Str
                        || tree instanceof Expression.Constant;
    }

    private static void requireKeysOnce(String text, Expression tree) {
        if (tree instanceof Expression.DictOf dict) {
            Set<Expression> keys = new HashSet<>();
            for (Expression.DictOf.Entry entry : dict.entries()) {
                requireNew(text, keys, entry.key());
                requireKeysOnce(text, entry.value());
            }
        } else if (tree instanceof Expression.ListOf list) {
            list.items().forEach(item -> requireKeysOnce(text, item));
        }
    }

    /** A key may stand once in its dictionary. */
    static void requireNew(String text, Set<Expression> keys, Expression key) {
        if (!keys.add(key)) {
            Span span = key.span();
            throw NotationException.at(text, span, "the key " + key + " stands twice");
        }
    }
}
