package dev.anneal.dialect.fvcore;

import dev.anneal.Schedule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Schedulers one after the other, each for a part of the progress. */
final class Composite implements Param {

    /**
     * @param length the part of the progress
     * @param rescaled whether the scheduler sees the whole way from 0 to 1 in its part
     */
    record Part(Param scheduler, double length, boolean rescaled) {}

    private final List<Part> parts;

    Composite(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    @Override
    public Schedule over(Progress progress, double steps) {
        List<Double> starts = new ArrayList<>(List.of(0.0));
        double running = 0;
        for (Part part : parts.subList(0, parts.size() - 1)) {
            running += part.length();
            double bound = running;
            double first = progress.first(bound - EPSILON, where -> where + EPSILON > bound);
            starts.add(Math.max(first, starts.get(starts.size() - 1)));
        }
        Deque<Schedule> all = new ArrayDeque<>();
        running = 0;
        for (int i = 0; i < parts.size(); i++) {
            running += parts.get(i).length();
            double end = i + 1 < starts.size() ? Math.min(starts.get(i + 1), steps) : steps;
            // what is last and has no length is reached only when the run is over
            boolean last = i + 1 == parts.size() || parts.get(i + 1).length() <= 0 && i + 2 == parts.size();
            double lasts = (last ? steps : end) - starts.get(i);
            if (lasts > 0 && (parts.get(i).length() > 0 || parts.size() == 1)) {
                all.add(part(parts.get(i), progress.later(starts.get(i)), running, lasts));
            }
        }
        return sequence(all);
    }

    private static Schedule part(Part part, Progress progress, double running, double steps) {
        return part.scheduler()
                .over(part.rescaled() ? progress.within(running - part.length(), part.length()) : progress, steps);
    }

    private static Schedule sequence(Deque<Schedule> parts) {
        Schedule whole = parts.removeFirst();
        for (Schedule part : parts) {
            whole = whole.then(part);
        }
        return whole;
    }
}
