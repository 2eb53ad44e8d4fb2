package dev.anneal.dialect.huggingface;

import dev.anneal.Curve;
import dev.anneal.Schedule;
import dev.anneal.notation.Numerals;

/** What the schedules of transformers compute for one parameter group, as schedules of the notation. */
final class Curves {

    /** As many restarts are written as {@code repeat(n)}; more than that are repeated without end, and cut. */
    private static final double MOST_CYCLES = 1_000_000;

    private Curves() {}

    /** A straight line from 0 to a rate, and what follows it, which has begun already where the warmup is negative. */
    static Schedule warmed(double base, double warmup, Schedule next) {
        if (warmup <= 0) {
            return next.skip(-warmup);
        }
        Schedule line = within(Schedule.linear(0, base, Math.max(1, warmup)), warmup);
        boolean stays = next.length() == 0 && next.at(0) == line.at(warmup);
        return stays ? line : line.then(next);
    }

    /** Phases of less than a step are run through as if they took a whole one. */
    static Schedule within(Schedule phase, double length) {
        return phase.length() > length ? phase.until(length) : phase;
    }

    /** From the base rate to 0 in so many steps, or as if in one. */
    static Schedule falling(double base, double steps) {
        return steps > 0 ? Schedule.linear(base * Math.min(1, steps), 0, steps) : Schedule.constant(0);
    }

    /** A cosine wave between two rates that never ends, so many of its cycles in so many steps. */
    static Schedule wave(double high, double low, double steps, double cycles) {
        if (cycles == 0) {
            return Schedule.constant(high);
        }
        double half = steps / (2 * Math.abs(cycles));
        return Schedule.cosine(high, low, half)
                .then(Schedule.cosine(low, high, half))
                .repeat();
    }

    /** Half cosine waves from the base rate to 0, so many in so many steps; then 0. */
    static Schedule restarts(double base, double steps, double cycles) {
        if (cycles == 0) {
            return Schedule.hold(base, steps).then(Schedule.constant(0));
        }
        if (cycles < 0) {
            String phase = "(" + Numerals.text(cycles) + " * (t / " + Numerals.text(steps) + ")) % 1";
            String wave = "t -> " + Numerals.text(base) + " * (0.5 * (1 + cos(pi * (" + phase + "))))";
            return Schedule.formula(wave).until(steps).then(Schedule.constant(0));
        }
        Schedule cycle = Schedule.cosine(base, 0, steps / cycles);
        if (cycles == 1) {
            return cycle;
        }
        return cycles == Math.rint(cycles) && cycles <= MOST_CYCLES
                ? cycle.repeat((int) cycles)
                : cycle.repeat().until(steps).then(Schedule.constant(0));
    }

    /** Polynomial decay over so many steps, of which the last belongs to the decay. */
    static Schedule polynomial(double base, double end, double steps, double power) {
        if (power == 0) {
            return Schedule.hold(base, steps).then(Schedule.constant(end));
        }
        if (power < 0) {
            String rest = "(1 - t / " + Numerals.text(steps) + ")";
            String range = "(" + Numerals.text(base) + " - " + Numerals.text(end) + ")";
            return Schedule.formula(
                            "t -> " + range + " * " + rest + " ** " + Numerals.text(power) + " + " + Numerals.text(end))
                    .until(steps)
                    .then(Schedule.constant(end));
        }
        return power == 1 ? Schedule.linear(base, end, steps) : Schedule.polynomial(base, end, steps, power);
    }

    /** The way up of {@code warmup_type}. */
    static Schedule rising(String type, double from, double to, double steps) {
        return within(
                switch (type) {
                    case "linear" -> Schedule.linear(from, to, Math.max(1, steps));
                    case "cosine" -> Schedule.cosine(from, to, Math.max(1, steps));
                    default ->
                        Schedule.ramp(
                                from,
                                to,
                                Math.max(1, steps),
                                Curve.oneMinusSqrt().reversed());
                },
                steps);
    }

    /** The way down of {@code decay_type}; a cosine wave may have any number of cycles. */
    static Schedule decaying(String type, double from, double to, double steps, double cycles) {
        double whole = Math.max(1, steps);
        return within(
                switch (type) {
                    case "linear" -> Schedule.linear(from, to, whole);
                    case "cosine" ->
                        cycles == 0.5
                                ? Schedule.cosine(from, to, whole)
                                : wave(from, to, whole, cycles).until(whole);
                    default -> Schedule.ramp(from, to, whole, Curve.oneMinusSqrt());
                },
                steps);
    }
}
