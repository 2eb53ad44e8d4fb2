package dev.anneal.dialect.fvcore;

import dev.anneal.notation.Numerals;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/**
 * How far a run is, as schedulers are told it.
 *
 * @param from the progress at time 0
 * @param each what an update adds to it
 * @param exact the progress at a time with the roundings of upstream, which decide where stairs are
 */
record Progress(double from, double each, DoubleUnaryOperator exact) {

    /** More than the roundings of a quotient of whole numbers, less than anything that is meant. */
    private static final double ROUNDING = 1e-12;

    private static final int TRIES = 4;

    /** From 0 to 1 in so many updates. */
    static Progress of(double total) {
        return new Progress(0, 1 / total, t -> t / total);
    }

    /** One moment. */
    static Progress at(double where) {
        return new Progress(where, 1, t -> where + t);
    }

    /** The same, so many updates later. */
    Progress later(double steps) {
        return steps == 0
                ? this
                : new Progress(snapped(exact.applyAsDouble(steps)), each, t -> exact.applyAsDouble(t + steps));
    }

    /** From 0 to 1 within a part of this progress. */
    Progress within(double start, double length) {
        return new Progress(
                snapped((from - start) / length), each / length, t -> (exact.applyAsDouble(t) - start) / length);
    }

    private static double snapped(double where) {
        return Math.abs(where) <= ROUNDING ? 0 : where;
    }

    double after(double steps) {
        return from + steps * each;
    }

    /** How many updates it takes from 0 to 1. */
    double total() {
        return whole(1 / each);
    }

    /** How many updates ago it was 0. */
    double begun() {
        return whole(from / each);
    }

    private static double whole(double steps) {
        double rounded = Math.rint(steps);
        return Math.abs(steps - rounded) <= ROUNDING * Math.abs(steps) ? rounded : steps;
    }

    /** The first whole time at which a progress of about so much is reached; infinite if it is none of a run. */
    double first(double about, DoublePredicate reached) {
        double guess = Math.max(0, Math.ceil((about - from) / each) - TRIES / 2);
        if (!(guess < 1e15)) {
            return Double.POSITIVE_INFINITY;
        }
        for (int i = 0; i < TRIES; i++) {
            if (reached.test(exact.applyAsDouble(guess + i))) {
                return guess + i;
            }
        }
        return guess + TRIES;
    }

    /** The progress as an expression of {@code t}. */
    String text() {
        if (from == 0) {
            return "(t / " + Numerals.text(total()) + ")";
        }
        return "(" + Numerals.text(from) + " + t / " + Numerals.text(total()) + ")";
    }
}
