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

        /** Appends a point. A point that repeats the last one is left out. */
        Builder add(double time, double value) {
            double drawn = drawable(value);
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

        /** What is infinite, or so large that the height of an axis would be, is a gap; what is hardly a number is 0. */
        private static double drawable(double value) {
            double size = Math.abs(value);
            return size < 1e-300 ? 0 : size <= 1e300 ? value : Double.NaN;
        }

        Line build() {
            return new Line(Arrays.copyOf(x, size), Arrays.copyOf(y, size));
        }
    }
}
