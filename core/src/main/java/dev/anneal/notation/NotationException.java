package dev.anneal.notation;

import org.jspecify.annotations.Nullable;

/**
 * A text that says nothing sensible. The message tells what is wrong, shows the line, and points at the place:
 * <pre>{@code
 * unknown function 'coss'
 *   0.1 * coss(pi * t)
 *         ^^^^
 * did you mean 'cos'?
 * }</pre>
 */
public final class NotationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The whole text. */
    private final String text;

    private final transient Span span;

    /** What is wrong, in one line. */
    private final String problem;

    private NotationException(String message, String text, Span span, String problem) {
        super(message);
        this.text = text;
        this.span = span;
        this.problem = problem;
    }

    /**
     * An error at a place of a text.
     *
     * @param text the whole text
     * @param span the place; with {@link Span#NONE} the message shows no line
     * @param problem what is wrong, in one line
     * @return the exception, to be thrown
     */
    public static NotationException at(String text, Span span, String problem) {
        return at(text, span, problem, null);
    }

    /**
     * An error at a place of a text, with a guess at what was meant.
     *
     * @param text the whole text
     * @param span the place; with {@link Span#NONE} the message shows no line
     * @param problem what is wrong, in one line
     * @param nearest what may have been meant, as {@link Nearest#to} finds it, or null
     * @return the exception, to be thrown
     */
    public static NotationException at(String text, Span span, String problem, @Nullable String nearest) {
        String guess = nearest == null ? "" : "\ndid you mean '" + nearest + "'?";
        return new NotationException(Excerpt.of(text, span, problem) + guess, text, span, problem);
    }

    /**
     * The whole text.
     *
     * @return the text that was read
     */
    public String text() {
        return text;
    }

    /**
     * The place of the error.
     *
     * @return its span in the text
     */
    public Span span() {
        return span == null ? Span.NONE : span;
    }

    /**
     * What is wrong, without the excerpt of the text.
     *
     * @return one line
     */
    public String problem() {
        return problem;
    }
}
