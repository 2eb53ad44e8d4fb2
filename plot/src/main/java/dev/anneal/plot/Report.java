package dev.anneal.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page of figures, tables and text: one HTML file that needs no network and no server. An immutable value.
 *
 * <p>Its figures follow each other: where the pointer is in one of them shows in all that count time in the same unit, and
 * dragging zooms them together. A series has one colour and one switch on the whole page; series of one name belong together.
 *
 * <pre>{@code
 * String html = Report.titled("Comparison").subtitled("3 runs of 10k steps")
 *         .with(Figure.titled("Loss").with("sgdr", steps, loss))
 *         .with(Figure.titled("Learning rate").with("sgdr", lr).over(0, 10_000).logarithmic())
 *         .withTable("Ranking", List.of("run", "final loss"), List.of(List.of("sgdr", 0.0194)))
 *         .withText("Plan", plan.toString())
 *         .html();
 * }</pre>
 */
public final class Report {
    private final String title;
    private final String subtitle;
    private final List<Block> blocks;

    /** A part of the page. */
    sealed interface Block {}

    record Panel(Figure figure) implements Block {}

    record Facts(String heading, Map<String, String> facts) implements Block {}

    record Table(String heading, List<String> columns, List<List<Object>> rows) implements Block {}

    record Preformatted(String heading, String text) implements Block {}

    private Report(String title, String subtitle, List<Block> blocks) {
        this.title = title;
        this.subtitle = subtitle;
        this.blocks = blocks;
    }

    /**
     * An empty page with a title.
     *
     * @param title the title
     * @return the page
     */
    public static Report titled(String title) {
        return new Report(Text.line(title), "", List.of());
    }

    /**
     * With a line under the title.
     *
     * @param subtitle the line
     * @return the new page
     */
    public Report subtitled(String subtitle) {
        return new Report(title, Text.line(subtitle), blocks);
    }

    /**
     * With a figure under all that is there already.
     *
     * @param figure the figure
     * @return the new page
     */
    public Report with(Figure figure) {
        return with(new Panel(figure));
    }

    /**
     * With a list of facts, as the phases of a schedule or the settings of a run.
     *
     * @param heading what is above it
     * @param facts their names and what they are, in the order in which the map gives them
     * @return the new page
     */
    public Report withFacts(String heading, Map<String, String> facts) {
        var copy = new LinkedHashMap<String, String>();
        facts.forEach((name, fact) -> copy.put(Text.line(name), Text.line(fact)));
        return with(new Facts(Text.line(heading), copy));
    }

    /**
     * With a table that can be sorted by any of its columns. A cell that is the name of a series carries its colour.
     *
     * @param heading what is above it
     * @param columns the names of the columns; at least one
     * @param rows the rows, each with as many cells as there are columns; numbers are sorted as such
     * @return the new page
     * @throws IllegalArgumentException if there is no column, or a row has more or fewer cells
     */
    public Report withTable(String heading, List<String> columns, List<? extends List<?>> rows) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("columns must be at least one, got none");
        }
        var copy = new ArrayList<List<Object>>();
        for (List<?> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row must have " + columns.size() + " cells, got " + row.size() + ": " + row);
            }
            copy.add(List.copyOf(row));
        }
        return with(
                new Table(Text.line(heading), columns.stream().map(Text::line).toList(), copy));
    }

    /**
     * With a text that keeps its lines, as a plan.
     *
     * @param heading what is above it
     * @param text the text
     * @return the new page
     */
    public Report withText(String heading, String text) {
        return with(new Preformatted(Text.line(heading), Text.lines(text)));
    }

    private Report with(Block block) {
        var more = new ArrayList<>(blocks);
        more.add(block);
        return new Report(title, subtitle, List.copyOf(more));
    }

    /**
     * The page.
     *
     * @return the text of an HTML file, to be stored in UTF-8
     * @throws IllegalStateException if a figure cannot be drawn, as in {@link Figure#terminal}
     */
    public String html() {
        return new Page(title, subtitle, blocks).html();
    }
}
