package dev.anneal.plot;

import dev.anneal.plot.Labels.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The vertical extent of an axis. Its coordinate is the value, or on a logarithmic axis the value's decimal logarithm; low and
 * high are coordinates.
 */
record Scale(double low, double high, boolean logarithmic) {
    /** How far under its peak a line is followed that goes to zero. */
    private static final double DECADES_TO_ZERO = 5;
    /** The most that any axis shows. */
    private static final double MOST_DECADES = 12;

    /** A linear axis around lines; it starts at 0 if that does not cost much of its height. */
    static Scale linear(List<Line> lines) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Line line : lines) {
            for (double y : line.y()) {
                if (!Double.isNaN(y)) {
                    low = Math.min(low, y);
                    high = Math.max(high, y);
                }
            }
        }
        return low > high ? new Scale(0, 1, false) : padded(low, high);
    }

    private static Scale padded(double low, double high) {
        if (high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high))) {
            double room = low == 0 ? 1 : 1.1 * low;
            return new Scale(Math.min(0, room), Math.max(0, room), false);
        }
        double room = 0.05 * (high - low);
        if (low >= 0 && low <= 0.3 * high) {
            return new Scale(0, high + 0.05 * high, false);
        }
        boolean hangs = high <= 0 && high >= 0.3 * low;
        return new Scale(low - room, hangs ? 0 : high + room, false);
    }

    /** A logarithmic axis around lines, down to a whole decade. Empty if no value is positive. */
    static Optional<Scale> logarithmic(List<Line> lines) {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (Line line : lines) {
            double least = Double.POSITIVE_INFINITY;
            double peak = 0;
            boolean dives = false;
            for (double y : line.y()) {
                dives |= y <= 0;
                peak = Math.max(peak, y > 0 ? y : 0);
                least = Math.min(least, y > 0 ? y : least);
            }
            low = Math.min(low, dives ? Math.max(least, peak * Math.pow(10, -DECADES_TO_ZERO)) : least);
            high = Math.max(high, peak);
        }
        return high > 0 ? Optional.of(decades(Math.log10(low), Math.log10(high))) : Optional.empty();
    }

    private static Scale decades(double low, double high) {
        double from = Math.max(low, high - MOST_DECADES);
        if (high - from < 0.5) {
            return new Scale(from - 0.05, high + 0.05, true);
        }
        double floor = Math.floor(from + 1e-9);
        return new Scale(floor, high + 0.05 * (high - floor), true);
    }

    double coordinate(double value) {
        return logarithmic ? Math.log10(value) : value;
    }

    /** Where a coordinate lies between low (0) and high (1). */
    double fraction(double coordinate) {
        return (coordinate - low) / (high - low);
    }

    /**
     * A line in the coordinate of this axis. On a logarithmic axis it goes down to the floor where its values pass beneath
     * it, is broken there, and comes up from the floor again.
     */
    Line project(Line line) {
        if (!logarithmic) {
            return line;
        }
        double floor = Math.pow(10, low);
        var drawn = new Line.Builder();
        for (int i = 0; i < line.size(); i++) {
            double y = line.y()[i];
            boolean above = y >= floor;
            if (i > 0 && above != line.y()[i - 1] >= floor && !Double.isNaN(y + line.y()[i - 1])) {
                drawn.add(crossing(line, i, floor), low);
            }
            drawn.add(line.x()[i], above ? Math.log10(y) : Double.NaN);
        }
        return drawn.build();
    }

    private static double crossing(Line line, int i, double floor) {
        double[] x = line.x();
        double[] y = line.y();
        return x[i - 1] + (x[i] - x[i - 1]) * (floor - y[i - 1]) / (y[i] - y[i - 1]);
    }

    // ------------------------------------------------------------------------------------------------ ticks

    /** The power of ten that the labels of a linear axis are divided by: 0 unless its numbers are unwieldy. */
    int exponent() {
        double greatest = Math.max(Math.abs(low), Math.abs(high));
        if (logarithmic || greatest >= 0.02 && greatest < 1e5) {
            return 0;
        }
        return (int) Math.floor(Math.log10(greatest / 1.05 * (1 + 1e-9)));
    }

    /** At most about so many labelled places; where powers of ten are too close together, every second or third of them. */
    List<Tick> ticks(int most, Style style) {
        if (!logarithmic) {
            return linearTicks(low, high, most, style);
        }
        if (high - low < 0.5) {
            return linearTicks(Math.pow(10, low), Math.pow(10, high), most, style).stream()
                    .map(tick -> new Tick(Math.log10(tick.at()), tick.label()))
                    .toList();
        }
        return decadeTicks(most, style);
    }

    private List<Tick> linearTicks(double from, double to, int most, Style style) {
        double step = step(to - from, most);
        int exponent = exponent();
        double unit = Math.pow(10, exponent);
        var ticks = new ArrayList<Tick>();
        for (double at : multiples(from, to, step)) {
            String label = style == Style.PLAIN && exponent != 0
                    ? Labels.scientific(at)
                    : Labels.onAxis(at / unit, step / unit);
            ticks.add(new Tick(at, label));
        }
        return ticks;
    }

    private List<Tick> decadeTicks(int most, Style style) {
        int first = (int) Math.ceil(low - 1e-9);
        int last = (int) Math.floor(high + 1e-9);
        int stride = Math.max(1, (int) Math.ceil((last - first + 1) / (double) Math.max(1, most)));
        var ticks = new ArrayList<Tick>();
        int[] digits = last - first < 2 && most >= 4 ? new int[] {1, 2, 5} : new int[] {1};
        for (int decade = first - 1; decade <= last; decade++) {
            if (Math.floorMod(decade - last, stride) == 0) {
                for (int digit : digits) {
                    double at = decade + Math.log10(digit);
                    if (at >= low - 1e-9 && at <= high) {
                        String label = digits.length == 1
                                ? Labels.power(decade, style)
                                : Labels.multiple(digit, decade, style);
                        ticks.add(new Tick(at, label));
                    }
                }
            }
        }
        return ticks;
    }

    /** The places between those of the powers of ten. */
    List<Tick> minorTicks() {
        var ticks = new ArrayList<Tick>();
        if (logarithmic && high - low >= 0.5) {
            for (int decade = (int) Math.floor(low); decade <= high; decade++) {
                for (int digit = 2; digit <= 9; digit++) {
                    double at = decade + Math.log10(digit);
                    if (at > low && at < high) {
                        ticks.add(new Tick(at, ""));
                    }
                }
            }
        }
        return ticks;
    }

    /** The labelled places of a time axis. */
    static List<Tick> times(Range range, int most) {
        double step = step(range.width(), most);
        double greatest = Math.max(Math.abs(range.from()), Math.abs(range.to()));
        var ticks = new ArrayList<Tick>();
        for (double at : multiples(range.from(), range.to(), step)) {
            ticks.add(new Tick(at, Labels.time(at, step, greatest)));
        }
        return ticks;
    }

    /** 1, 2 or 5 times a power of ten, such that a span has room for at most so many steps. */
    private static double step(double span, int most) {
        double least = span / Math.max(1, most) * (1 - 1e-9);
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (int digit : new int[] {1, 2, 5}) {
            if (digit * power >= least) {
                return digit * power;
            }
        }
        return 10 * power;
    }

    private static List<Double> multiples(double from, double to, double step) {
        var multiples = new ArrayList<Double>();
        double slack = 1e-9 * step;
        double first = Math.ceil((from - slack) / step);
        // counted, as adding 1 to a number beyond 2^53 does nothing
        for (int i = 0; (first + i) * step <= to + slack && i <= (to - from) / step + 1; i++) {
            multiples.add((first + i) * step);
        }
        return multiples;
    }
}
