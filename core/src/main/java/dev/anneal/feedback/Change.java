package dev.anneal.feedback;

import dev.anneal.notation.Numerals;

/**
 * What is done: the value is multiplied. A factor below 1 gives {@code max(value · factor, floor)}, one above 1 gives
 * {@code min(value · factor, ceiling)}, each only if the value falls or rises by more than {@code eps}. Floor, ceiling and eps
 * are in units of the value, for each parameter group by itself; a schedule that lies beyond a limit by itself is left alone,
 * unless eps is negative.
 *
 * <p>What is kept is a scale, by which the schedule is multiplied from then on. A reduced value is kept at the floor also when
 * the schedule goes on to fall, down to where the schedule itself is below the floor; and so for raised values and the
 * ceiling. Where the schedule is 0 nothing changes, unless eps is negative: then the scale is multiplied.
 *
 * @param factor what a value is multiplied by; finite and not 1. May be 0 or negative
 * @param floor the lowest value to reduce to; minus infinity for none
 * @param ceiling the highest value to raise to, not below the floor; may be infinite
 * @param eps a change must be larger than this; minus infinity makes every change, also one that lifts a value to the floor
 */
public record Change(double factor, double floor, double ceiling, double eps) {

    /** Values that differ by so many units in the last place are the same. */
    private static final int ROUNDING = 4;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Change {
        Check.finite("factor", factor);
        if (factor == 1) {
            throw Check.broken("factor", "not be 1", factor);
        }
        if (!(floor < Double.POSITIVE_INFINITY)) {
            throw Check.broken("floor", "be a number below infinity", floor);
        }
        if (!(ceiling >= floor)) {
            throw Check.broken("ceiling", "not be below the floor " + Numerals.text(floor), ceiling);
        }
        if (!(eps < Double.POSITIVE_INFINITY)) {
            throw Check.broken("eps", "be a number below infinity", eps);
        }
    }

    /**
     * Multiplies by a factor.
     *
     * @param factor finite and not 1
     * @return the change, with a floor of 0 and no ceiling
     */
    public static Change by(double factor) {
        return new Change(factor, 0, Double.POSITIVE_INFINITY, 0);
    }

    /**
     * The same with a floor.
     *
     * @param lowest the lowest value to reduce to
     * @return the change
     */
    public Change floor(double lowest) {
        return new Change(factor, lowest, ceiling, eps);
    }

    /**
     * The same with a ceiling.
     *
     * @param highest the highest value to raise to
     * @return the change
     */
    public Change ceiling(double highest) {
        return new Change(factor, floor, highest, eps);
    }

    /**
     * The same that leaves small changes out.
     *
     * @param least a change must be larger than this
     * @return the change
     */
    public Change eps(double least) {
        return new Change(factor, floor, ceiling, least);
    }

    /** The value in use, where the schedule is multiplied by a scale. */
    double applied(double scale, double scheduled) {
        double value = scale * scheduled;
        // one that is beyond a limit by itself stays there
        if (value < floor && scale < 1) {
            return Math.max(value, Math.min(scheduled, floor));
        }
        return value > ceiling && scale > 1 ? Math.min(value, Math.max(scheduled, ceiling)) : value;
    }

    /** The scale after the change, or the same if there is none. */
    double changed(double scale, double scheduled) {
        double value = applied(scale, scheduled);
        double next = next(value);
        if (!moves(value, next)) {
            return scale;
        }
        if (scheduled == 0) {
            return scale * factor;
        }
        if (Math.abs(next - value) <= ROUNDING * Math.ulp(value)) {
            return scale;
        }
        boolean free = next == value * factor && value == scale * scheduled;
        double changed = free ? scale * factor : limited(next, scheduled);
        return Double.isFinite(changed) ? changed : scale;
    }

    private double next(double value) {
        return factor < 1 ? Math.max(value * factor, floor) : Math.min(value * factor, ceiling);
    }

    private boolean moves(double value, double next) {
        return (factor < 1 ? value - next : next - value) > eps;
    }

    /** The scale that gives a value; rounding may not leave it short of a limit, where it would be changed once more. */
    private double limited(double limit, double scheduled) {
        double scale = limit / scheduled;
        if (factor < 1 && scale < 1 && scale * scheduled > limit) {
            return scheduled > 0 ? Math.nextDown(scale) : Math.nextUp(scale);
        }
        return factor > 1 && scale * scheduled < limit ? Math.nextUp(scale) : scale;
    }

    /** Tells whether a value is as low as it may be reduced to, or lower, but for rounding. */
    boolean isAtFloor(double scale, double scheduled) {
        double value = applied(scale, scheduled);
        return value <= floor || value - floor <= 1e-12 * Math.abs(floor);
    }

    /** The scales of all groups after the change. */
    Numbers changed(Numbers scales, double[] scheduled) {
        double[] changed = new double[scales.size()];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = changed(scales.at(i), scheduled[i]);
        }
        return Numbers.of(changed);
    }

    /** What the change does, in words. */
    String words(Numbers scales, double[] scheduled) {
        int changed = 0;
        boolean limited = false;
        for (int i = 0; i < scales.size(); i++) {
            double value = applied(scales.at(i), scheduled[i]);
            if (changed(scales.at(i), scheduled[i]) != scales.at(i)) {
                changed++;
                limited |= next(value) != value * factor;
            }
        }
        if (changed == 0) {
            return unchanged(applied(scales.at(0), scheduled[0]));
        }
        String some = changed < scales.size() ? " in " + changed + " of " + scales.size() + " groups" : "";
        return "× " + Words.number(factor) + some
                + (limited ? (factor < 1 ? ", down to the " : ", up to the ") + limit() : "");
    }

    private String limit() {
        return factor < 1 ? "floor " + Words.number(floor) : "ceiling " + Words.number(ceiling);
    }

    private String unchanged(double value) {
        if (value == 0) {
            return "the value is 0";
        }
        double next = next(value);
        if (next != value * factor && !moves(value, next) || Math.abs(next - value) <= ROUNDING * Math.ulp(value)) {
            boolean beyond = factor < 1 ? value < floor : value > ceiling;
            String where = beyond ? factor < 1 ? "below the " : "above the " : "at the ";
            return where + limit() + " already";
        }
        return "× " + Words.number(factor) + " is left out, a change of no more than " + Words.number(eps);
    }
}
