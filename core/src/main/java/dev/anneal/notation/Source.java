package dev.anneal.notation;

import java.util.List;

/**
 * A pasted piece of source: what can be read is read, what cannot is kept with the reason. Nothing is evaluated.
 *
 * <p>All {@linkplain Span spans} are places in the whole text. Forms of expressions that the notation does not have are
 * kept as {@link Expression.Opaque}.
 */
public final class Source {
    private final String text;
    private final Language language;
    private final List<Line> lines;

    private Source(String text, Language language, List<Line> lines) {
        this.text = text;
        this.language = language;
        this.lines = List.copyOf(lines);
    }

    /** What a source may be written in. */
    public enum Language {
        /** Python, as documents, notebooks and prompts show it. */
        PYTHON,
        /** Java: expressions and statements, without the class around them. */
        JAVA
    }

    /**
     * Reads a source, and detects its language: it is Java when something stands in it that Python does not have.
     *
     * @param text the text, at most 16 million characters
     * @return the source
     * @throws NotationException if the text is too large, or more than 10,000 of its lines cannot be read
     */
    public static Source parse(String text) {
        new Limits(text);
        return parse(text, JavaHints.in(text) ? Language.JAVA : Language.PYTHON);
    }

    /**
     * Reads a source.
     *
     * @param text the text, at most 16 million characters
     * @param language what it is written in
     * @return the source
     * @throws NotationException if the text is too large, or more than 10,000 of its lines cannot be read
     */
    public static Source parse(String text, Language language) {
        List<Line> lines = language == Language.JAVA ? new JavaReader(text).read() : new PythonReader(text).read();
        return new Source(text, language, lines);
    }

    /**
     * What the source is written in.
     *
     * @return the language that was given or detected
     */
    public Language language() {
        return language;
    }

    /**
     * The text.
     *
     * @return the whole text as it was given
     */
    public String text() {
        return text;
    }

    /**
     * The statements.
     *
     * @return the lines in their order
     */
    public List<Line> lines() {
        return lines;
    }
}
