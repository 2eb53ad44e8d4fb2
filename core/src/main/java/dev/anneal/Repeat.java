package dev.anneal;

import dev.anneal.notation.Numerals;
import java.util.Arrays;

/** A cycle over and over, {@code count} times or without end; each cycle evolves from the one before. */
record Repeat(Node cycle, double count, Evolution evolution) implements Node {

    Repeat {
        Node.checkedDepth(1 + cycle.depth(), cycle.size());
        double lasts = cycle.length();
        if (!(lasts > 0 && lasts < Double.POSITIVE_INFINITY)) {
            String hint = lasts > 0 ? "; until(n) gives it one" : "";
            throw Check.broken("length of what repeats", "be finite and > 0" + hint, lasts);
        }
        if (!(count >= 1)) {
            throw Check.broken("n", "be >= 1", count);
        }
        boolean endless = count == Double.POSITIVE_INFINITY;
        if (endless && (evolution.stretching() < 1 || Math.abs(evolution.scaling()) > 1)) {
            throw Check.broken(
                    "evolution of an endless repeat",
                    "have stretching >= 1 and |scaling| <= 1; repeat(n, " + evolution + ") has an end",
                    evolution);
        }
    }

    static Repeat of(Node cycle, double count, Evolution evolution) {
        Repeat repeat = new Repeat(cycle, count, evolution);
        if (count < Double.POSITIVE_INFINITY) {
            double stop = repeat.start(count);
            if (!(stop < Double.POSITIVE_INFINITY && repeat.start(count - 1) < stop)) {
                throw Check.broken("n", "leave each cycle a length that doubles can tell", count);
            }
            Check.finite("scaling of the last cycle", repeat.scale(count - 1));
        }
        return repeat;
    }

    /** Where cycle i starts: L·i, or L·(kⁱ - 1)/(k - 1). */
    private double start(double i) {
        double k = evolution.stretching();
        if (k == 1) {
            return Time.snap(cycle.length() * i);
        }
        // near 1 the difference of the powers would lose the digits that count
        double powers = Math.abs(k - 1) < 0.01 ? Math.expm1(i * Math.log1p(k - 1)) : Math.pow(k, i) - 1;
        return Time.snap(cycle.length() * (powers / (k - 1)));
    }

    private double scale(double i) {
        double g = evolution.scaling();
        return g == 1 ? 1 : Math.pow(g, i);
    }

    private double width(double i) {
        double k = evolution.stretching();
        return k == 1 ? 1 : Math.pow(k, i);
    }

    /** The cycle at t: a guess, mended against the starts, because logarithms and quotients round. */
    private double indexAt(double t) {
        double k = evolution.stretching();
        double ratio = t / cycle.length();
        double guess = k == 1 ? ratio : Math.log1p(ratio * (k - 1)) / Math.log(k);
        double last = count - 1;
        double i = Math.max(0, Math.min(last, Math.floor(Double.isNaN(guess) ? last : guess)));
        // a guess is off by one cycle at the most; where doubles cannot tell the cycles any more there is nothing to
        // mend
        for (int mends = 0; mends < 2 && i > 0 && start(i) > t; mends++) {
            i--;
        }
        for (int mends = 0; mends < 2 && i < last && start(i + 1) <= t; mends++) {
            i++;
        }
        return i;
    }

    private double local(double t, double i) {
        double since = Math.max(0, t - start(i));
        return evolution.stretching() == 1 ? since : Time.snap(since / width(i));
    }

    @Override
    public double value(double t) {
        if (t >= length()) {
            return end();
        }
        double i = indexAt(t);
        return cycle.value(local(t, i)) * scale(i);
    }

    @Override
    public double valueBefore(double t) {
        if (t > length()) {
            return end();
        }
        double i = indexAt(t);
        if (i > 0 && start(i) >= t) {
            i--;
        }
        // where the next cycle starts this one has reached its length, however the subtraction rounds
        boolean whole = t == start(i + 1);
        double local = whole ? cycle.length() : Math.min(local(t, i), cycle.length());
        return Node.before(cycle, local(Math.nextDown(t), i), local) * scale(i);
    }

    @Override
    public double end() {
        return cycle.end() * scale(count - 1);
    }

    @Override
    public double length() {
        return count == Double.POSITIVE_INFINITY ? count : start(count);
    }

    @Override
    public double nextKnot(double t) {
        if (t >= length()) {
            return Double.POSITIVE_INFINITY;
        }
        double i = indexAt(t);
        double local = cycle.nextKnot(local(t, i));
        double inner = local < cycle.length() ? Time.reaching(start(i), local * width(i)) : Double.POSITIVE_INFINITY;
        return Math.max(Math.nextUp(t), Math.min(inner, start(i + 1)));
    }

    @Override
    public Node stretched(double factor) {
        return Repeat.of(cycle.stretched(factor), count, evolution);
    }

    @Override
    public void apply(double[] x, int from, int to) {
        int over = Time.firstAtOrAfter(x, from, to, length());
        int at = from;
        while (at < over) {
            double i = indexAt(x[at]);
            int stop = i + 1 < count ? Time.firstAtOrAfter(x, at + 1, over, start(i + 1)) : over;
            for (int j = at; j < stop; j++) {
                x[j] = local(x[j], i);
            }
            cycle.apply(x, at, stop);
            double scale = scale(i);
            for (int j = at; j < stop; j++) {
                x[j] *= scale;
            }
            at = stop;
        }
        if (over < to) {
            Arrays.fill(x, over, to, end());
        }
    }

    @Override
    public int depth() {
        return 1 + cycle.depth();
    }

    @Override
    public int size() {
        return cycle.size();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(cycle.toString()).append(".repeat(");
        if (count < Double.POSITIVE_INFINITY) {
            text.append(Numerals.text(count));
        }
        if (!evolution.equals(Evolution.NONE)) {
            text.append(count < Double.POSITIVE_INFINITY ? ", " : "").append(evolution);
        }
        return text.append(')').toString();
    }
}
