package dev.anneal;

/** The cycles of a repeat: cycle i, counted from 0, lasts L·kⁱ and is scaled by gⁱ. */
final class Cycles {

    /** How many cycles are computed beforehand; past them a logarithm finds the cycle, at a price that does not grow. */
    private static final int TABULATED = 32;

    /** How near to a start, relatively, a time must be for rounding to matter: well over what {@link Time#snap} moves. */
    private static final double NEAR = 1e-11;

    private final double length;
    private final double count;
    private final Evolution evolution;
    private final double stop;
    private final double[] starts;
    private final double[] widths;
    private final double[] scales;

    /** Cycles of one length, at least one of them; without end if the count is infinite. */
    Cycles(double length, double count, Evolution evolution) {
        this.length = length;
        this.count = count;
        this.evolution = evolution;
        int tabulated = (int) Math.min(count, TABULATED);
        this.starts = evolution.stretching() == 1 ? new double[0] : new double[tabulated];
        this.widths = new double[starts.length];
        this.scales = evolution.scaling() == 1 ? new double[0] : new double[tabulated];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = computedStart(i);
            widths[i] = Math.pow(evolution.stretching(), i);
        }
        for (int i = 0; i < scales.length; i++) {
            scales[i] = Math.pow(evolution.scaling(), i);
        }
        this.stop = count == Double.POSITIVE_INFINITY ? count : computedStart(count);
    }

    double count() {
        return count;
    }

    Evolution evolution() {
        return evolution;
    }

    /** Where the last cycle ends. */
    double stop() {
        return stop;
    }

    /** Where cycle i starts. */
    double start(double i) {
        return i < starts.length ? starts[(int) i] : computedStart(i);
    }

    /** L·i, or L·(kⁱ - 1)/(k - 1). */
    private double computedStart(double i) {
        double k = evolution.stretching();
        if (k == 1) {
            return Time.snap(length * i);
        }
        // near 1 the difference of the powers would lose the digits that count
        double powers = Math.abs(k - 1) < 0.01 ? Math.expm1(i * Math.log1p(k - 1)) : Math.pow(k, i) - 1;
        return Time.snap(length * (powers / (k - 1)));
    }

    double scale(double i) {
        double g = evolution.scaling();
        if (g == 1) {
            return 1;
        }
        return i < scales.length ? scales[(int) i] : Math.pow(g, i);
    }

    double width(double i) {
        double k = evolution.stretching();
        if (k == 1) {
            return 1;
        }
        return i < widths.length ? widths[(int) i] : Math.pow(k, i);
    }

    /** The cycle at t. */
    double indexAt(double t) {
        double k = evolution.stretching();
        double ratio = t / length;
        if (k == 1) {
            double i = Math.floor(ratio);
            double room = NEAR * (1 + ratio);
            boolean clear = ratio - i > room && i + 1 - ratio > room;
            return clear && i < count ? i : mendedIndexAt(t, ratio);
        }
        int tabulated = starts.length;
        return t < starts[tabulated - 1]
                ? Time.indexAt(starts, tabulated, t)
                : mendedIndexAt(t, Math.log1p(Math.min(ratio * (k - 1), Double.MAX_VALUE)) / Math.log(k));
    }

    /** A guess, mended against the starts, because logarithms and quotients round. */
    private double mendedIndexAt(double t, double guess) {
        double last = Math.min(count - 1, Double.MAX_VALUE);
        // a guess that is no number is past them all
        double i = guess < last ? Math.floor(guess) : last;
        // it is off by one cycle at the most; where doubles cannot tell the cycles any more there is nothing to mend
        for (int mends = 0; mends < 2 && i > 0 && start(i) > t; mends++) {
            i--;
        }
        for (int mends = 0; mends < 2 && i < last && start(i + 1) <= t; mends++) {
            i++;
        }
        return i;
    }

    /** Whether a cycle lasts longer than rounding may move its ends, so that every time up to its end is surely in it. */
    boolean isDistinct(double i) {
        return NEAR * start(i) < length * width(i);
    }

    /** The time on the clock of a cycle that is neither stretched nor moved. */
    double local(double t, double i) {
        double since = t - start(i);
        if (since <= 0) {
            return 0;
        }
        return evolution.stretching() == 1 ? since : Time.snap(since / width(i));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cycles that
                && length == that.length
                && count == that.count
                && evolution.equals(that.evolution);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Double.hashCode(length) + Double.hashCode(count)) + evolution.hashCode();
    }
}
