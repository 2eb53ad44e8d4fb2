package dev.anneal.notation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cuts a Python text into statements, one at a time, and knows where to go on after one that cannot be read. */
final class PythonLines {
    private static final Set<String> STATEMENTS = Set.of(
            "import", "from", "def", "class", "for", "while", "with", "if", "elif", "try", "except", "finally",
            "return", "del", "assert", "raise", "global", "pass", "async");
    private static final int TAB = 8;

    private final PythonText text;
    private int at;
    private int indent;
    private @Nullable Piece ahead;

    PythonLines(PythonText text) {
        this.text = text;
        this.indent = indent(0);
    }

    /**
     * A statement, or the beginning of one with a body.
     *
     * @param start where it begins
     * @param end where it ends, without blanks and comments after it
     * @param indent how far its line is indented
     * @param unclosed the first bracket in it that is never closed, or -1
     */
    record Piece(int start, int end, int indent, int unclosed) {
        Span span() {
            return new Span(start, end);
        }
    }

    /** The next statement, or null at the end. */
    @Nullable
    Piece peek() {
        if (ahead == null) {
            int start = begin();
            ahead = start < text.length() ? piece(start) : null;
        }
        return ahead;
    }

    void goTo(int place) {
        at = place;
        ahead = null;
        if (place > 0 && text.isLineEnd(place - 1)) {
            indent = indent(place);
        }
    }

    /** Where the next statement is looked for. */
    int place() {
        return at;
    }

    /** Whether, after blanks, a semicolon parts this place from another statement of the same line. */
    boolean goesOn() {
        int next = text.skipBlanks(at);
        while (text.at(next) == ';') {
            next = text.skipBlanks(next + 1);
        }
        return next > text.skipBlanks(at) && next < text.length() && !text.isLineEnd(next) && text.at(next) != '#';
    }

    private int begin() {
        while (at < text.length()) {
            boolean continued = text.at(at) == '\\' && text.isLineEnd(at + 1);
            if (text.isLineEnd(at)) {
                at = text.next(at);
                indent = indent(at);
            } else if (text.isBlank(at) || text.at(at) == '#' || text.at(at) == ';' || continued) {
                at = text.next(at);
            } else {
                break;
            }
        }
        return at;
    }

    private Piece piece(int start) {
        int depth = 0;
        int end = start;
        int unclosed = -1;
        int place = start;
        while (place < text.length()) {
            if (text.isLineEnd(place) && depth == 0) {
                place = continuation(place);
                if (place < 0) {
                    break;
                }
            } else if (text.at(place) == ';' && depth == 0) {
                break;
            }
            if (text.isOpening(place)) {
                unclosed = unclosed < 0 && text.isUnclosed(place) ? place : unclosed;
                depth += text.isUnclosed(place) ? 0 : 1;
            } else if (text.isClosing(place)) {
                depth = Math.max(0, depth - 1);
            }
            boolean nothing = text.isBlank(place) || text.isLineEnd(place) || text.at(place) == '#';
            place = text.next(place);
            end = nothing ? end : place;
        }
        return new Piece(start, end, indent, unclosed);
    }

    /** Where the statement goes on after a line end, because the next line begins with a dot; else -1. */
    private int continuation(int lineEnd) {
        int next = lineEnd;
        while (text.isLineEnd(next) || text.isBlank(next) || text.at(next) == '#') {
            next = text.next(next);
        }
        boolean dot = text.at(next) == '.' && !Lexer.isDigit(text.at(next + 1)) && text.at(next + 1) != '.';
        return dot ? next : -1;
    }

    private int indent(int lineStart) {
        int column = 0;
        for (int i = lineStart; text.isBlank(i); i++) {
            char c = text.at(i);
            column = c == '\f' ? 0 : c == '\t' ? (column / TAB + 1) * TAB : column + 1;
        }
        return column;
    }

    /**
     * Where to go on after a statement that cannot be read: at the next line that is indented no further, and begins
     * with a word that only statements begin with, or with an assignment or a call whose brackets are closed on it and
     * that no comma follows.
     */
    int resume(Piece piece, int limit) {
        int place = piece.start();
        while (place < limit) {
            boolean lineEnd = text.isLineEnd(place);
            place = text.next(place);
            if (lineEnd
                    && place < limit
                    && indent(place) <= piece.indent()
                    && beginsStatement(text.skipBlanks(place))) {
                return place;
            }
        }
        return limit;
    }

    private boolean beginsStatement(int start) {
        int end = text.wordEnd(start);
        if (end == start || !Words.startsName(text.at(start))) {
            return text.at(start) == '@';
        }
        if (STATEMENTS.contains(text.text().substring(start, Math.min(end, start + TAB)))) {
            return true;
        }
        while (text.at(end) == '.' || Words.continuesName(text.at(end))) {
            end++;
        }
        int next = text.skipBlanks(end);
        boolean assigns = text.at(next) == '=' && text.at(next + 1) != '='
                || "+-*/".indexOf(text.at(next)) >= 0 && text.at(next + 1) == '=';
        return (assigns || text.at(end) == '(') && isWhole(next);
    }

    /** Whether the brackets of a line are closed on it, and it does not end with a comma. */
    private boolean isWhole(int start) {
        int depth = 0;
        char last = ' ';
        for (int i = start; i < text.length() && !text.isLineEnd(i) && depth >= 0; i = text.next(i)) {
            depth += text.isOpening(i) ? 1 : text.isClosing(i) ? -1 : 0;
            last = text.isBlank(i) || text.at(i) == '#' ? last : text.at(i);
        }
        return depth == 0 && last != ',';
    }
}
