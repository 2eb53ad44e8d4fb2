package dev.anneal;

import dev.anneal.notation.Numerals;
import java.util.Arrays;

record Skip(Node whole, double offset) implements Node {

    Skip {
        Node.checkedDepth(1 + whole.depth(), whole.size());
    }

    static Node of(Node whole, double n) {
        if (n == 0) {
            return whole;
        }
        if (whole instanceof Skip inner) {
            double sum = inner.offset + n;
            // merged only where the sum is exact: times must not depend on how a skip was put together
            if (sum - n == inner.offset && sum - inner.offset == n) {
                // which may in turn merge with a skip further in, as it would when it is read back
                return of(inner.whole, sum);
            }
        }
        return new Skip(whole, n);
    }

    @Override
    public double value(double t) {
        return t >= length() ? whole.end() : whole.value(t + offset);
    }

    @Override
    public double valueBefore(double t) {
        if (t > length()) {
            return whole.end();
        }
        return Node.before(whole, Math.nextDown(t) + offset, Math.min(t + offset, whole.length()));
    }

    @Override
    public double length() {
        return Math.max(0, Time.snap(whole.length() - offset));
    }

    @Override
    public double knotAfter(double t) {
        if (t >= length()) {
            return Double.POSITIVE_INFINITY;
        }
        // asked once only: skips of skips would ask twice as often with each
        double reached = whole.knotAfter(t + offset);
        double knot = Math.max(reached - offset, Math.nextUp(t));
        while (knot + offset < reached) {
            knot = Math.nextUp(knot);
        }
        return Math.min(knot, length());
    }

    @Override
    public String name(double t) {
        return whole.name(Math.min(t + offset, Double.MAX_VALUE));
    }

    @Override
    public Node stretched(double factor) {
        return of(whole.stretched(factor), Time.scaled("offset", offset, factor));
    }

    @Override
    public void apply(double[] x, int from, int to) {
        int over = Time.firstAtOrAfter(x, from, to, length());
        for (int i = from; i < over; i++) {
            x[i] += offset;
        }
        whole.apply(x, from, over);
        if (over < to) {
            Arrays.fill(x, over, to, whole.end());
        }
    }

    @Override
    public int depth() {
        return 1 + whole.depth();
    }

    @Override
    public int size() {
        return whole.size();
    }

    @Override
    public String toString() {
        return whole + ".skip(" + Numerals.text(offset) + ")";
    }
}
