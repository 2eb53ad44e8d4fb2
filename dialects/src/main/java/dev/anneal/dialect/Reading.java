package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a text means.
 *
 * @param plan the plan, its time in units of the clock
 * @param clock what one unit of time is; never {@link Clock#CALLER}
 * @param taken the entry that the text was taken for, as {@code torch.StepLR}; empty for a text of the notation
 * @param notes what was put aside, and what else a text could mean: sentences
 */
public record Reading(Plan plan, Clock clock, String taken, List<String> notes) {

    /** Keeps a copy of the notes. */
    public Reading {
        notes = List.copyOf(notes);
    }

    /**
     * The same plan in updates: one that counts epochs changes its values at the first update of each.
     *
     * @param horizon tells how many updates an epoch has
     * @return the plan, its time in updates
     * @throws IllegalArgumentException if epochs are counted and the number of updates of one is not known
     */
    public Plan inSteps(Horizon horizon) {
        OptionalDouble each = horizon.stepsPerEpoch();
        if (clock != Clock.EPOCH) {
            return plan;
        }
        if (each.isEmpty()) {
            throw new IllegalArgumentException(
                    "epochs are counted here: the updates of one are not known, give --steps-per-epoch");
        }
        return Units.inSteps(plan, each.getAsDouble());
    }

    /**
     * The same run in units of the clock, for names as {@code total} beside the plan.
     *
     * @param horizon the run
     * @return that run; where epochs are counted, one whose updates are its epochs
     */
    public Horizon run(Horizon horizon) {
        return clock == Clock.EPOCH ? Units.countingEpochs(horizon) : horizon;
    }

    /**
     * The same plan in epochs: at a whole time the value that the first update of that epoch uses.
     *
     * @param horizon tells how many updates an epoch has
     * @return the plan, its time in epochs
     * @throws IllegalArgumentException if updates are counted and the number of those of an epoch is not known
     */
    public Plan inEpochs(Horizon horizon) {
        if (clock == Clock.EPOCH) {
            return plan;
        }
        double each = horizon.stepsPerEpoch()
                .orElseThrow(() -> new IllegalArgumentException(
                        "updates are counted here: how many an epoch has is not known, give --steps-per-epoch"));
        return plan.mapped(
                schedule -> schedule.length() == 0 ? schedule : schedule.stretched(1 / each),
                rule -> rule.stretched(1 / each));
    }
}
