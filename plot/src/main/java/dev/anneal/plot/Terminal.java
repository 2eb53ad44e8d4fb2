package dev.anneal.plot;

import dev.anneal.plot.Axis.Drawn;
import dev.anneal.plot.Labels.Style;
import dev.anneal.plot.Series.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A figure in characters. Rows go first to the plot and its axis, then to the legend, then to the titles. */
final class Terminal {
    private final Colour colour;
    private final int width;
    private final Range range;
    private final Axis left;
    private final Axis right;
    private final boolean lettered;

    private Terminal(Figure figure, int width, Colour colour) {
        this.colour = colour;
        this.width = width;
        this.range = figure.range();
        this.left = Axis.of(figure, Side.LEFT, 4 * width);
        this.right = Axis.of(figure, Side.RIGHT, 4 * width);
        this.lettered =
                colour == Colour.NONE && left.lines().size() + right.lines().size() > 1;
    }

    static String draw(Figure figure, int width, int height, Colour colour) {
        within("width", width, 20, 1000);
        within("height", height, 5, 500);
        return new Terminal(figure, width, colour).draw(figure, height);
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be in [" + least + ", " + most + "], got " + value);
        }
    }

    private String draw(Figure figure, int height) {
        List<String> legend = legend(height >= 12 ? 3 : 1, figure.headings().x());
        var above = new ArrayList<String>();
        if (height >= 8 && !figure.headings().title().isEmpty()) {
            above.add(Text.shortened(figure.headings().title(), width));
        }
        if (height >= 14 && !figure.headings().subtitle().isEmpty()) {
            above.add(Text.shortened(figure.headings().subtitle(), width));
        }
        int rows = height - above.size() - legend.size() - 2;
        List<String> lines = new ArrayList<>(above);
        lines.addAll(plot(rows));
        lines.addAll(legend);
        return String.join("\n", lines) + "\n";
    }

    // ------------------------------------------------------------------------------------------------ the plot

    private List<String> plot(int rows) {
        int most = Math.max(2, rows / 2);
        String[] leftLabels = labels(left, rows, most);
        String[] rightLabels = labels(right, rows, most);
        int leftWidth = Math.min(widest(leftLabels), width - 10);
        int margin = widest(rightLabels) == 0 ? 0 : widest(rightLabels) + 2;
        if (width - leftWidth - 2 - margin < 8) {
            margin = 0;
        }
        int columns = width - leftWidth - 2 - margin;
        Braille canvas = canvas(columns, rows);
        var lines = new ArrayList<String>();
        for (int row = 0; row < rows; row++) {
            String label = leftLabels[row];
            String line = padded(Text.shortened(label, leftWidth), leftWidth) + (label.isEmpty() ? " │" : " ┤");
            line += canvas.row(row, colour);
            if (margin > 0) {
                line += rightLabels[row].isEmpty() ? "│" : "├ " + tinted(rightLabels[row]);
            }
            lines.add(line.stripTrailing());
        }
        lines.addAll(timeAxis(leftWidth + 1, columns, margin > 0 ? "┘" : ""));
        return lines;
    }

    private Braille canvas(int columns, int rows) {
        var canvas = new Braille(columns, rows);
        trace(canvas, right);
        trace(canvas, left);
        letters(canvas, left, 0);
        letters(canvas, right, left.lines().size());
        return canvas;
    }

    private String tinted(String label) {
        int owner = right.lines().get(0).colour();
        return label.isEmpty() ? "" : Palette.escape(colour, owner) + label + Palette.reset(colour);
    }

    /** The labels of an axis by row; of two that meet in one row the first stays. */
    private static String[] labels(Axis axis, int rows, int most) {
        String[] labels = new String[rows];
        Arrays.fill(labels, "");
        if (!axis.lines().isEmpty()) {
            for (Tick tick : axis.scale().ticks(most, Style.PLAIN)) {
                int row = rows - 1 - dot(axis.scale().fraction(tick.at()), 4 * rows) / 4;
                if (row >= 0 && row < rows && labels[row].isEmpty()) {
                    labels[row] = tick.label();
                }
            }
        }
        return labels;
    }

    private static int widest(String[] labels) {
        int widest = 0;
        for (String label : labels) {
            widest = Math.max(widest, label.length());
        }
        return widest;
    }

    private static String padded(String text, int width) {
        return " ".repeat(Math.max(0, width - Text.length(text))) + text;
    }

    private static int dot(double fraction, int dots) {
        return (int) Math.round(fraction * (dots - 1));
    }

    private void trace(Braille canvas, Axis axis) {
        for (Drawn drawn : axis.lines()) {
            Line line = drawn.line();
            for (int i = 0; i < line.size(); i++) {
                boolean joined = i > 0 && !Double.isNaN(line.y()[i - 1]);
                if (!Double.isNaN(line.y()[i])) {
                    int from = joined ? i - 1 : i;
                    canvas.line(
                            x(canvas, line.x()[from]),
                            y(canvas, axis, line.y()[from]),
                            x(canvas, line.x()[i]),
                            y(canvas, axis, line.y()[i]),
                            drawn.colour());
                }
            }
        }
    }

    private int x(Braille canvas, double time) {
        return dot((time - range.from()) / range.width(), canvas.width());
    }

    private static int y(Braille canvas, Axis axis, double coordinate) {
        return dot(axis.scale().fraction(coordinate), canvas.height());
    }

    /** Without colours, every line carries its letter again and again, the letters of different lines in different columns. */
    private void letters(Braille canvas, Axis axis, int before) {
        int series = left.lines().size() + right.lines().size();
        int pitch = Math.max(12, 3 * series);
        for (int k = 0; lettered && k < axis.lines().size(); k++) {
            Drawn drawn = axis.lines().get(k);
            Line line = drawn.line();
            int next = 2 + 3 * (before + k);
            for (int i = 0; i < line.size(); i++) {
                int x = x(canvas, line.x()[i]);
                if (x / 2 >= next && !Double.isNaN(line.y()[i])) {
                    canvas.mark(x, y(canvas, axis, line.y()[i]), drawn.colour(), letter(before + k));
                    next = x / 2 + pitch;
                }
            }
        }
    }

    private static int letter(int series) {
        return series < 26 ? 'a' + series : series < 52 ? 'A' + series - 26 : '*';
    }

    private List<String> timeAxis(int indent, int columns, String corner) {
        char[] rule = "─".repeat(columns).toCharArray();
        var labels = new StringBuilder(" ".repeat(width));
        int free = 0;
        for (Tick tick : Scale.times(range, Math.max(1, columns / 10))) {
            int column = dot((tick.at() - range.from()) / range.width(), 2 * columns) / 2;
            rule[column] = '┬';
            int start = Math.min(
                    indent + 1 + column - (tick.label().length() - 1) / 2,
                    width - tick.label().length());
            if (start >= free) {
                labels.replace(start, start + tick.label().length(), tick.label());
                free = start + tick.label().length() + 1;
            }
        }
        String line = " ".repeat(indent) + "└" + new String(rule) + corner;
        return List.of(line, labels.substring(0, width).stripTrailing());
    }

    // ------------------------------------------------------------------------------------------------ the legend

    /** Signs and names in as few lines as they need; the unit of time at the right end of the last one, if there is room. */
    private List<String> legend(int mostLines, String unit) {
        var all = new ArrayList<>(left.lines());
        all.addAll(right.lines());
        int room = Math.max(6, mostLines * width / all.size() - 5);
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        int used = 0;
        for (int i = 0; i < all.size(); i++) {
            String sign = lettered ? Character.toString(letter(i)) : "──";
            String name = Text.shortened(all.get(i).name(), Math.min(room, width - 3));
            int needed = sign.length() + 1 + Text.length(name);
            if (used > 0 && used + 2 + needed > width - 2) {
                lines.add(line.toString());
                line.setLength(0);
                used = 0;
            }
            line.append(used > 0 ? "  " : "")
                    .append(Palette.escape(colour, all.get(i).colour()));
            line.append(sign).append(Palette.reset(colour)).append(' ').append(name);
            used += (used > 0 ? 2 : 0) + needed;
        }
        int free = width - used - Text.length(unit);
        lines.add(line + (free >= 2 ? " ".repeat(free) + unit : ""));
        return cut(lines, mostLines);
    }

    private static List<String> cut(List<String> lines, int most) {
        if (lines.size() <= most) {
            return lines;
        }
        lines.set(most - 1, lines.get(most - 1) + " …");
        return lines.subList(0, most);
    }
}
