package dev.anneal.training;

import dev.anneal.notation.NotationException;
import dev.anneal.notation.Span;

/** Any string as a part of one line of text: a backslash stands before what would end or hide the line. */
final class OneLine {

    private OneLine() {}

    static String of(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        append(out, raw);
        return out.toString();
    }

    static void append(StringBuilder out, String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\\') {
                out.append("\\\\");
            } else if (c == '\n') {
                out.append("\\n");
            } else if (isHidden(raw, i)) {
                out.append("\\u").append(Integer.toHexString(0x10000 + c).substring(1));
            } else {
                out.append(c);
            }
        }
    }

    /** Half of a pair of surrogates, without the other, has no bytes in UTF-8. */
    private static boolean isHidden(String raw, int i) {
        char c = raw.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == raw.length() || !Character.isLowSurrogate(raw.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i == 0 || !Character.isHighSurrogate(raw.charAt(i - 1));
        }
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || c == '\uFEFF';
    }

    /** What stands between two places of a text, read back. */
    static String read(String text, int from, int to) {
        String line = text.substring(from, to);
        if (line.indexOf('\\') < 0) {
            return line;
        }
        StringBuilder raw = new StringBuilder(to - from);
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            if (c != '\\') {
                raw.append(c);
                i++;
            } else if (text.startsWith("\\\\", i) && i + 2 <= to) {
                raw.append('\\');
                i += 2;
            } else if (text.startsWith("\\n", i) && i + 2 <= to) {
                raw.append('\n');
                i += 2;
            } else {
                raw.append(character(text, i, to));
                i += 6;
            }
        }
        return raw.toString();
    }

    private static char character(String text, int at, int to) {
        int end = Math.min(at + 6, to);
        if (!text.substring(at, end).matches("\\\\u[0-9a-f]{4}")) {
            throw NotationException.at(
                    text, new Span(at, end), "a backslash must be followed by a backslash, n, or u and four digits");
        }
        return (char) Integer.parseInt(text.substring(at + 2, end), 16);
    }
}
