package dev.anneal.notation;

import java.util.BitSet;
import java.util.Set;

/**
 * A Python text, cut into the smallest pieces that matter for its lines: strings, comments, brackets, other characters.
 * Prompts, what they answered, and fences are blanks in it, and quotes that a word processor bent are straight; all
 * else stands where it stood.
 */
final class PythonText {
    private final char[] c;
    private final String text;
    private final BitSet unclosed = new BitSet();
    private final boolean[] noMoreTriples = new boolean[2];

    PythonText(String original) {
        this.c = original.toCharArray();
        new Opening().run();
        this.text = new String(c);
    }

    /** The text with blanks in the place of prompts; a form feed stands where a prompt ended. */
    String text() {
        return text;
    }

    int length() {
        return c.length;
    }

    char at(int at) {
        return at >= 0 && at < c.length ? c[at] : '\0';
    }

    boolean isLineEnd(int at) {
        return at < c.length && (c[at] == '\n' || c[at] == '\r');
    }

    boolean isBlank(int at) {
        return at < c.length && !isLineEnd(at) && (Character.isWhitespace(c[at]) || Character.isSpaceChar(c[at]));
    }

    boolean isOpening(int at) {
        return at < c.length && (c[at] == '(' || c[at] == '[' || c[at] == '{');
    }

    boolean isClosing(int at) {
        return at < c.length && (c[at] == ')' || c[at] == ']' || c[at] == '}');
    }

    /** Whether the bracket that opens at an index is never closed. */
    boolean isUnclosed(int at) {
        return unclosed.get(at);
    }

    /** The index after the string, the comment, the line end, the continued line end or else the character. */
    int next(int at) {
        return switch (c[at]) {
            case '#' -> lineEnd(at);
            case '"', '\'' -> string(at);
            case '\\' -> isLineEnd(at + 1) ? next(at + 1) : at + 1;
            case '\r' -> at(at + 1) == '\n' ? at + 2 : at + 1;
            default -> at + 1;
        };
    }

    int lineEnd(int at) {
        int end = at;
        while (end < c.length && !isLineEnd(end)) {
            end++;
        }
        return end;
    }

    /** The end of the word of letters, digits and underscores that stands at an index. */
    int wordEnd(int at) {
        int end = at;
        while (end < c.length && Words.continuesName(c[end])) {
            end++;
        }
        return end;
    }

    int skipBlanks(int at) {
        int to = at;
        while (isBlank(to)) {
            to++;
        }
        return to;
    }

    private int string(int at) {
        char quote = c[at];
        if (at(at + 1) == quote && at(at + 2) == quote) {
            return triple(at, quote);
        }
        int end = at + 1;
        while (end < c.length && !isLineEnd(end)) {
            if (c[end] == quote) {
                return end + 1;
            }
            end = c[end] != '\\' ? end + 1 : isLineEnd(end + 1) ? next(end + 1) : Math.min(end + 2, c.length);
        }
        return end;
    }

    /** Three quotes that are never closed are no string, lest the rest of the text be one. */
    private int triple(int at, char quote) {
        int kind = quote == '"' ? 0 : 1;
        if (!noMoreTriples[kind]) {
            for (int end = at + 3; end < c.length; end += c[end] == '\\' ? 2 : 1) {
                if (c[end] == quote && at(end + 1) == quote && at(end + 2) == quote) {
                    return end + 3;
                }
            }
            noMoreTriples[kind] = true;
        }
        return at + 3;
    }

    /** Straightens the text, and finds the brackets that are never closed. */
    private final class Opening {
        private static final Set<String> STATEMENTS =
                Set.of("import", "from", "for", "while", "if", "with", "def", "class", "return", "try");

        private final OpenBrackets open = new OpenBrackets();
        private boolean prompted;
        private boolean answering;

        void run() {
            boolean lineStart = true;
            int at = c.length > 0 && c[0] == '\uFEFF' ? 1 : 0;
            if (at == 1) {
                c[0] = ' ';
            }
            while (at < c.length) {
                if (lineStart) {
                    straightenLine(at);
                }
                straightenQuote(at);
                int to = next(at);
                open.see(at, c[at]);
                lineStart = isLineEnd(to - 1);
                at = to;
            }
            unclosed.or(open.unclosed());
        }

        private void straightenLine(int lineStart) {
            int at = skipBlanks(lineStart);
            int prompt = prompt(at);
            if (prompt > 0) {
                blank(lineStart, prompt);
                prompted = true;
                answering = true;
            } else if (starts(at, "```") || starts(at, "~~~") || starts(at, "Out[")) {
                blank(lineStart, lineEnd(at));
                answering = at(at) == 'O';
            } else if (at >= c.length || isLineEnd(at)) {
                answering = false;
            } else if (answering && open.depth() == 0 && prompted && !isStatement(at)) {
                blank(lineStart, lineEnd(at));
            }
        }

        /** The end of the prompt at an index, with the blank after it, or 0. */
        private int prompt(int at) {
            int end = 0;
            if (starts(at, ">>>")) {
                end = at + 3;
            } else if (prompted && starts(at, "...")) {
                end = at + 3 + (at(at + 3) == ':' ? 1 : 0);
            } else if (starts(at, "In [") || starts(at, "In[")) {
                int to = at + 3;
                while (at(to) == '[' || at(to) == ' ' || Lexer.isDigit(at(to)) || at(to) == '*') {
                    to++;
                }
                end = at(to) == ']' && at(to + 1) == ':' ? to + 2 : 0;
            }
            boolean alone = end > 0 && (end >= c.length || isBlank(end) || isLineEnd(end));
            return !alone ? 0 : isBlank(end) ? end + 1 : end;
        }

        /** An answer is no assignment and begins with no statement's word. */
        private boolean isStatement(int at) {
            int end = at;
            while (end < c.length && (Words.continuesName(c[end]) || c[end] == '.')) {
                end++;
            }
            int next = skipBlanks(end);
            return end > at && at(next) == '=' && at(next + 1) != '='
                    || STATEMENTS.contains(new String(c, at, Math.min(end - at, 8)));
        }

        private boolean starts(int at, String word) {
            for (int i = 0; i < word.length(); i++) {
                if (at(at + i) != word.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        /** The last blank is a form feed: what follows counts as the beginning of the line. */
        private void blank(int from, int to) {
            for (int i = from; i < to; i++) {
                c[i] = i == to - 1 ? '\f' : ' ';
            }
        }

        private void straightenQuote(int at) {
            boolean twofold = "\u201c\u201d\u201e".indexOf(c[at]) >= 0;
            if (!twofold && "\u2018\u2019\u201a".indexOf(c[at]) < 0) {
                return;
            }
            char straight = twofold ? '"' : '\'';
            for (int end = at + 1; end < c.length && !isLineEnd(end) && c[end] != straight; end++) {
                if ((twofold ? "\u201c\u201d" : "\u2018\u2019").indexOf(c[end]) >= 0) {
                    c[at] = straight;
                    c[end] = straight;
                    return;
                }
            }
        }
    }
}
