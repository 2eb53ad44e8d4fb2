package dev.anneal.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;

/** A polyline as the path of an SVG picture, with as few points as show what it does. */
final class Outline {

    /** How far, in pixels, a point that is left out may lie from the line that is drawn. */
    private static final double TOLERANCE = 0.15;

    private final double[] x;
    private final double[] y;

    /** Keeps the arrays, which are in pixels; a NaN is a gap. */
    Outline(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /** The path's data. */
    String path() {
        StringBuilder path = new StringBuilder();
        int start = 0;
        while (start < x.length) {
            int stop = start;
            while (stop < x.length && !Double.isNaN(y[stop])) {
                stop++;
            }
            if (stop > start) {
                piece(path, start, stop - 1);
            }
            start = stop + 1;
        }
        return path.toString();
    }

    private void piece(StringBuilder path, int first, int last) {
        boolean[] kept = kept(first, last);
        String atX = tenths(x[first]);
        String atY = tenths(y[first]);
        path.append('M').append(atX).append(' ').append(atY);
        for (int i = first + 1; i <= last; i++) {
            if (!kept[i - first]) {
                continue;
            }
            String nextX = tenths(x[i]);
            String nextY = tenths(y[i]);
            if (!nextX.equals(atX) && !nextY.equals(atY)) {
                path.append('L').append(nextX).append(' ').append(nextY);
            } else if (!nextX.equals(atX)) {
                path.append('H').append(nextX);
            } else if (!nextY.equals(atY)) {
                path.append('V').append(nextY);
            }
            atX = nextX;
            atY = nextY;
        }
    }

    /** Which points stay: of each stretch the farthest from its chord, for as long as one is too far (Douglas and Peucker). */
    private boolean[] kept(int first, int last) {
        boolean[] kept = new boolean[last - first + 1];
        kept[0] = true;
        kept[last - first] = true;
        Deque<int[]> stretches = new ArrayDeque<>();
        stretches.push(new int[] {first, last});
        while (!stretches.isEmpty()) {
            int[] stretch = stretches.pop();
            int farthest = farthest(stretch[0], stretch[1]);
            if (farthest > 0) {
                kept[farthest - first] = true;
                stretches.push(new int[] {stretch[0], farthest});
                stretches.push(new int[] {farthest, stretch[1]});
            }
        }
        return kept;
    }

    /** The point between two others that is farthest from their chord; 0 if none is too far. */
    private int farthest(int from, int to) {
        double most = TOLERANCE;
        int farthest = 0;
        for (int i = from + 1; i < to; i++) {
            double distance = distance(i, from, to);
            if (distance > most) {
                most = distance;
                farthest = i;
            }
        }
        return farthest;
    }

    private double distance(int i, int from, int to) {
        double dx = x[to] - x[from];
        double dy = y[to] - y[from];
        double square = dx * dx + dy * dy;
        double along = square == 0 ? 0 : ((x[i] - x[from]) * dx + (y[i] - y[from]) * dy) / square;
        double near = Math.min(1, Math.max(0, along));
        return Math.hypot(x[i] - x[from] - near * dx, y[i] - y[from] - near * dy);
    }

    /** A place to a tenth of a pixel. */
    static String tenths(double place) {
        BigDecimal rounded = BigDecimal.valueOf(place).setScale(1, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
