package dev.anneal;

import dev.anneal.notation.Numerals;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values held from their starts on; {@code starts[0]} is 0, and equal starts are allowed inside the package. */
final class Piecewise implements Node {

    private final double[] starts;
    private final double[] values;

    Piecewise(double[] starts, double[] values) {
        this.starts = starts;
        this.values = values;
    }

    static String table(double[] times, double[] values) {
        return IntStream.range(0, times.length)
                .mapToObj(i -> Numerals.text(times[i]) + ": " + Numerals.text(values[i]))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    double start(int i) {
        return starts[i];
    }

    int count() {
        return starts.length;
    }

    @Override
    public double value(double t) {
        return values[Time.indexAt(starts, starts.length, t)];
    }

    @Override
    public double valueBefore(double t) {
        return values[Math.max(0, Time.firstAtOrAfter(starts, 0, starts.length, t) - 1)];
    }

    @Override
    public double length() {
        return starts[starts.length - 1];
    }

    @Override
    public double knotAfter(double t) {
        return Time.next(starts, t);
    }

    @Override
    public String name(double t) {
        return name("piecewise", t);
    }

    String name(String word, double t) {
        int passed = Time.indexAt(starts, starts.length, t);
        return passed == 0 ? word : "milestone " + passed;
    }

    @Override
    public Piecewise stretched(double factor) {
        double[] moved = Time.scaled("start", starts, factor);
        Check.table("piecewise", moved, values);
        return new Piecewise(moved, values);
    }

    @Override
    public void apply(double[] x, int from, int to) {
        int at = from;
        while (at < to) {
            int i = Time.indexAt(starts, starts.length, x[at]);
            int stop = i + 1 < starts.length ? Time.firstAtOrAfter(x, at, to, starts[i + 1]) : to;
            Arrays.fill(x, at, stop, values[i]);
            at = stop;
        }
    }

    @Override
    public int size() {
        return starts.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Piecewise that
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(starts) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "piecewise(" + table(starts, values) + ")";
    }
}
