package dev.anneal.plot;

import dev.anneal.plot.Axis.Drawn;
import dev.anneal.plot.Labels.Style;
import dev.anneal.plot.Series.Side;
import dev.anneal.plot.Series.Weight;
import java.awt.Color;
import java.util.List;

/**
 * A figure as a small picture for a page of text. It is written by hand: no letter is measured, so that it comes out the same
 * whatever fonts a machine and its Java have, and it takes a few kilobytes, where a library's takes fifty.
 */
final class Miniature {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 200;
    private static final int TOP = 28;
    private static final int BOTTOM = 168;
    private static final int SIDE = 48;
    private static final int RIGHT_EDGE = 24;
    private static final double SIZE = 12;

    /** What a letter takes; names are set apart by it and not measured. */
    private static final double LETTER = 0.58 * SIZE;

    private static final int SWATCH = 18;
    private static final int COLUMNS = 800;

    private final Figure figure;
    private final Range range;
    private final Axis left;
    private final Axis right;
    private final double end;
    private final StringBuilder svg = new StringBuilder();

    Miniature(Figure figure) {
        this.figure = figure;
        this.range = figure.range();
        this.left = Axis.of(figure, Side.LEFT, COLUMNS);
        this.right = Axis.of(figure, Side.RIGHT, COLUMNS);
        this.end = WIDTH - (right.lines().isEmpty() ? RIGHT_EDGE : SIDE);
    }

    String svg() {
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT));
        svg.append("font-family=\"").append(Fonts.FAMILIES).append("\" font-size=\"12\" fill=\"");
        svg.append(hex(Palette.TITLE)).append("\">\n");
        if (!figure.headings().title().isEmpty()) {
            svg.append("<title>").append(Text.html(figure.headings().title())).append("</title>\n");
        }
        svg.append("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n".formatted(WIDTH, HEIGHT));
        grid();
        times();
        values(left, SIDE - 7, "end");
        values(right, end + 7, "start");
        lines(left, "");
        lines(right, " stroke-dasharray=\"6 4\"");
        names();
        return svg.append("</svg>\n").toString();
    }

    private double x(double time) {
        return SIDE + (time - range.from()) / range.width() * (end - SIDE);
    }

    private static double y(Axis axis, double coordinate) {
        return BOTTOM - axis.scale().fraction(coordinate) * (BOTTOM - TOP);
    }

    private static List<Tick> ticks(Axis axis) {
        return axis.lines().isEmpty() ? List.of() : axis.scale().ticks(4, Style.TYPESET);
    }

    private void grid() {
        StringBuilder path = new StringBuilder();
        for (Tick tick : Scale.times(range, 10)) {
            path.append('M').append(Outline.tenths(x(tick.at()))).append(' ').append(TOP);
            path.append('V').append(BOTTOM);
        }
        for (Tick tick : ticks(left)) {
            path.append('M').append(SIDE).append(' ').append(Outline.tenths(y(left, tick.at())));
            path.append('H').append(Outline.tenths(end));
        }
        path(path.toString(), Palette.GRID, "");
        path("M" + SIDE + " " + BOTTOM + "H" + Outline.tenths(end), Palette.BASELINE, "");
    }

    private void path(String path, Color colour, String more) {
        svg.append("<path d=\"").append(path).append("\" fill=\"none\" stroke=\"");
        svg.append(hex(colour)).append('"').append(more).append("/>\n");
    }

    private void times() {
        svg.append("<g fill=\"%s\" text-anchor=\"middle\">\n".formatted(hex(Palette.TEXT)));
        List<Tick> ticks = Scale.times(range, 10);
        for (Tick tick : ticks) {
            text(x(tick.at()), BOTTOM + 16, tick.label());
        }
        text((SIDE + end) / 2, HEIGHT - 3, figure.headings().x());
        svg.append("</g>\n");
    }

    private void values(Axis axis, double x, String anchor) {
        if (axis.lines().isEmpty()) {
            return;
        }
        svg.append("<g fill=\"%s\" text-anchor=\"%s\">\n".formatted(hex(Palette.TEXT), anchor));
        for (Tick tick : ticks(axis)) {
            text(x, y(axis, tick.at()) + 4, tick.label());
        }
        svg.append("</g>\n");
    }

    private void text(double x, double y, String text) {
        svg.append("<text x=\"").append(Outline.tenths(x)).append("\" y=\"").append(Outline.tenths(y));
        svg.append("\">").append(Text.html(text)).append("</text>\n");
    }

    private void lines(Axis axis, String dashes) {
        for (Drawn drawn : axis.lines()) {
            double[] x = drawn.line().x().clone();
            double[] y = drawn.line().y().clone();
            for (int i = 0; i < x.length; i++) {
                x[i] = x(x[i]);
                y[i] = y(axis, y[i]);
            }
            String width = drawn.weight() == Weight.PALE
                    ? " stroke-opacity=\".45\""
                    : " stroke-width=\"2\" stroke-linejoin=\"round\"" + dashes;
            path(new Outline(x, y).path(), Palette.colour(drawn.colour()), width);
        }
    }

    /** Above the plot, each with a bit of its line: those of the left axis from the left, those of the right one from the right. */
    private void names() {
        double from = SIDE;
        for (int i = 0; i < left.lines().size(); i++) {
            Drawn drawn = left.lines().get(i);
            String name = named(left, i);
            if (i > 0 && from + SWATCH + LETTER * Text.length(name) > end) {
                text(from, 18, "and " + (left.lines().size() - i) + " more");
                break;
            }
            swatch(from, drawn, "");
            text(from + SWATCH + 6, 18, name);
            from += SWATCH + 26 + LETTER * Text.length(name);
        }
        svg.append("<g text-anchor=\"end\">\n");
        double to = end;
        for (int i = right.lines().size() - 1; i >= 0; i--) {
            Drawn drawn = right.lines().get(i);
            String name = named(right, i);
            swatch(to - SWATCH, drawn, " stroke-dasharray=\"6 4\"");
            text(to - SWATCH - 6, 18, name);
            to -= SWATCH + 26 + LETTER * Text.length(name);
        }
        svg.append("</g>\n");
    }

    private void swatch(double x, Drawn drawn, String dashes) {
        path(
                "M" + Outline.tenths(x) + " 14h" + SWATCH,
                Palette.colour(drawn.colour()),
                (drawn.weight() == Weight.PALE ? " stroke-opacity=\".45\"" : " stroke-width=\"2\"") + dashes);
    }

    /** The first of an axis tells what its numbers are divided by. */
    private static String named(Axis axis, int index) {
        return axis.lines().get(index).name()
                + (index == 0 ? Labels.factor(axis.scale().exponent()) : "");
    }

    private static String hex(Color colour) {
        return String.format("#%06x", colour.getRGB() & 0xFFFFFF);
    }
}
