package dev.anneal.notation;

/** Reads strings as Python and JSON write them. */
final class StringReader {
    private static final String ESCAPED = "\\'\"/abfnrtv";
    private static final String MEANT = "\\'\"/\u0007\b\f\n\r\t\u000b";

    private StringReader() {}

    /** The index after the closing quote. */
    static int end(String text, int start) {
        char quote = text.charAt(start);
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                return i + 1;
            }
            if (c == '\n' || c == '\r') {
                break;
            }
            if (c == '\\') {
                i += text.startsWith("\r\n", i + 1) ? 2 : 1;
            }
        }
        throw NotationException.at(text, new Span(start, start + 1), "the string is not closed on its line");
    }

    static Expression.Str read(String text, Span span) {
        StringBuilder value = new StringBuilder();
        int last = span.end() - 1;
        for (int i = span.start() + 1; i < last; ) {
            if (text.charAt(i) == '\\') {
                i = escape(text, i, last, value);
            } else {
                value.append(text.charAt(i++));
            }
        }
        return new Expression.Str(value.toString(), span);
    }

    /** What stands between the quotes of a source, where a backslash that escapes nothing is itself. */
    static String lenient(String text, Span inside) {
        StringBuilder value = new StringBuilder();
        for (int i = inside.start(); i < inside.end(); ) {
            char c = text.charAt(i);
            boolean escapes = c == '\\'
                    && i + 1 < inside.end()
                    && (ESCAPED + "\r\nxuU01234567").indexOf(text.charAt(i + 1)) >= 0
                    && text.charAt(i + 1) != '/';
            if (escapes) {
                i = escape(text, i, inside.end(), value);
            } else {
                value.append(c);
                i++;
            }
        }
        return value.toString();
    }

    /** Appends what the escape at an index stands for, and tells where it ends. */
    private static int escape(String text, int at, int last, StringBuilder value) {
        char c = text.charAt(at + 1);
        int simple = ESCAPED.indexOf(c);
        if (simple >= 0) {
            value.append(MEANT.charAt(simple));
            return at + 2;
        }
        return switch (c) {
            case '\n' -> at + 2;
            case '\r' -> text.charAt(at + 2) == '\n' ? at + 3 : at + 2;
            case 'x' -> code(text, at, at + 2, at + 4, last, value);
            case 'u' -> code(text, at, at + 2, at + 6, last, value);
            case 'U' -> code(text, at, at + 2, at + 10, last, value);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(text, at + 1, last, value);
            default -> throw unknown(text, at, at + 2);
        };
    }

    private static int code(String text, int at, int from, int to, int last, StringBuilder value) {
        int code = 0;
        for (int i = from; i < to; i++) {
            int digit = i < last && text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            code = code << 4 | digit;
            if (digit < 0 || code > Character.MAX_CODE_POINT) {
                throw unknown(text, at, Math.min(i + 1, last));
            }
        }
        value.appendCodePoint(code);
        return to;
    }

    private static int octal(String text, int from, int last, StringBuilder value) {
        int code = 0;
        int i = from;
        while (i < last && i < from + 3 && text.charAt(i) >= '0' && text.charAt(i) <= '7') {
            code = code * 8 + text.charAt(i++) - '0';
        }
        value.append((char) code);
        return i;
    }

    private static NotationException unknown(String text, int from, int to) {
        return NotationException.at(text, new Span(from, to), "unknown escape; a backslash is written \\\\");
    }
}
