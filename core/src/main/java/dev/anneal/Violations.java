package dev.anneal;

import org.jspecify.annotations.Nullable;

/** Looks for values out of range, in bounded time whatever the schedule is. */
final class Violations {

    /**
     * Steps that are looked at one by one, all schedules of a plan together, a schedule of n parts or operators within each
     * other counting n times. A tenth of a second goes into them, which nobody who asks for a table minds.
     */
    private static final double BUDGET = 2e6;

    private static final double MOST_STEPS = 2e5;
    private static final double MOST_SAMPLES = 1_000;

    /** Doubles tell whole numbers apart up to here; what comes later is looked at here. */
    private static final double LAST = 1L << 53;

    private final Plan.Target target;
    private final Node schedule;
    private final int steps;
    private final int samples;

    private Violations(Plan.Assignment assignment, double parts) {
        this.target = assignment.target();
        this.schedule = (Node) assignment.schedule();
        this.steps = (int) Math.min(MOST_STEPS, Math.ceil(BUDGET / parts));
        this.samples = (int) Math.min(MOST_SAMPLES, Math.ceil(BUDGET / parts));
    }

    static @Nullable Violation first(Plan plan, double until) {
        double parts = 0;
        for (Plan.Assignment assignment : plan.assignments()) {
            Node schedule = (Node) assignment.schedule();
            parts += Math.max(schedule.size(), schedule.depth());
        }
        Violation first = null;
        double end = Math.min(Math.floor(until), LAST);
        for (Plan.Assignment assignment : plan.assignments()) {
            Violation found = new Violations(assignment, parts).first(end);
            // of several at the same time the plan's first
            if (found != null && (first == null || found.time() < first.time())) {
                first = found;
                end = found.time();
            }
        }
        return first;
    }

    private @Nullable Violation first(double end) {
        // it rests from its length on
        double last = Math.min(end, Math.ceil(schedule.length()));
        double listed = Math.min(last, steps - 1);
        double[] values = new double[(int) Math.min(Time.BLOCK, listed + 1)];
        for (double from = 0; from <= listed; from += values.length) {
            schedule.fill(from, 1, values);
            for (int i = 0; i < values.length && from + i <= last; i++) {
                if (!allows(values[i])) {
                    return new Violation(target, from + i, values[i]);
                }
            }
        }
        double wrong = last > listed ? Math.min(atKnots(listed, last), between(listed, last)) : Double.NaN;
        return wrong <= last ? halved(listed, wrong) : null;
    }

    /** A whole time out of range beside a knot, where values jump and slopes turn; infinity if none is found. */
    private double atKnots(double start, double last) {
        double knot = schedule.nextKnot(start);
        for (int i = 0; i < samples && knot <= last; i++) {
            double after = Math.ceil(knot);
            for (double t = Math.max(start, after - 1); t <= Math.min(after, last); t++) {
                if (!allows(schedule.at(t))) {
                    return t;
                }
            }
            knot = schedule.nextKnot(knot);
        }
        return Double.POSITIVE_INFINITY;
    }

    /** The least of the sampled times that is out of range; infinity if none is. */
    private double between(double start, double last) {
        double wrong = Double.POSITIVE_INFINITY;
        for (int i = 1; i <= samples; i++) {
            double share = (double) i / samples;
            // evenly, and by equal factors: a run may be a small part of what is asked for
            double evenly = Math.floor(start + (last - start) * share);
            double early = Math.floor(start * Math.pow(last / start, share));
            for (double t : new double[] {evenly, early}) {
                if (t < wrong && t >= start && t <= last && !allows(schedule.at(t))) {
                    wrong = t;
                }
            }
        }
        return wrong;
    }

    /** A time out of range of which the time before is in range, by halving. */
    private Violation halved(double good, double wrong) {
        double left = good;
        double right = wrong;
        while (right - left > 1) {
            double middle = Math.floor(left + (right - left) / 2);
            if (allows(schedule.at(middle))) {
                left = middle;
            } else {
                right = middle;
            }
        }
        return new Violation(target, right, schedule.at(right));
    }

    private boolean allows(double value) {
        return target.hyperparameter().allows(value);
    }
}
