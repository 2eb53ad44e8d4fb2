package dev.anneal.plot;

import dev.anneal.plot.Axis.Drawn;
import dev.anneal.plot.Labels.Style;
import dev.anneal.plot.Series.Side;
import dev.anneal.plot.Series.Weight;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;

/** A figure on paper: headings and legend by hand, all between the axes by JFreeChart. */
final class Chart {
    static final int WIDTH = 1000;
    static final int HEIGHT = 560;

    /** More than a picture has pixels, so that curves are smooth. */
    private static final int COLUMNS = 1600;

    /** The part of the plot's width that is kept free at its edges, so that a line there shows in its full width. */
    private static final double EDGE = 0.0018;

    private static final double BOTTOM = 58;
    private static final float LINE = 2.2f;
    private static final double LEGEND = 230;
    private static final double LEGEND_ROW = 24;

    private final Figure figure;
    private final double top;
    private final Axis left;
    private final Axis right;
    private final Font label = Fonts.regular(13);

    Chart(Figure figure) {
        this.figure = figure;
        Figure.Headings words = figure.headings();
        this.top = !words.subtitle().isEmpty() ? 76 : words.title().isEmpty() ? 22 : 56;
        this.left = Axis.of(figure, Side.LEFT, COLUMNS);
        this.right = Axis.of(figure, Side.RIGHT, COLUMNS);
    }

    void draw(Graphics2D paper) {
        paper.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        paper.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        paper.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        paper.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        paper.setColor(Color.WHITE);
        paper.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        double legend = needsLegend() ? legendWidth() : 0;
        double space = space(left);
        headings(paper, space);
        double width = WIDTH - legend - (right.lines().isEmpty() ? 24 : 0);
        plot(space).draw(paper, new Rectangle2D.Double(0, top, width, HEIGHT - top - 12), null, null, null);
        if (needsLegend()) {
            legend(paper, WIDTH - legend + 8);
        }
    }

    private void headings(Graphics2D paper, double x) {
        Font title = Fonts.bold(20);
        Font subtitle = Fonts.regular(13.5f);
        paper.setFont(title);
        paper.setColor(Palette.TITLE);
        paper.drawString(Fonts.fitted(figure.headings().title(), title, WIDTH - x - 20), (float) x, 33);
        paper.setFont(subtitle);
        paper.setColor(Palette.TEXT);
        paper.drawString(Fonts.fitted(figure.headings().subtitle(), subtitle, WIDTH - x - 20), (float) x, 56);
    }

    // ------------------------------------------------------------------------------------------------ the legend

    /** One line a side is told by the labels of the axes, which have its colour. */
    private boolean needsLegend() {
        return left.lines().size() > 1 || right.lines().size() > 1;
    }

    private double legendWidth() {
        double widest = 0;
        for (Drawn drawn : all()) {
            widest = Math.max(widest, Fonts.width(drawn.name(), label));
        }
        if (all().size() > legendRows()) {
            widest = Math.max(widest, Fonts.width(more(all().size()), label));
        }
        return Math.min(LEGEND, widest + 54);
    }

    private int legendRows() {
        return (int) ((HEIGHT - top - BOTTOM) / LEGEND_ROW);
    }

    private static String more(int series) {
        return "and " + series + " more";
    }

    private List<Drawn> all() {
        var all = new ArrayList<>(left.lines());
        all.addAll(right.lines());
        return all;
    }

    private void legend(Graphics2D paper, double x) {
        int rows = legendRows();
        List<Drawn> all = all();
        paper.setFont(label);
        for (int i = 0; i < Math.min(all.size(), rows); i++) {
            double y = top + 10 + i * LEGEND_ROW;
            if (i == rows - 1 && all.size() > rows) {
                paper.setColor(Palette.TEXT);
                paper.drawString(more(all.size() - i), (float) (x + 32), (float) (y + 4.5));
                return;
            }
            paper.setColor(Palette.colour(all.get(i).colour()));
            paper.setStroke(i < left.lines().size() ? new BasicStroke(3, 1, 1) : dashed(LINE));
            paper.draw(new Line2D.Double(x, y, x + 23, y));
            paper.setColor(Palette.TITLE);
            paper.drawString(
                    Fonts.fitted(all.get(i).name(), label, WIDTH - x - 40), (float) (x + 32), (float) (y + 4.5));
        }
    }

    private static BasicStroke dashed(float width) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0);
    }

    // ------------------------------------------------------------------------------------------------ the plot

    private XYPlot plot(double space) {
        var plot = new XYPlot();
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setOutlineVisible(false);
        plot.setBackgroundPaint(null);
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        plot.setDomainAxis(timeAxis());
        grid(plot);
        add(plot, left, 0);
        if (!right.lines().isEmpty()) {
            add(plot, right, 1);
        }
        var sides = new AxisSpace();
        sides.setLeft(space);
        sides.setRight(right.lines().isEmpty() ? 0 : space(right));
        plot.setFixedRangeAxisSpace(sides);
        var below = new AxisSpace();
        below.setBottom(BOTTOM);
        plot.setFixedDomainAxisSpace(below);
        return plot;
    }

    private static void grid(XYPlot plot) {
        var hairline = new BasicStroke(1);
        plot.setDomainGridlineStroke(hairline);
        plot.setDomainGridlinePaint(Palette.GRID);
        plot.setRangeGridlineStroke(hairline);
        plot.setRangeGridlinePaint(Palette.GRID);
        plot.setRangeMinorGridlinesVisible(true);
        plot.setRangeMinorGridlineStroke(hairline);
        plot.setRangeMinorGridlinePaint(Palette.FAINT_GRID);
    }

    private NumberAxis timeAxis() {
        Range range = figure.range();
        var axis = new TickedAxis(
                Scale.times(range, 10), range.from() - EDGE * range.width(), range.to() + EDGE * range.width());
        axis.setLabel(figure.headings().x());
        dress(axis, Palette.TITLE, Palette.TEXT);
        axis.setAxisLineVisible(true);
        axis.setAxisLinePaint(Palette.BASELINE);
        axis.setAxisLineStroke(new BasicStroke(1.2f));
        axis.setTickMarksVisible(true);
        axis.setTickMarkPaint(Palette.BASELINE);
        axis.setTickMarkOutsideLength(4);
        return axis;
    }

    private void add(XYPlot plot, Axis axis, int index) {
        Scale scale = axis.scale();
        List<Tick> ticks = new ArrayList<>(ticks(axis));
        ticks.addAll(scale.minorTicks());
        var range = new TickedAxis(ticks, scale.low() - 2 * EDGE * (scale.high() - scale.low()), scale.high());
        range.setLabel(labelled(axis));
        boolean tinted = !right.lines().isEmpty() && axis.lines().size() == 1;
        Color colour = tinted ? Palette.colour(axis.lines().get(0).colour()) : Palette.TITLE;
        dress(range, colour, axis.side() == Side.RIGHT && tinted ? colour : Palette.TEXT);
        plot.setRangeAxis(index, range);
        plot.setRangeAxisLocation(index, index == 0 ? AxisLocation.BOTTOM_OR_LEFT : AxisLocation.BOTTOM_OR_RIGHT);
        lines(plot, axis, index);
    }

    private static void lines(XYPlot plot, Axis axis, int index) {
        var data = new DefaultXYDataset();
        var renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        var stroke = axis.side() == Side.RIGHT ? dashed(LINE) : new BasicStroke(LINE, BasicStroke.CAP_ROUND, 1);
        for (int i = 0; i < axis.lines().size(); i++) {
            Drawn drawn = axis.lines().get(i);
            // the key is the place, as names may be equal
            data.addSeries(i, new double[][] {drawn.line().x(), drawn.line().y()});
            boolean pale = drawn.weight() == Weight.PALE;
            renderer.setSeriesPaint(i, pale ? Palette.pale(drawn.colour()) : Palette.colour(drawn.colour()));
            renderer.setSeriesStroke(i, pale ? new BasicStroke(LINE / 2) : stroke);
        }
        plot.setDataset(index, data);
        plot.setRenderer(index, renderer);
        plot.mapDatasetToRangeAxis(index, index);
    }

    private static List<Tick> ticks(Axis axis) {
        return axis.scale().ticks(axis.scale().logarithmic() ? 9 : 6, Style.TYPESET);
    }

    private static String labelled(Axis axis) {
        return (axis.label() + Labels.factor(axis.scale().exponent())).strip();
    }

    private void dress(NumberAxis axis, Color name, Color ticks) {
        axis.setLabelFont(label);
        axis.setLabelPaint(name);
        axis.setLabelInsets(new RectangleInsets(12, 6, 6, 6));
        axis.setTickLabelFont(label);
        axis.setTickLabelPaint(ticks);
        axis.setTickLabelInsets(new RectangleInsets(5, 4, 2, 7));
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
    }

    /** What an axis takes beside the plot: its widest label, and its name. */
    private double space(Axis axis) {
        double widest = 0;
        for (Tick tick : ticks(axis)) {
            widest = Math.max(widest, Fonts.width(tick.label(), label));
        }
        return widest + (labelled(axis).isEmpty() ? 22 : 48);
    }
}
