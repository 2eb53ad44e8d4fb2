package dev.anneal.notation;

import java.util.Map;

/** What people write out of habit, and what to write here. */
final class Mistakes {
    private static final int LONGEST_SHOWN = 40;
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("&", "and"),
            Map.entry("|", "or"),
            Map.entry("!", "not"),
            Map.entry("^", "**"),
            Map.entry("?", "a if condition else b"),
            Map.entry("\u2212", "-"),
            Map.entry("\u2013", "-"),
            Map.entry("\u00d7", "*"),
            Map.entry("\u00b7", "*"),
            Map.entry("\u00f7", "/"),
            Map.entry("\u2264", "<="),
            Map.entry("\u2265", ">="),
            Map.entry("\u2260", "!="),
            Map.entry("\u2192", "->"),
            Map.entry("\u221e", "inf"),
            Map.entry("\u2018", "'"),
            Map.entry("\u2019", "'"),
            Map.entry("\u201c", "\""),
            Map.entry("\u201d", "\""));

    private Mistakes() {}

    static NotationException strayCharacter(String text, int at) {
        int codePoint = text.codePointAt(at);
        int end = at + Character.charCount(codePoint);
        String character = text.substring(at, end);
        String shown =
                Character.getType(codePoint) == Character.CONTROL || Character.getType(codePoint) == Character.SURROGATE
                        ? String.format("U+%04X", codePoint)
                        : '\'' + character + '\'';
        String instead = INSTEAD.get(character);
        String hint = instead == null ? "" : "; write " + instead;
        return NotationException.at(text, new Span(at, end), "unexpected character " + shown + hint);
    }

    static NotationException noNumber(String text, Expression found) {
        String what = null;
        if (found instanceof Expression.Str) {
            what = "a string";
        } else if (found instanceof Expression.ListOf || found instanceof Expression.TupleOf) {
            what = "a list";
        } else if (found instanceof Expression.DictOf) {
            what = "a dictionary";
        } else if (found instanceof Expression.Lambda) {
            what = "a lambda";
        } else if (found instanceof Expression.Constant) {
            what = "None";
        } else if (found instanceof Expression.Opaque opaque) {
            what = opaque.kind();
        }
        return NotationException.at(text, found.span(), "expected a number" + (what == null ? "" : ", got " + what));
    }

    static NotationException unexpected(String text, Lexer lexer, String expected) {
        String found = switch (lexer.kind()) {
            case END -> lexer.endsEarly() ? "the end of the line" : "the end of the text";
            case NEWLINE -> "a new line";
            case NUMBER -> "a number";
            case STRING -> "a string";
            case NAME, SYMBOL -> lexer.word().length() > LONGEST_SHOWN ? "a word" : '\'' + lexer.word() + '\'';
        };
        return NotationException.at(text, lexer.span(), "expected " + expected + ", found " + found);
    }
}
