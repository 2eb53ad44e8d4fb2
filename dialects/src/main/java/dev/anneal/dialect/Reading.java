package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.training.Checkpoint;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a text means.
 *
 * @param plan the plan, its time in units of the clock
 * @param clock what one unit of time is; never {@link Clock#CALLER}
 * @param taken the entry that the text was taken for, as {@code torch.StepLR}; empty for a text of the notation
 * @param notes what was put aside, and what else a text could mean: sentences
 * @param facts what the text tells of the run, and the horizon that it was read with did not: as {@code epochs} and {@code
 *     batch} of a config file
 * @param position where the run stands, if the text is a scheduler's saved state; otherwise null
 */
public record Reading(
        Plan plan,
        Clock clock,
        String taken,
        List<String> notes,
        Map<String, String> facts,
        @Nullable Position position) {

    /** Keeps copies of the notes and the facts. */
    public Reading {
        notes = List.copyOf(notes);
        facts = Map.copyOf(facts);
    }

    /**
     * What a text means that tells nothing of the run.
     *
     * @param plan the plan, its time in units of the clock
     * @param clock what one unit of time is
     * @param taken the entry that the text was taken for
     * @param notes remarks
     */
    public Reading(Plan plan, Clock clock, String taken, List<String> notes) {
        this(plan, clock, taken, notes, Map.of(), null);
    }

    /**
     * The same at a position.
     *
     * @param position where the run stands
     * @return this reading with that position
     */
    public Reading at(Position position) {
        return new Reading(plan, clock, taken, notes, facts, position);
    }

    /**
     * The run as the text tells it, too.
     *
     * @param horizon what else is known, which counts for more
     * @return the horizon with the facts that it lacks
     */
    public Horizon known(Horizon horizon) {
        Horizon known = horizon;
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            known = known.fact(fact.getKey()) == null ? known.with(fact.getKey(), fact.getValue()) : known;
        }
        return known;
    }

    /**
     * The same plan in updates: one that counts epochs changes its values at the first update of each.
     *
     * @param horizon tells how many updates an epoch has
     * @return the plan, its time in updates
     * @throws IllegalArgumentException if epochs are counted and the number of updates of one is not known
     */
    public Plan inSteps(Horizon horizon) {
        OptionalDouble each = known(horizon).stepsPerEpoch();
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
     * What a scheduler needs to go on where a saved state stands: {@code Scheduler.resume(reading.inSteps(horizon),
     * reading.checkpoint(horizon, sink.groups()), sink, Resume.EXACT)}.
     *
     * @param horizon tells how many updates an epoch has
     * @param groups the names of the optimizer's parameter groups
     * @return a checkpoint of the plan {@linkplain #inSteps in updates}, at the position
     * @throws IllegalStateException if the text is no saved state
     * @throws IllegalArgumentException if epochs are counted and the number of updates of one is not known
     */
    public Checkpoint checkpoint(Horizon horizon, List<String> groups) {
        Position here = position;
        if (here == null) {
            throw new IllegalStateException("the text is no saved state, and stands nowhere");
        }
        Plan counted = inSteps(horizon);
        double each = clock == Clock.EPOCH ? known(horizon).stepsPerEpoch().orElseThrow() : 1;
        return here.checkpoint(counted, Math.round(here.time() * each), List.copyOf(groups));
    }

    /**
     * The same run in units of the clock, for names as {@code total} beside the plan.
     *
     * @param horizon the run
     * @return that run; where epochs are counted, one whose updates are its epochs
     */
    public Horizon run(Horizon horizon) {
        Horizon known = known(horizon);
        return clock == Clock.EPOCH ? Units.countingEpochs(known) : known;
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
        double each = known(horizon)
                .stepsPerEpoch()
                .orElseThrow(() -> new IllegalArgumentException(
                        "updates are counted here: how many an epoch has is not known, give --steps-per-epoch"));
        return plan.mapped(
                schedule -> schedule.length() == 0 ? schedule : schedule.stretched(1 / each),
                rule -> rule.stretched(1 / each));
    }
}
