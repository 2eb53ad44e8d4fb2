package dev.anneal;

import java.util.Arrays;

/** Arithmetic of times that doubles would otherwise get wrong by a hair. */
final class Time {

    /** How far from an integer, relatively, a computed time may be and still mean that integer. */
    private static final double SNAP = 1e-12;

    /** How many times are looked at together: a block stays in the first cache between the passes over it. */
    static final int BLOCK = 1024;

    /** The indices of a block as doubles, because older compilers do not vectorise the conversion. */
    private static final double[] INDICES = new double[BLOCK];

    static {
        Arrays.setAll(INDICES, i -> i);
    }

    private Time() {}

    /** {@code times[i] = from + i·step} in {@code [start, stop)}, which is at most a block. */
    static void count(double from, double step, double[] times, int start, int stop) {
        double first = start;
        for (int i = 0; i < stop - start; i++) {
            times[start + i] = from + (first + INDICES[i]) * step;
        }
    }

    /**
     * A computed time, moved to the nearest integer p &gt;= 1 if that is within {@code 1e-12·x}. 0.29 · 100 is
     * 28.999999999999996 in doubles and means 29; a relative bound also keeps per-mille splits of 1e8 steps.
     */
    static double snap(double x) {
        double nearest = Math.rint(x);
        return nearest >= 1 && Math.abs(x - nearest) <= SNAP * x ? nearest : x;
    }

    /** A length or a unit times a factor; refused if it leaves the range of doubles. */
    static double scaled(String what, double x, double factor) {
        double product = snap(x * factor);
        if (!(product < Double.POSITIVE_INFINITY) || (product == 0 && x != 0)) {
            throw Check.broken(what + " after stretching", "stay a finite number that is not 0", product);
        }
        return product;
    }

    /** The unit of something that lasts {@code length} units, times a factor; refused if either leaves the range of doubles. */
    static double scaledUnit(double unit, double factor, double length) {
        double scaled = scaled("unit", unit, Check.positive("factor", factor));
        if (length < Double.POSITIVE_INFINITY) {
            scaled("length", length, scaled);
        }
        return scaled;
    }

    /** The greatest integer q with {@code q·period <= t} in exact arithmetic: 27 over 2.7 is 9, as 2.7 is a bit more. */
    static double quotient(double t, double period) {
        double ratio = t / period;
        double q = Math.floor(ratio);
        // below 2^53 the quotient of whole numbers cannot round up to an integer, so the slow remainder can be saved
        boolean whole = period == Math.rint(period) && t == Math.rint(t);
        boolean roundedUp = !whole && q == ratio && t % period > period / 2;
        return roundedUp ? q - 1 : q;
    }

    /** The first time whose distance from {@code start}, as doubles subtract, has reached {@code local}. */
    static double reaching(double start, double local) {
        double t = start + local;
        while (t - start < local) {
            t = Math.nextUp(t);
        }
        double earlier = Math.nextDown(t);
        return earlier - start >= local ? earlier : t;
    }

    /** The greatest index with {@code starts[index] <= t}, among the first {@code count} ascending starts; at least 0. */
    static int indexAt(double[] starts, int count, double t) {
        if (count == 2) {
            // as after a warmup, where a processor foresees the branch
            return starts[1] <= t ? 1 : 0;
        }
        // No branch depends on the times, because one that goes either way costs more than the rest of the search.
        // Doubles that are not negative are in the order of their bits; a -0.0 becomes 0.0.
        long now = Double.doubleToRawLongBits(t + 0.0);
        int low = 0;
        int span = count;
        while (span > 8) {
            // three comparisons that need not wait for each other, instead of two that must
            int quarter = span >>> 2;
            low += (quarter & past(starts[low + quarter], now))
                    + (quarter & past(starts[low + 2 * quarter], now))
                    + (quarter & past(starts[low + 3 * quarter], now));
            span -= 3 * quarter;
        }
        int index = low;
        for (int i = low + 1; i < low + span; i++) {
            index -= past(starts[i], now);
        }
        return index;
    }

    /** -1 where {@code start <= now}, else 0. */
    private static int past(double start, long now) {
        return (int) ((Double.doubleToRawLongBits(start) - now - 1) >> 63);
    }

    /** The first of the ascending times after t, or infinity. */
    static double next(double[] times, double t) {
        int next = indexAt(times, times.length, t) + 1;
        return next < times.length ? times[next] : Double.POSITIVE_INFINITY;
    }

    /** Each time times a factor; refused if one leaves the range of doubles. */
    static double[] scaled(String what, double[] times, double factor) {
        Check.positive("factor", factor);
        return Arrays.stream(times).map(t -> scaled(what, t, factor)).toArray();
    }

    /** The index from which on the ascending times in {@code [from, to)} are at or past {@code t}. */
    static int firstAtOrAfter(double[] times, int from, int to, double t) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] >= t) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
