package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Updates and epochs. */
final class Units {

    private static final Set<String> LENGTHS_IN_STEPS = Set.of("steps", "total", "steps_per_epoch", "samples");

    private Units() {}

    /** Whether the caller counts epochs. */
    static boolean callerCountsEpochs(Horizon horizon) {
        return "epoch".equals(horizon.fact("unit"));
    }

    static boolean countsEpochs(Horizon horizon, Clock clock) {
        return clock == Clock.EPOCH || clock == Clock.CALLER && callerCountsEpochs(horizon);
    }

    /** The length of the run in units of a clock. */
    static OptionalDouble ticks(Horizon horizon, Clock clock) {
        return countsEpochs(horizon, clock) ? epochs(horizon) : horizon.steps();
    }

    private static OptionalDouble epochs(Horizon horizon) {
        Double epochs = horizon.names().get("epochs");
        if (epochs != null) {
            return OptionalDouble.of(epochs);
        }
        OptionalDouble each = horizon.stepsPerEpoch();
        OptionalDouble steps = horizon.steps();
        return steps.isPresent() && each.isPresent()
                ? OptionalDouble.of(steps.getAsDouble() / each.getAsDouble())
                : OptionalDouble.empty();
    }

    /** A plan whose time counts epochs, in steps: values change once an epoch. */
    static Plan inSteps(Plan plan, double stepsPerEpoch) {
        // what has no length is fixed from the start, in any unit
        return plan.mapped(
                schedule -> schedule.length() == 0
                        ? schedule
                        : schedule.staircase(1).stretched(stepsPerEpoch),
                rule -> rule.stretched(stepsPerEpoch));
    }

    /** The same run for a text of the notation whose unit of time is the epoch. */
    static Horizon countingEpochs(Horizon horizon) {
        String kept = Stream.of(horizon.toString().split(" "))
                .filter(fact -> !LENGTHS_IN_STEPS.contains(fact.split("=", 2)[0]))
                .collect(Collectors.joining(" "));
        Horizon inEpochs = Horizon.parse(kept).with("steps_per_epoch", "1");
        OptionalDouble epochs = epochs(horizon);
        return epochs.isPresent() ? inEpochs.with("epochs", epochs.getAsDouble()) : inEpochs;
    }
}
