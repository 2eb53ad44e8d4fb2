package dev.anneal;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a schedule between two knots, and what the value does there.
 *
 * @param start where it begins
 * @param end where it ends; may be infinite
 * @param from the value at its start
 * @param to the value just before its end, or at the last time looked at
 * @param movement what the value does
 */
public record Phase(double start, double end, double from, double to, Movement movement) {

    /** What a value does during a phase. */
    public enum Movement {
        /** It does not change. */
        HOLDS,
        /** It never falls. */
        RISES,
        /** It never rises. */
        FALLS,
        /** It does both. */
        VARIES
    }

    /** How many values a phase is judged by. */
    private static final int SAMPLES = 64;

    /** How many knots to walk; phases that are merged do not count as phases. */
    private static final int MOST_KNOTS = 10_000;

    /**
     * The phases of a schedule.
     *
     * @param schedule the schedule
     * @param until up to where to look; finite and &gt; 0
     * @param most how many phases to list at the most; &gt;= 1
     * @return the first phases; the last one ends before {@code until} if there would be more
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public static List<Phase> of(Schedule schedule, double until, int most) {
        Check.positive("until", until);
        if (most < 1) {
            throw Check.broken("most", "be >= 1", most);
        }
        List<Phase> phases = new ArrayList<>();
        double start = 0;
        for (int knots = 0; start < until && phases.size() < most && knots < MOST_KNOTS; knots++) {
            double end = Math.min(schedule.nextKnot(start), until);
            Phase next = between(schedule, start, end);
            Phase last = phases.isEmpty() ? null : phases.get(phases.size() - 1);
            // knots where nothing happens, as between two equal holds, part nothing
            if (last != null
                    && last.movement == Movement.HOLDS
                    && next.movement == Movement.HOLDS
                    && last.to == next.from) {
                phases.set(phases.size() - 1, new Phase(last.start, end, last.from, next.to, Movement.HOLDS));
            } else {
                phases.add(next);
            }
            start = end;
        }
        return List.copyOf(phases);
    }

    private static Phase between(Schedule schedule, double start, double end) {
        double from = schedule.at(start);
        double to = schedule.before(end);
        boolean rises = false;
        boolean falls = false;
        double previous = from;
        for (int i = 1; i <= SAMPLES; i++) {
            double value = i == SAMPLES ? to : schedule.at(start + (end - start) * ((double) i / SAMPLES));
            rises |= value > previous;
            falls |= value < previous;
            previous = value;
        }
        Movement movement =
                rises ? (falls ? Movement.VARIES : Movement.RISES) : falls ? Movement.FALLS : Movement.HOLDS;
        return new Phase(start, end, from, to, movement);
    }
}
