package dev.anneal.plot;

import dev.anneal.plot.Series.Side;
import dev.anneal.plot.Series.Weight;
import java.util.ArrayList;
import java.util.List;

/** A vertical axis of a figure with the lines on it, ready to be drawn. */
record Axis(Side side, String label, Scale scale, List<Drawn> lines) {

    /** A series as it is drawn: in the coordinate of its axis. */
    record Drawn(String name, int colour, Line line, Weight weight) {}

    /** The axis of a side; without series it has no lines. */
    static Axis of(Figure figure, Side side, int columns) {
        Range range = figure.range();
        List<Series> on = on(figure, side);
        List<Line> lines =
                on.stream().map(one -> one.source().line(range, columns)).toList();
        Scale scale = scale(figure, side, lines);
        int first = side == Side.LEFT
                ? 0
                : Math.max(Palette.SECOND_AXIS, on(figure, Side.LEFT).size());
        var drawn = new ArrayList<Drawn>();
        for (int i = 0; i < on.size(); i++) {
            drawn.add(new Drawn(
                    on.get(i).name(),
                    first + i,
                    scale.project(lines.get(i)),
                    on.get(i).weight()));
        }
        return new Axis(side, label(figure, side), scale, drawn);
    }

    private static List<Series> on(Figure figure, Side side) {
        return figure.series().stream().filter(one -> one.side() == side).toList();
    }

    private static Scale scale(Figure figure, Side side, List<Line> lines) {
        if (!figure.isLogarithmic() || side == Side.RIGHT || lines.isEmpty()) {
            return Scale.linear(lines);
        }
        return Scale.logarithmic(lines).orElseThrow(() -> nothingPositive(figure));
    }

    static IllegalStateException nothingPositive(Figure figure) {
        return new IllegalStateException("a logarithmic axis needs a value > 0, got none in "
                + String.join(
                        ", ", on(figure, Side.LEFT).stream().map(Series::name).toList()));
    }

    /** What an axis is called: as its figure was told, or by its only series. */
    static String label(Figure figure, Side side) {
        if (side == Side.LEFT && !figure.headings().y().isEmpty()) {
            return figure.headings().y();
        }
        List<Series> on = on(figure, side);
        return on.size() == 1 ? on.get(0).name() : "";
    }
}
