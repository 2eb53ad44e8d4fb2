package dev.anneal.notation;

/** What a text may cost. A tree that was read is never higher than {@link #HIGHEST}, so all that walks it may recurse. */
final class Limits {
    private static final int LONGEST_TEXT = 16_000_000;
    private static final int MOST_PARTS = 2_000_000;
    private static final int DEEPEST = 200;
    private static final int HIGHEST = 400;

    /** The height of the tree that was read last. */
    int height;

    private final String text;
    private int depth;
    private int parts;

    Limits(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw NotationException.at(
                    "", Span.NONE, "text must be at most " + LONGEST_TEXT + " characters long, got " + text.length());
        }
        this.text = text;
    }

    /** Another statement of the same text begins. */
    void restart() {
        depth = 0;
        height = 0;
    }

    /** Whether nothing more of the text may be read. */
    boolean exhausted() {
        return parts > MOST_PARTS;
    }

    /** The parser is about to recurse. */
    void enter(Span span) {
        if (++depth > DEEPEST) {
            throw NotationException.at(text, span, "nested deeper than " + DEEPEST);
        }
    }

    void leave() {
        depth--;
    }

    void count(Span span) {
        if (++parts > MOST_PARTS) {
            throw NotationException.at(text, span, "more than " + MOST_PARTS + " parts");
        }
    }

    /** A node was made of the tree that was read last, and of others at most so high. */
    <E extends Expression> E grown(E expression, int others) {
        count(expression.span());
        height = Math.max(height, others) + 1;
        if (height > HIGHEST) {
            throw NotationException.at(text, expression.span(), "more than " + HIGHEST + " operators in a row");
        }
        return expression;
    }
}
