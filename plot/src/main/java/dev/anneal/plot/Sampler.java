package dev.anneal.plot;

import dev.anneal.Schedule;

/**
 * Turns a schedule into a polyline for a figure that is so many columns of pixels wide.
 *
 * <p>A jump gets both of its ends, at its own time. A column that holds more knots than can be told apart is drawn from the
 * lowest to the highest value found in it, so that the work depends on the columns and never on the knots.
 */
final class Sampler {
    /** A column with more knots than these is a band. */
    private static final int KNOTS = 4;
    /** How many places of a column are looked at for values beyond those at its edges. */
    private static final int PROBES = 5;

    private final Schedule schedule;
    private final Line.Builder line = new Line.Builder();
    private final Extremes extremes = new Extremes();

    private Sampler(Schedule schedule) {
        this.schedule = schedule;
    }

    /** A schedule on [from, to): at the right end it is the limit from the left, as what follows is no longer drawn. */
    static Line of(Schedule schedule, Range range, int columns) {
        var sampler = new Sampler(schedule);
        double start = Math.max(0, range.from());
        double width = (range.to() - start) / columns;
        for (int i = 1; i <= columns; i++) {
            double stop = i == columns ? range.to() : rounded(start + (range.to() - start) * i / columns, width, range);
            double begin = i == 1 ? start : rounded(start + (range.to() - start) * (i - 1) / columns, width, range);
            if (begin < stop) {
                sampler.column(begin, stop);
            }
        }
        return sampler.line.add(range.to(), schedule.before(range.to())).build();
    }

    /** The nearest time with few digits, whole if columns are wider than 1: what a person wants to read and a file to hold. */
    private static double rounded(double time, double width, Range range) {
        double digits = Math.floor(Math.log10(width >= 1 ? Math.max(1, width / 5) : width / 5));
        double near = digits >= 0
                ? Math.rint(time / Math.pow(10, digits)) * Math.pow(10, digits)
                : Math.rint(time * Math.pow(10, -digits)) / Math.pow(10, -digits);
        return Math.min(Math.max(near, Math.max(0, range.from())), range.to());
    }

    private void column(double from, double to) {
        double first = schedule.at(from);
        line.add(from, first);
        int knots = 0;
        double knot = schedule.nextKnot(from);
        double[] times = new double[KNOTS];
        while (knot < to && knots < KNOTS) {
            times[knots++] = knot;
            knot = schedule.nextKnot(knot);
        }
        if (knot < to) {
            band(from, to, times);
            return;
        }
        if (knots == 0) {
            bulge(from, to, first);
        }
        for (int i = 0; i < knots; i++) {
            line.add(times[i], schedule.before(times[i])).add(times[i], schedule.at(times[i]));
        }
        if (knot == to) {
            line.add(to, schedule.before(to));
        }
    }

    private void band(double from, double to, double[] knots) {
        extremes.clear();
        extremes.see(from, schedule.at(from));
        for (double knot : knots) {
            extremes.see(knot, schedule.before(knot));
            extremes.see(knot, schedule.at(knot));
        }
        double time = knots[KNOTS - 1];
        for (int i = 1; i <= PROBES; i++) {
            double probe = Math.max(time, from + (to - from) * i / (PROBES + 1));
            extremes.see(probe, schedule.at(probe));
            time = schedule.nextKnot(probe);
            if (!(time < to)) {
                break;
            }
            extremes.see(time, schedule.before(time));
            extremes.see(time, schedule.at(time));
        }
        extremes.see(to, schedule.before(to));
        extremes.addTo(line);
    }

    /** Java functions have no knots and may swing within a column: points beyond both of its edges are kept. */
    private void bulge(double from, double to, double first) {
        double last = schedule.before(to);
        extremes.clear();
        extremes.see(from, first);
        boolean beyond = false;
        for (int i = 1; i <= PROBES; i++) {
            double time = from + (to - from) * i / (PROBES + 1);
            double value = schedule.at(time);
            beyond |= value < Math.min(first, last) || value > Math.max(first, last);
            extremes.see(time, value);
        }
        if (beyond) {
            extremes.addTo(line);
        }
    }
}
