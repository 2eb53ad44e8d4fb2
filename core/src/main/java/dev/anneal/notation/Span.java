package dev.anneal.notation;

import org.jspecify.annotations.Nullable;

/**
 * A place in a text: the characters from {@code start} (inclusive) to {@code end} (exclusive).
 *
 * <p>All spans are equal to each other and hash alike. Expressions carry their spans, and are to be compared by what
 * they say, not by where they were read: {@code 1+2} equals {@code 1 + 2}.
 *
 * @param start index of the first character, at least 0, or -1 when there is no text
 * @param end index after the last character, at least {@code start}
 */
public record Span(int start, int end) {
    /** The span of an expression that was not read from a text. */
    public static final Span NONE = new Span(-1, -1);

    /** Checks the order of the two ends. */
    public Span {
        if (start < -1 || end < start) {
            throw new IllegalArgumentException("span must have -1 <= start <= end, got " + start + ".." + end);
        }
    }

    /**
     * Tells whether the other object is a span, whichever.
     *
     * @param other the object to compare with
     * @return true for every span
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Span;
    }

    /**
     * The hash code that all spans share.
     *
     * @return 0
     */
    @Override
    public int hashCode() {
        return 0;
    }
}
