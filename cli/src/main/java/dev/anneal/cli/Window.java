package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.Schedule;

/**
 * The stretch of time, from 0, that is worth looking at.
 *
 * @param end where it ends; 0 if nothing ever changes
 * @param origin what gave the end
 */
record Window(double end, Origin origin) {

    /** Where the end of a window comes from. */
    enum Origin {
        /** The run is this long. */
        RUN,
        /** The plan is at rest from there on. */
        LENGTH,
        /** The plan has no end; so much of it shows what it does. */
        GLIMPSE
    }

    private static final int CYCLES = 6;
    private static final double FALLEN = 0.1;
    private static final double LONGEST_GLIMPSE = 1e6;

    static Window of(Plan plan, Horizon horizon) {
        if (horizon.steps().isPresent()) {
            return new Window(horizon.steps().getAsDouble(), Origin.RUN);
        }
        double length = plan.length();
        if (length < Double.POSITIVE_INFINITY) {
            return new Window(length, Origin.LENGTH);
        }
        double longest = 0;
        for (Plan.Assignment line : plan.assignments()) {
            Schedule schedule = line.schedule();
            longest = Math.max(
                    longest, schedule.length() < Double.POSITIVE_INFINITY ? schedule.length() : glimpse(schedule));
        }
        return new Window(longest, Origin.GLIMPSE);
    }

    /** Some cycles, if it has cycles; else as long as it takes to fall to a tenth, or to grow tenfold. */
    private static double glimpse(Schedule schedule) {
        double last = 0;
        for (int i = 0; i < CYCLES; i++) {
            double knot = schedule.nextKnot(last);
            if (knot == Double.POSITIVE_INFINITY) {
                return round(last + tail(schedule, last));
            }
            last = knot;
        }
        return last;
    }

    private static double tail(Schedule schedule, double start) {
        double first = Math.abs(schedule.at(start));
        double span = Math.max(100, start);
        while (span < LONGEST_GLIMPSE && isNear(first, Math.abs(schedule.at(start + span)))) {
            span *= 2;
        }
        return Math.min(span, Math.max(LONGEST_GLIMPSE, start));
    }

    private static boolean isNear(double first, double value) {
        return value > FALLEN * first && value * FALLEN < first;
    }

    /** The next 1, 2 or 5 times a power of ten. */
    private static double round(double x) {
        double power = Math.pow(10, Math.floor(Math.log10(x)));
        for (double digit : new double[] {1, 2, 5}) {
            if (digit * power >= x) {
                return digit * power;
            }
        }
        return 10 * power;
    }
}
