package dev.anneal.dialect;

import dev.anneal.Schedule;
import java.util.ArrayList;
import java.util.List;

/** Values held from their steps on, for what has no formula and is gone through; a value that stays costs nothing. */
public final class StepTable {

    private static final int MOST = 400_000;

    private final List<Double> times = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    /** Begins with nothing. */
    public StepTable() {}

    /**
     * Adds a value.
     *
     * @param time the step from which on it is held; greater than that of the value before
     * @param value the value
     * @throws ArithmeticException if it is not finite
     * @throws IllegalArgumentException if there are too many values
     */
    public void add(double time, double value) {
        double last = values.isEmpty() ? Double.NaN : values.get(values.size() - 1);
        if (value == last) {
            return;
        }
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("gets to " + value);
        }
        if (values.size() == MOST) {
            throw new IllegalArgumentException("a run that is gone through step by step may have " + MOST
                    + " values, and this one has more; schedulers that do not act on each other have no such bound");
        }
        times.add(time);
        values.add(value);
    }

    /**
     * The schedule that holds the values.
     *
     * @return the schedule; 0 if nothing was added
     */
    public Schedule schedule() {
        if (values.size() <= 1) {
            return Schedule.constant(values.isEmpty() ? 0 : values.get(0));
        }
        return Schedule.piecewise(
                times.stream().mapToDouble(Double::doubleValue).toArray(),
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
