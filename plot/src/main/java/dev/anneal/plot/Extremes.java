package dev.anneal.plot;

import java.util.Arrays;

/** The first, lowest, highest and last of the points seen, in the order of their times: enough to draw a column of pixels. */
final class Extremes {
    private final double[] x = new double[4];
    private final double[] y = new double[4];
    private boolean empty = true;

    void clear() {
        empty = true;
    }

    void see(double time, double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        if (empty) {
            Arrays.fill(x, time);
            Arrays.fill(y, value);
            empty = false;
        }
        if (value < y[1]) {
            set(1, time, value);
        }
        if (value > y[2]) {
            set(2, time, value);
        }
        set(3, time, value);
    }

    private void set(int i, double time, double value) {
        x[i] = time;
        y[i] = value;
    }

    void addTo(Line.Builder line) {
        if (empty) {
            return;
        }
        int earlier = x[1] <= x[2] ? 1 : 2;
        line.add(x[0], y[0]).add(x[earlier], y[earlier]).add(x[3 - earlier], y[3 - earlier]);
        line.add(x[3], y[3]);
    }
}
