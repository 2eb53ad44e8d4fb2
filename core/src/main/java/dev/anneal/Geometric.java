package dev.anneal;

/** from^(1-p) · to^p: a straight line on a logarithmic axis. */
record Geometric() implements Curve {

    static final Geometric CURVE = new Geometric();

    @Override
    public double between(double from, double to, double progress) {
        double factor = to / from;
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            return Double.NaN;
        }
        return Linear.bounded(from, to, from * Math.pow(factor, progress));
    }

    @Override
    public Curve reversed() {
        return this;
    }

    @Override
    public String toString() {
        return "geometric";
    }
}
