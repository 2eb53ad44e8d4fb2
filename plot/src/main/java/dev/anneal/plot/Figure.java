package dev.anneal.plot;

import dev.anneal.Schedule;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture of schedules and of recorded values over time. An immutable value: every method that adds something gives a new
 * figure.
 *
 * <pre>{@code
 * Figure figure = Figure.titled("One-cycle").over(0, 100_000)
 *         .with("lr", lr)
 *         .withSecondAxis("momentum", momentum);
 * System.out.println(figure.terminal(100, 20, Colour.TRUE));
 * Files.write(Path.of("one-cycle.png"), figure.png());
 * }</pre>
 *
 * <p>Jumps are drawn where they are, exactly vertical, because schedules know their knots. The time that a figure takes
 * depends on its width and not on the number of knots.
 */
public final class Figure {
    private final Headings headings;
    private final List<Series> series;
    private final double[] over;
    private final boolean logarithmic;

    /** The words around a figure; an empty label is chosen by the figure itself. */
    record Headings(String title, String subtitle, String x, String y) {}

    private Figure(Headings headings, List<Series> series, double[] over, boolean logarithmic) {
        this.headings = headings;
        this.series = series;
        this.over = over;
        this.logarithmic = logarithmic;
    }

    /**
     * An empty figure with a title.
     *
     * @param title the title; may be empty
     * @return the figure
     */
    public static Figure titled(String title) {
        return new Figure(new Headings(Text.line(title), "", "step", ""), List.of(), new double[0], false);
    }

    /**
     * With a line under the title.
     *
     * @param subtitle the line
     * @return the new figure
     */
    public Figure subtitled(String subtitle) {
        return with(new Headings(headings.title, Text.line(subtitle), headings.x, headings.y));
    }

    /**
     * With names for the axes. Unless told otherwise, the horizontal one is called step, and a vertical one has the name of
     * its series if it has one only.
     *
     * @param x what time is counted in
     * @param y what the left axis measures
     * @return the new figure
     */
    public Figure labelled(String x, String y) {
        return with(new Headings(headings.title, headings.subtitle, Text.line(x), Text.line(y)));
    }

    private Figure with(Headings changed) {
        return new Figure(changed, series, over, logarithmic);
    }

    /**
     * Over a range of time, half-open as all intervals: a restart exactly at its end is not drawn. Without it a figure
     * reaches from the first to the last recorded time, and from 0 to the end of the longest schedule.
     *
     * @param from where it starts; finite and &gt;= 0
     * @param to where it ends; &gt; from and &lt;= 1e300
     * @return the new figure
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public Figure over(double from, double to) {
        if (!(from >= 0 && from < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("from must be finite and >= 0, got " + from);
        }
        if (!(to > from && to <= 1e300)) {
            throw new IllegalArgumentException("to must be > from and <= 1e300, got " + to + " with from = " + from);
        }
        return new Figure(headings, series, new double[] {from, to}, logarithmic);
    }

    /**
     * With a logarithmic left axis. Lines that go to 0 dive to its floor, some decades under their peak, and values ≤ 0 are
     * not drawn.
     *
     * @return the new figure
     */
    public Figure logarithmic() {
        return new Figure(headings, series, over, true);
    }

    /**
     * With a schedule, on the left axis.
     *
     * @param name its name
     * @param schedule the schedule
     * @return the new figure
     */
    public Figure with(String name, Schedule schedule) {
        return with(name, new Series.Curve(schedule), Series.Side.LEFT);
    }

    /**
     * With recorded values, on the left axis, joined by straight lines. NaN, and values beyond 1e300, leave a gap, unless no two neighbours have a
     * value, as when a file has a row a step and a measurement an epoch: then all of them are joined.
     *
     * @param name their name
     * @param x the times; finite, never falling
     * @param y the values, as many as times
     * @return the new figure
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public Figure with(String name, double[] x, double[] y) {
        return with(name, rows(x, y), Series.Side.LEFT);
    }

    /**
     * With a schedule on the right axis, dashed. That axis is always linear.
     *
     * @param name its name
     * @param schedule the schedule
     * @return the new figure
     */
    public Figure withSecondAxis(String name, Schedule schedule) {
        return with(name, new Series.Curve(schedule), Series.Side.RIGHT);
    }

    /**
     * With recorded values on the right axis, dashed.
     *
     * @param name their name
     * @param x the times; finite, never falling
     * @param y the values, as many as times
     * @return the new figure
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public Figure withSecondAxis(String name, double[] x, double[] y) {
        return with(name, rows(x, y), Series.Side.RIGHT);
    }

    /**
     * With recorded values behind the others, on the left axis, thin and pale: raw ones below a mean of them.
     *
     * @param name their name
     * @param x the times; finite, never falling
     * @param y the values, as many as times
     * @return the new figure
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public Figure withBackdrop(String name, double[] x, double[] y) {
        return with(new Series(Text.line(name), rows(x, y), Series.Side.LEFT, Series.Weight.PALE));
    }

    private Figure with(String name, Series.Source source, Series.Side side) {
        return with(new Series(Text.line(name), source, side, Series.Weight.FULL));
    }

    private Figure with(Series one) {
        var more = new ArrayList<>(series);
        more.add(one);
        return new Figure(headings, List.copyOf(more), over, logarithmic);
    }

    private static Series.Rows rows(double[] x, double[] y) {
        if (x.length != y.length || x.length == 0) {
            throw new IllegalArgumentException(
                    "x and y must be of one length, at least 1, got " + x.length + " and " + y.length);
        }
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || i > 0 && x[i] < x[i - 1]) {
                throw new IllegalArgumentException(
                        "x must be finite and never fall, got " + x[i] + (i > 0 ? " after " + x[i - 1] : ""));
            }
        }
        return new Series.Rows(new Line(x.clone(), y.clone()));
    }

    /**
     * The figure in characters, drawn with braille dots.
     *
     * @param width columns; in [20, 1000]
     * @param height rows, all told; in [5, 500]
     * @param colour what the terminal can show
     * @return lines of at most {@code width} characters, each ended by a line feed
     * @throws IllegalArgumentException if an argument is out of its range
     * @throws IllegalStateException if the figure cannot be drawn: it has no series, its range is not given and cannot be
     *     found, or its axis is logarithmic and no value is positive
     */
    public String terminal(int width, int height, Colour colour) {
        return Terminal.draw(this, width, height, colour);
    }

    /**
     * The figure as a PNG picture of 2000 by 1120 pixels. The same figure gives the same bytes.
     *
     * @return the file's bytes
     * @throws IllegalStateException if the figure cannot be drawn, as in {@link #terminal}
     */
    public byte[] png() {
        return Picture.png(new Chart(this));
    }

    /**
     * The figure as an SVG picture.
     *
     * @return the file's text
     * @throws IllegalStateException if the figure cannot be drawn, as in {@link #terminal}
     */
    public String svg() {
        return Picture.svg(new Chart(this));
    }

    /**
     * The figure as a small SVG picture of 640 by 200 points for a page of text: without its headings, a few kilobytes, and the
     * same on every machine.
     *
     * @return the file's text
     * @throws IllegalStateException if the figure cannot be drawn, as in {@link #terminal}
     */
    public String miniature() {
        return new Miniature(this).svg();
    }

    /**
     * The figure as an HTML page of its own, with hovering and zooming; see {@link Report}.
     *
     * @return the file's text
     * @throws IllegalStateException if the figure cannot be drawn, as in {@link #terminal}
     */
    public String html() {
        return Report.titled(headings.title)
                .subtitled(headings.subtitle)
                .with(with(new Headings("", "", headings.x, headings.y)))
                .html();
    }

    // ------------------------------------------------------------------------------------------------ for drawing

    Headings headings() {
        return headings;
    }

    List<Series> series() {
        if (series.isEmpty()) {
            throw new IllegalStateException("a figure needs a series, got none");
        }
        return series;
    }

    boolean isLogarithmic() {
        return logarithmic;
    }

    Range range() {
        if (over.length == 2) {
            return new Range(over[0], over[1]);
        }
        double from = Double.POSITIVE_INFINITY;
        double to = Double.NEGATIVE_INFINITY;
        for (Series one : series()) {
            if (one.source() instanceof Series.Rows rows) {
                double[] x = rows.all().x();
                from = Math.min(from, x[0]);
                to = Math.max(to, x[x.length - 1]);
            } else if (one.source() instanceof Series.Curve curve
                    && curve.schedule().length() < Double.POSITIVE_INFINITY) {
                from = Math.min(from, 0);
                to = Math.max(to, curve.schedule().length());
            }
        }
        if (!(from < to)) {
            throw new IllegalStateException("a figure of schedules without length needs a range: over(from, to)");
        }
        return new Range(from, to);
    }
}
