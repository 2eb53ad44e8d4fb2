package dev.anneal.notation;

import static dev.anneal.notation.Source.Language.JAVA;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cuts a text into words, one at a time, without keeping them. */
final class Lexer {
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        SYMBOL,
        NEWLINE,
        END
    }

    /** Longer symbols stand before their own beginnings. */
    private static final String[] SYMBOLS = {
        "**", "//", "->", "<=", ">=", "==", "!=", "*=", "+=", "-=", "/=", "(", ")", "[", "]", "{", "}", ",", ":", ".",
        ";", "=", "+", "-", "*", "/", "%", "<", ">"
    };

    /** Python may write two signs, and Java close two brackets in a row. */
    private static final Set<String> NOT_PYTHON = Set.of("++", "--", "::");

    private static final Set<String> NOT_JAVA = Set.of(">>", ":=", "**=", "//=", "@=");
    private static final Map<String, String> IN_JAVA = Map.of("&&", "and", "||", "or");
    private static final Set<String> JAVA_CONSTANTS = Set.of("true", "false", "null");

    /** Longer symbols that only sources have; all of one character are in {@link #SOURCE_CHARACTERS}. */
    private static final String[] SOURCE_SYMBOLS = {
        "**=", "//=", "<<=", ">>=", "...", ":=", "@=", "&=", "|=", "^=", "%=", "<<", ">>", "::", "++", "--"
    };

    private static final String SOURCE_CHARACTERS = "@&|^~?";

    private final String text;
    private final int limit;
    private final Source.@Nullable Language language;
    private int brackets;
    private int previousEnd;
    private int start;
    private int end;
    private Kind kind = Kind.NEWLINE;
    private String word = "";

    Lexer(String text) {
        this(text, new Span(text.startsWith("\uFEFF") ? 1 : 0, text.length()), null);
    }

    /** Cuts a part of a text into the words of the notation (null), or into those of a language. */
    Lexer(String text, Span part, Source.@Nullable Language language) {
        this.text = text;
        this.end = part.start();
        this.limit = part.end();
        this.language = language;
        advance();
    }

    Source.@Nullable Language language() {
        return language;
    }

    /** Whether there is more text after the part that is cut. */
    boolean endsEarly() {
        return limit < text.length();
    }

    Kind kind() {
        return kind;
    }

    /** The name, the reserved word or the symbol at the current place; empty for all else. */
    String word() {
        return word;
    }

    int start() {
        return start;
    }

    /** Where the word before the current one ended. */
    int previousEnd() {
        return previousEnd;
    }

    Span span() {
        return new Span(start, end);
    }

    /** Whether the current word is this symbol or this reserved word. */
    boolean at(String symbol) {
        return word.equals(symbol);
    }

    void advance() {
        previousEnd = end;
        int lineEnd = -1;
        int at = end;
        for (int next = skip(at); next > at; next = skip(at)) {
            if (lineEnd < 0 && isLineEnd(text.charAt(at))) {
                lineEnd = at;
            }
            at = next;
        }
        if (lineEnd >= 0 && brackets == 0 && kind != Kind.NEWLINE && language != JAVA && !continues(at)) {
            set(Kind.NEWLINE, lineEnd, at, "");
        } else {
            read(at);
        }
    }

    /** The index after the blank, the comment, the line end or the continued line that stands at an index. */
    private int skip(int at) {
        if (at >= limit) {
            return at;
        }
        char c = text.charAt(at);
        if (language == JAVA && c == '/') {
            return Math.min(limit, JavaText.comment(text, at));
        }
        if (c == '#' && language != JAVA) {
            int to = at;
            while (to < limit && !isLineEnd(text.charAt(to))) {
                to++;
            }
            return to;
        }
        if (c == '\\' && language != JAVA) {
            int to = at + 1;
            if (text.startsWith("\r\n", to)) {
                return to + 2;
            }
            return to < limit && isLineEnd(text.charAt(to)) ? to + 1 : at;
        }
        return isLineEnd(c) || Character.isWhitespace(c) || Character.isSpaceChar(c) ? at + 1 : at;
    }

    /** Whether the line at an index goes on with the one before, because it begins with a dot. */
    private boolean continues(int at) {
        return text.startsWith(".", at) && !(at + 1 < text.length() && isDigit(text.charAt(at + 1)));
    }

    private void read(int at) {
        if (at >= limit) {
            set(Kind.END, limit, limit, "");
            return;
        }
        char c = text.charAt(at);
        int string = language == null ? -1 : SourceString.end(text, new Span(at, limit), language);
        if (string > 0) {
            set(Kind.STRING, at, string, "");
        } else if (Words.startsName(text.codePointAt(at))) {
            int to = Words.end(text, at);
            set(Kind.NAME, at, to, text.substring(at, to));
        } else if (isDigit(c) || c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
            set(Kind.NUMBER, at, NumberReader.end(text, at), "");
        } else if (c == '"' || c == '\'') {
            set(Kind.STRING, at, StringReader.end(text, at), "");
        } else {
            readSymbol(at);
        }
        if (kind == Kind.NAME && Words.RESERVED.contains(word)) {
            if (language == JAVA && !JAVA_CONSTANTS.contains(word)) {
                throw NotationException.at(text, span(), "'" + word + "' is a reserved word of the notation");
            }
            kind = Kind.SYMBOL;
        }
    }

    private void readSymbol(int at) {
        if (language != null && readSourceSymbol(at)) {
            return;
        }
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                set(Kind.SYMBOL, at, at + symbol.length(), symbol);
                brackets += "([{".contains(symbol) ? 1 : ")]}".contains(symbol) && brackets > 0 ? -1 : 0;
                return;
            }
        }
        throw Mistakes.strayCharacter(text, at);
    }

    private boolean readSourceSymbol(int at) {
        for (String symbol : SOURCE_SYMBOLS) {
            if (text.startsWith(symbol, at) && !(language == JAVA ? NOT_JAVA : NOT_PYTHON).contains(symbol)) {
                set(Kind.SYMBOL, at, at + symbol.length(), symbol);
                return true;
            }
        }
        String two = text.substring(at, Math.min(at + 2, limit));
        String meant = language == JAVA ? IN_JAVA.get(two) : null;
        if (meant == null && language == JAVA && two.startsWith("!") && !two.equals("!=")) {
            set(Kind.SYMBOL, at, at + 1, "not");
            return true;
        } else if (meant != null) {
            set(Kind.SYMBOL, at, at + 2, meant);
            return true;
        } else if (SOURCE_CHARACTERS.indexOf(text.charAt(at)) >= 0) {
            set(Kind.SYMBOL, at, at + 1, text.substring(at, at + 1));
            return true;
        }
        return false;
    }

    private void set(Kind kind, int start, int end, String word) {
        this.kind = kind;
        this.start = start;
        this.end = end;
        this.word = word;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
