package dev.anneal.plot;

/** Turns recorded values into a polyline: all of them if they are few, else the extremes of every column of pixels. */
final class Thinning {
    /** A column with no more points than this needs no thinning. */
    private static final int FEW = 4;

    private final Line rows;
    private final Range range;
    private final int columns;
    private final boolean sparse;

    private Thinning(Line rows, Range range, int columns) {
        this.rows = rows;
        this.range = range;
        this.columns = columns;
        this.sparse = sparse(rows.y());
    }

    static Line of(Line rows, Range range, int columns) {
        return new Thinning(rows, range, columns).line();
    }

    /** Whether no two neighbours both have a value, as with what is measured once an epoch in a file with a row a step. */
    private static boolean sparse(double[] y) {
        for (int i = 1; i < y.length; i++) {
            if (Double.isFinite(y[i]) && Double.isFinite(y[i - 1])) {
                return false;
            }
        }
        return true;
    }

    /** The rows of the range, and one on each side, to which the line leads. */
    private Line line() {
        double[] x = rows.x();
        int first = 0;
        while (first + 1 < x.length && x[first + 1] < range.from()) {
            first++;
        }
        int stop = x.length;
        while (stop - 1 > first && x[stop - 2] > range.to()) {
            stop--;
        }
        return stop - first <= FEW * columns ? plain(first, stop) : thinned(first, stop);
    }

    private Line plain(int first, int stop) {
        var line = new Line.Builder();
        for (int i = first; i < stop; i++) {
            if (!sparse || Double.isFinite(rows.y()[i])) {
                line.add(rows.x()[i], rows.y()[i]);
            }
        }
        return line.build();
    }

    private Line thinned(int first, int stop) {
        var line = new Line.Builder();
        var extremes = new Extremes();
        double column = Double.NaN;
        for (int i = first; i < stop; i++) {
            double x = rows.x()[i];
            double y = rows.y()[i];
            double here = Math.floor((x - range.from()) / range.width() * columns);
            boolean gap = !sparse && !Double.isFinite(y);
            if (here != column || gap) {
                extremes.addTo(line);
                extremes.clear();
                column = here;
            }
            if (gap) {
                line.add(x, Double.NaN);
            }
            extremes.see(x, y);
        }
        extremes.addTo(line);
        return line.build();
    }
}
