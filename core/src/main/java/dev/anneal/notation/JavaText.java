package dev.anneal.notation;

import java.util.BitSet;

/** A Java text, cut into strings, comments, brackets and other characters. Fences and prompts are blanks in it. */
final class JavaText {
    private final String text;
    private final BitSet unclosed;

    JavaText(String original) {
        this.text = straightened(original);
        OpenBrackets open = new OpenBrackets();
        for (int at = 0; at < text.length(); at = next(at)) {
            open.see(at, text.charAt(at));
        }
        this.unclosed = open.unclosed();
    }

    String text() {
        return text;
    }

    int length() {
        return text.length();
    }

    char at(int at) {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    /** Whether a bracket opens here that is closed somewhere. */
    boolean opens(int at) {
        return "([{".indexOf(at(at)) >= 0 && !unclosed.get(at);
    }

    boolean closes(int at) {
        return ")]}".indexOf(at(at)) >= 0;
    }

    /** The index after the string, the comment, or else the character. */
    int next(int at) {
        char c = text.charAt(at);
        if (c == '/') {
            return Math.max(at + 1, comment(text, at));
        }
        if (c != '"' && c != '\'') {
            return at + 1;
        }
        boolean block = c == '"' && SourceString.isTripled(text, at);
        for (int end = at + (block ? 3 : 1); end < text.length(); end++) {
            char inside = text.charAt(end);
            if (inside == c && (!block || SourceString.isTripled(text, end))) {
                return end + (block ? 3 : 1);
            } else if (inside == '\\' && end + 1 < text.length()) {
                end++;
            } else if (!block && (inside == '\n' || inside == '\r')) {
                return end;
            }
        }
        return text.length();
    }

    /** The first place from an index on where something stands. */
    int skip(int at) {
        int to = at;
        while (to < text.length()) {
            char c = text.charAt(to);
            int after =
                    c == '/' ? comment(text, to) : Character.isWhitespace(c) || Character.isSpaceChar(c) ? to + 1 : to;
            if (after == to) {
                break;
            }
            to = after;
        }
        return to;
    }

    String word(int at) {
        return text.substring(at, Words.end(text, at));
    }

    /** The end of the comment that stands at an index, or the index when there is none. */
    static int comment(String text, int at) {
        if (text.startsWith("/*", at)) {
            int close = text.indexOf("*/", at + 2);
            return close < 0 ? text.length() : close + 2;
        }
        int to = at;
        if (text.startsWith("//", at)) {
            while (to < text.length() && text.charAt(to) != '\n' && text.charAt(to) != '\r') {
                to++;
            }
        }
        return to;
    }

    private static String straightened(String original) {
        StringBuilder straight = new StringBuilder(original);
        for (int start = 0; start < original.length(); ) {
            int end = start;
            while (end < original.length() && original.charAt(end) != '\n' && original.charAt(end) != '\r') {
                end++;
            }
            int at = start;
            while (at < end && (Character.isWhitespace(original.charAt(at)) || original.charAt(at) == '\uFEFF')) {
                at++;
            }
            boolean fence = original.startsWith("```", at) || original.startsWith("~~~", at);
            int prompt = original.startsWith("jshell>", at) ? 7 : original.startsWith("...>", at) ? 4 : 0;
            int to = fence ? end : at + prompt;
            for (int i = start; i < to; i++) {
                straight.setCharAt(i, ' ');
            }
            start = end + 1;
        }
        return straight.toString();
    }
}
