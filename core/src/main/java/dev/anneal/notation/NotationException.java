package dev.anneal.notation;

import java.io.IOException;
import java.io.ObjectOutputStream;
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
    private static final int LONGEST_PROBLEM = 700;

    /** The whole text. */
    private final String text;

    private final transient Span span;

    /** What is wrong, in one line. */
    private final String problem;

    /** What may have been meant, or null. */
    private final @Nullable String nearest;

    /** Made when it is asked for: a long text may have thousands of lines that cannot be read. */
    private @Nullable String message;

    private NotationException(String text, Span span, String problem, @Nullable String nearest) {
        this.text = text;
        this.span = span;
        this.problem = problem;
        this.nearest = nearest;
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
        // a name may be as long as a text
        String said = problem.length() <= LONGEST_PROBLEM ? problem : problem.substring(0, LONGEST_PROBLEM) + "…";
        return new NotationException(text, span, said, nearest);
    }

    /** The same error in a text that has other characters at other places, but is as long. */
    NotationException in(String whole) {
        return new NotationException(whole, span(), problem, nearest);
    }

    /**
     * What is wrong, with the place in the text.
     *
     * @return the problem, the line, a caret below the place, and what may have been meant
     */
    @Override
    public String getMessage() {
        String known = message;
        if (known == null) {
            String guess = nearest == null ? "" : "\ndid you mean '" + nearest + "'?";
            known = Excerpt.of(text, span(), problem) + guess;
            message = known;
        }
        return known;
    }

    /**
     * Makes the message first: the place is not written.
     *
     * @param out where to write
     * @throws IOException if it cannot be written
     * @serialData the message, the text and the problem
     */
    private void writeObject(ObjectOutputStream out) throws IOException {
        message = getMessage();
        out.defaultWriteObject();
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
