package dev.anneal.feedback;

/**
 * What is done: the value is multiplied. A factor below 1 gives {@code max(value · factor, floor)}, one above 1 gives
 * {@code min(value · factor, ceiling)}, each only if the value falls or rises by more than {@code eps}. Floor, ceiling and eps
 * are in units of the value, for each parameter group by itself; a schedule that lies beyond a limit by itself is left alone.
 *
 * @param factor what a value is multiplied by; finite and not 1
 * @param floor the lowest value to reduce to
 * @param ceiling the highest value to raise to, above the floor; may be infinite
 * @param eps a change must be larger than this; minus infinity makes every change
 */
public record Change(double factor, double floor, double ceiling, double eps) {

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
        Check.finite("floor", floor);
        if (!(ceiling > floor)) {
            throw Check.broken("ceiling", "be above the floor " + floor, ceiling);
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
        double next = factor < 1 ? Math.max(value * factor, floor) : Math.min(value * factor, ceiling);
        if (!((factor < 1 ? value - next : next - value) > eps)) {
            return scale;
        }
        return next == value * factor || scheduled == 0 ? scale * factor : limited(next, scheduled);
    }

    /** The scale that gives a limit; rounding may not leave the value short of it, where it would be changed once more. */
    private double limited(double limit, double scheduled) {
        double scale = limit / scheduled;
        if (factor < 1 && scale * scheduled > limit) {
            return scheduled > 0 ? Math.nextDown(scale) : Math.nextUp(scale);
        }
        return factor > 1 && scale * scheduled < limit ? Math.nextUp(scale) : scale;
    }
}
