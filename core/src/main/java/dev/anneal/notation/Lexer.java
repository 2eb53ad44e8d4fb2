package dev.anneal.notation;

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

    private final String text;
    private int brackets;
    private int previousEnd;
    private int start;
    private int end;
    private Kind kind = Kind.NEWLINE;
    private String word = "";

    Lexer(String text) {
        this.text = text;
        this.end = text.startsWith("\uFEFF") ? 1 : 0;
        advance();
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
        if (lineEnd >= 0 && brackets == 0 && kind != Kind.NEWLINE && !continues(at)) {
            set(Kind.NEWLINE, lineEnd, at, "");
        } else {
            read(at);
        }
    }

    /** The index after the blank, the comment, the line end or the continued line that stands at an index. */
    private int skip(int at) {
        if (at == text.length()) {
            return at;
        }
        char c = text.charAt(at);
        if (c == '#') {
            int to = at;
            while (to < text.length() && !isLineEnd(text.charAt(to))) {
                to++;
            }
            return to;
        }
        if (c == '\\') {
            int to = at + 1;
            if (text.startsWith("\r\n", to)) {
                return to + 2;
            }
            return to < text.length() && isLineEnd(text.charAt(to)) ? to + 1 : at;
        }
        return isLineEnd(c) || Character.isWhitespace(c) || Character.isSpaceChar(c) ? at + 1 : at;
    }

    /** Whether the line at an index goes on with the one before, because it begins with a dot. */
    private boolean continues(int at) {
        return text.startsWith(".", at) && !(at + 1 < text.length() && isDigit(text.charAt(at + 1)));
    }

    private void read(int at) {
        if (at == text.length()) {
            set(Kind.END, at, at, "");
            return;
        }
        char c = text.charAt(at);
        if (Words.startsName(text.codePointAt(at))) {
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
            kind = Kind.SYMBOL;
        }
    }

    private void readSymbol(int at) {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                set(Kind.SYMBOL, at, at + symbol.length(), symbol);
                brackets += "([{".contains(symbol) ? 1 : ")]}".contains(symbol) && brackets > 0 ? -1 : 0;
                return;
            }
        }
        throw Mistakes.strayCharacter(text, at);
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
