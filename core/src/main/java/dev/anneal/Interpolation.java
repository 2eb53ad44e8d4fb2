package dev.anneal;

import java.util.Arrays;

/** Values reached at given times, with a curve between each two of them. */
final class Interpolation implements Node {

    private final double[] times;
    private final double[] values;
    private final Curve curve;

    private Interpolation(double[] times, double[] values, Curve curve) {
        this.times = times;
        this.values = values;
        this.curve = curve;
    }

    static Interpolation of(double[] times, double[] values, Curve curve) {
        for (int i = 1; i < values.length; i++) {
            Ramp.checkEnd(curve, values[i - 1], values[i], 0);
            Ramp.checkEnd(curve, values[i - 1], values[i], 1);
        }
        return new Interpolation(times, values, curve);
    }

    @Override
    public double value(double t) {
        int i = Time.indexAt(times, times.length, t);
        double since = t - times[i];
        if (since == 0 || i == times.length - 1) {
            return values[i];
        }
        return curve.between(values[i], values[i + 1], since / (times[i + 1] - times[i]));
    }

    @Override
    public double length() {
        return times[times.length - 1];
    }

    @Override
    public double knotAfter(double t) {
        return Time.next(times, t);
    }

    @Override
    public String name(double t) {
        return Node.ramp("interpolate", t, length());
    }

    @Override
    public Node stretched(double factor) {
        double[] moved = Time.scaled("time", times, factor);
        Check.table("interpolate", moved, values);
        return new Interpolation(moved, values, curve);
    }

    @Override
    public int size() {
        return times.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Interpolation that
                && Arrays.equals(times, that.times)
                && Arrays.equals(values, that.values)
                && curve.equals(that.curve);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(times) + Arrays.hashCode(values)) + curve.hashCode();
    }

    @Override
    public String toString() {
        String table = Piecewise.table(times, values);
        return "interpolate(" + (curve.equals(Curve.linear()) ? table : table + ", " + Ramp.text(curve)) + ")";
    }
}
