package dev.anneal.plot;

import java.util.Arrays;

/** A polyline. Times never fall; two points at one time are a jump; a value that is NaN is a gap. */
final class Line {
    private final double[] x;
    private final double[] y;

    /** Keeps the arrays. */
    Line(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    double[] x() {
        return x;
    }

    double[] y() {
        return y;
    }

    int size() {
        return x.length;
    }

    static final class Builder {
        private double[] x = new double[256];
        private double[] y = new double[256];
        private int size;

        /** Appends a point. Infinite values cannot be drawn and become gaps; a point that repeats the last one is left out. */
        Builder add(double time, double value) {
            double drawn = Double.isFinite(value) ? value : Double.NaN;
            if (size > 0 && x[size - 1] == time && Double.compare(y[size - 1], drawn) == 0) {
                return this;
            }
            if (size == x.length) {
                x = Arrays.copyOf(x, 2 * size);
                y = Arrays.copyOf(y, 2 * size);
            }
            x[size] = time;
            y[size++] = drawn;
            return this;
        }

        Line build() {
            return new Line(Arrays.copyOf(x, size), Arrays.copyOf(y, size));
        }
    }
}
