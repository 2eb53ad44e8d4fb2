package dev.anneal;

import dev.anneal.notation.Numerals;
import java.util.Arrays;

/** A cycle over and over, {@code count} times or without end; each cycle evolves from the one before. */
record Repeat(Node cycle, Cycles cycles) implements Node {

    Repeat {
        Node.checkedDepth(1 + cycle.depth(), cycle.size());
    }

    static Repeat of(Node cycle, double count, Evolution evolution) {
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
        Cycles cycles = new Cycles(lasts, count, evolution);
        if (!endless) {
            if (!(cycles.stop() < Double.POSITIVE_INFINITY && cycles.start(count - 1) < cycles.stop())) {
                throw Check.broken("n", "leave each cycle a length that doubles can tell", count);
            }
            Check.finite("scaling of the last cycle", cycles.scale(count - 1));
        }
        return new Repeat(cycle, cycles);
    }

    @Override
    public double value(double t) {
        if (t >= length()) {
            return end();
        }
        double i = cycles.indexAt(t);
        return cycle.value(cycles.local(t, i)) * cycles.scale(i);
    }

    @Override
    public double valueBefore(double t) {
        if (t > length()) {
            return end();
        }
        double i = cycles.indexAt(t);
        if (i > 0 && cycles.start(i) >= t) {
            i--;
        }
        // where the next cycle starts this one has reached its length, however the subtraction rounds
        boolean whole = t == cycles.start(i + 1);
        double local = whole ? cycle.length() : Math.min(cycles.local(t, i), cycle.length());
        return Node.before(cycle, cycles.local(Math.nextDown(t), i), local) * cycles.scale(i);
    }

    @Override
    public double end() {
        return cycle.end() * cycles.scale(cycles.count() - 1);
    }

    @Override
    public double length() {
        return cycles.stop();
    }

    @Override
    public double knotAfter(double t) {
        if (t >= length()) {
            return Double.POSITIVE_INFINITY;
        }
        double i = cycles.indexAt(t);
        double local = cycle.knotAfter(cycles.local(t, i));
        double inner = local < cycle.length()
                ? Time.reaching(cycles.start(i), local * cycles.width(i))
                : Double.POSITIVE_INFINITY;
        return Math.max(Math.nextUp(t), Math.min(inner, cycles.start(i + 1)));
    }

    @Override
    public String name(double t) {
        return t < length() ? "cycle " + Numerals.text(cycles.indexAt(t) + 1) : "hold";
    }

    @Override
    public Node stretched(double factor) {
        return of(cycle.stretched(factor), cycles.count(), cycles.evolution());
    }

    @Override
    public void apply(double[] x, int from, int to) {
        int over = Time.firstAtOrAfter(x, from, to, length());
        int at = from;
        while (at < over) {
            double i = cycles.indexAt(x[at]);
            int stop = at + 1;
            if (cycles.isDistinct(i)) {
                stop = i + 1 < cycles.count() ? Time.firstAtOrAfter(x, stop, over, cycles.start(i + 1)) : over;
            }
            for (int j = at; j < stop; j++) {
                x[j] = cycles.local(x[j], i);
            }
            cycle.apply(x, at, stop);
            double scale = cycles.scale(i);
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
        boolean ends = cycles.count() < Double.POSITIVE_INFINITY;
        StringBuilder text = new StringBuilder(cycle.toString()).append(".repeat(");
        if (ends) {
            text.append(Numerals.text(cycles.count()));
        }
        if (!cycles.evolution().equals(Evolution.NONE)) {
            text.append(ends ? ", " : "").append(cycles.evolution());
        }
        return text.append(')').toString();
    }
}
