package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.lab.SavedRun;
import dev.anneal.training.Resume;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the settings of a run that is taken up: those that were recorded, with what the caller may change.
 *
 * @param was what was recorded
 * @param mode whether the plan may be another
 * @param rows the training rows
 */
record TrainResume(TrainSettings was, Resume mode, int rows) {

    private static final Set<String> LENGTHS = Set.of("steps", "total", "epochs");
    private static final Set<String> WORKED_OUT = Set.of("steps", "epochs", "groups");

    /** Refuses another value than that of the run. */
    static void agree(String option, @Nullable Object given, Object recorded) {
        if (given != null && !given.equals(recorded)) {
            throw new InputException(option + " is " + recorded + " for this run and stays so, got " + given);
        }
    }

    /** Refuses another plan than that of the checkpoint, and says what differs and what can be done. */
    static void requireSamePlan(SavedRun saved, Plan plan) {
        String before = saved.plan().orElse(plan.toString());
        if (!before.equals(plan.toString())) {
            throw new InputException(
                    "the schedule must be the one of the run, but they differ:\n"
                            + Plan.parse(before).diff(plan)
                            + "\n--keep-position goes on at the same update under the new one, --rebase without a jump in its values");
        }
    }

    /**
     * The settings to go on with. A schedule stays as it was read, also if the run becomes longer, unless its text is to be
     * read anew.
     */
    TrainSettings with(Horizon said, @Nullable String text, @Nullable Long checkpointEvery) {
        boolean anew = text != null || mode != Resume.EXACT;
        String read = text == null ? was.text() : text;
        Horizon facts = anew ? overlaid(said, read) : was.horizon();
        if (!anew) {
            requireSame(said);
        }
        return new TrainSettings(
                was.data(),
                was.digest(),
                was.network(),
                was.seed(),
                was.engine(),
                read,
                facts,
                hasLength(said) ? TrainHorizon.updates(longer(said)) : was.updates(),
                checkpointEvery == null ? was.checkpointEvery() : checkpointEvery);
    }

    /** The horizon of the run, as long as the caller says. */
    Horizon longer(Horizon said) {
        Horizon horizon = TrainHorizon.without(WORKED_OUT, was.horizon());
        return completed(withLength(said, horizon), was.text());
    }

    private Horizon overlaid(Horizon said, String text) {
        agree("--batch", said.fact("batch"), String.valueOf(was.horizon().fact("batch")));
        Horizon horizon = TrainHorizon.without(WORKED_OUT, was.horizon());
        for (String key : TrainHorizon.keys(said)) {
            horizon = horizon.with(key, String.valueOf(said.fact(key)));
        }
        return completed(hasLength(said) ? horizon : withLength(was.horizon(), horizon), text);
    }

    private Horizon completed(Horizon horizon, String text) {
        Horizon known = TrainHorizon.known(horizon, rows);
        int layers = TrainSettings.sizes(was.network()).size();
        return TrainHorizon.withBothLengths(TrainHorizon.withGroups(known, layers, text));
    }

    private static boolean hasLength(Horizon said) {
        return LENGTHS.stream().anyMatch(key -> said.fact(key) != null);
    }

    private static Horizon withLength(Horizon from, Horizon horizon) {
        Horizon longer = horizon;
        for (String key : LENGTHS) {
            String fact = from.fact(key);
            longer = fact == null ? longer : longer.with(key, fact);
        }
        return longer;
    }

    private void requireSame(Horizon said) {
        TrainHorizon.requireChoices(said, rows);
        for (String key : TrainHorizon.keys(said)) {
            if (!LENGTHS.contains(key)) {
                agree(key, said.fact(key), String.valueOf(was.horizon().fact(key)));
            }
        }
    }
}
