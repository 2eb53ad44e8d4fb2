package dev.anneal.notation;

import java.util.Locale;

/** The strings of sources: with prefixes, and between three quotes. */
final class SourceString {
    private static final String PREFIXES = "rRbBuUfFtT";
    private static final int LONGEST_PREFIX = 2;

    private SourceString() {}

    /** The end of the string that a part begins with, or -1 when it begins with something else. */
    static int end(String text, Span part, Source.Language language) {
        int quote = quote(text, part, language);
        if (quote < 0) {
            return -1;
        }
        boolean tripled = isTripled(text, quote);
        int end = quote + (tripled ? 3 : 1);
        while (end < part.end()) {
            char c = text.charAt(end);
            if (c == text.charAt(quote) && (!tripled || isTripled(text, end))) {
                end += tripled ? 3 : 1;
                if (end <= part.end()) {
                    return end;
                }
            } else if (c == '\\') {
                end += text.startsWith("\r\n", end + 1) ? 3 : 2;
            } else if (!tripled && (c == '\n' || c == '\r')) {
                break;
            } else {
                end++;
            }
        }
        String where = tripled ? "" : " on its line";
        throw NotationException.at(text, new Span(quote, quote + 1), "the string is not closed" + where);
    }

    static boolean isTripled(String text, int quote) {
        char c = text.charAt(quote);
        return text.length() > quote + 2 && text.charAt(quote + 1) == c && text.charAt(quote + 2) == c;
    }

    /** Where the quote stands that opens a string, which may have letters before it; -1 when there is none. */
    private static int quote(String text, Span part, Source.Language language) {
        int at = part.start();
        int most = language == Source.Language.PYTHON ? LONGEST_PREFIX : 0;
        while (at < part.end() && at - part.start() < most && PREFIXES.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < part.end() && (text.charAt(at) == '"' || text.charAt(at) == '\'') ? at : -1;
    }

    /** Reads a string; one with a hole in it, and one of bytes, is not a string of the notation. */
    static Expression read(String text, Span span) {
        int quote = span.start();
        while (text.charAt(quote) != '"' && text.charAt(quote) != '\'') {
            quote++;
        }
        String prefix = text.substring(span.start(), quote).toLowerCase(Locale.ROOT);
        String whole = text.substring(span.start(), span.end());
        if (prefix.contains("f") || prefix.contains("t")) {
            return new Expression.Opaque("a formatted string", whole, span);
        } else if (prefix.contains("b")) {
            return new Expression.Opaque("a string of bytes", whole, span);
        }
        int quotes = isTripled(text, quote) && span.end() - quote >= 6 ? 3 : 1;
        Span inside = new Span(quote + quotes, span.end() - quotes);
        String value = prefix.contains("r")
                ? text.substring(inside.start(), inside.end())
                : StringReader.lenient(text, inside);
        return new Expression.Str(value, span);
    }
}
