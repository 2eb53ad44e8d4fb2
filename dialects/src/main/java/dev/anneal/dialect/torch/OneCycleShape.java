package dev.anneal.dialect.torch;

import static dev.anneal.dialect.torch.Rule.divide;

import dev.anneal.Schedule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How {@code OneCycleLR} divides its steps, also where others have the same.
 *
 * @param total the number of steps, which begin with 0
 * @param start the fraction of them after which the top is reached
 * @param threePhase whether the way down meets the first value again
 * @param cosine whether the ways are half a cosine, and not straight
 */
public record OneCycleShape(double total, double start, boolean threePhase, boolean cosine) {

    /** A phase reaches a value at its end, and starts where the one before it ends. */
    private record Phase(double end, double from, double to) {}

    /** The phases from a first value over a second one to the last. */
    private List<Phase> phases(double first, double second, double last) {
        double top = start * total - 1;
        Phase up = new Phase(top, first, second);
        return threePhase
                ? List.of(up, new Phase(2 * start * total - 2, second, first), new Phase(total - 1, first, last))
                : List.of(up, new Phase(total - 1, second, last));
    }

    /**
     * The value at a whole step, as torch has it.
     *
     * @param step the step, from 0 to total, both included
     * @param first the value at the beginning
     * @param second the value at the top
     * @param last the value at the end
     * @return the value
     * @throws ArithmeticException if torch has none
     */
    public double at(double step, double first, double second, double last) {
        return at(step, phases(first, second, last));
    }

    private double at(double step, List<Phase> phases) {
        if (step > total) {
            throw new ArithmeticException("has no step after total_steps");
        }
        double begin = 0;
        for (Phase phase : phases.subList(0, phases.size() - 1)) {
            if (step <= phase.end) {
                return between(phase, divide(step - begin, phase.end - begin));
            }
            begin = phase.end;
        }
        Phase last = phases.get(phases.size() - 1);
        return between(last, divide(step - begin, last.end - begin));
    }

    private double between(Phase phase, double progress) {
        return cosine
                ? phase.to + (phase.from - phase.to) / 2 * (Math.cos(Math.PI * progress) + 1)
                : (phase.to - phase.from) * progress + phase.from;
    }

    /**
     * The way from a first value over a second one to the last.
     *
     * @param first the value at the beginning
     * @param second the value at the top
     * @param last the value at the end
     * @return the schedule; one step past the end it holds
     */
    public Schedule schedule(double first, double second, double last) {
        List<Phase> phases = phases(first, second, last);
        Schedule whole = null;
        double now = 0;
        double begin = 0;
        for (Phase phase : phases) {
            double stop = Math.min(phase.end, total - 1);
            if (stop > now) {
                double length = phase.end - begin;
                Schedule ramp = cosine
                        ? Schedule.cosine(phase.from, phase.to, length)
                        : Schedule.linear(phase.from, phase.to, length);
                Schedule part = now > begin ? ramp.skip(now - begin) : ramp;
                part = stop < phase.end ? part.until(stop - now) : part;
                whole = whole == null ? part : whole.then(part);
                now = stop;
            }
            begin = phase.end;
        }
        return withLastStep(whole, phases);
    }

    /** One more step is legal, a hair past the end. */
    private Schedule withLastStep(@Nullable Schedule whole, List<Phase> phases) {
        double end = at(total - 1, phases);
        double beyond;
        try {
            beyond = at(total, phases);
        } catch (ArithmeticException e) {
            beyond = end;
        }
        Schedule last = Schedule.linear(end, beyond, 1);
        return whole == null ? last : end == beyond ? whole : whole.then(last);
    }
}
