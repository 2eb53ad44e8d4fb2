package dev.anneal.lab;

import dev.anneal.Plan;
import dev.anneal.training.Resume;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * A run: a number of updates of a trainable under a plan, and the folder that it leaves.
 *
 * <p>The clock counts completed updates. The update of step t uses what the plan says at t, starting with t = 0. The model
 * is evaluated at the end of each epoch and of the run. At the end of each epoch the rules of the plan are told of
 * {@code val_loss} and {@code val_accuracy}, and of {@code train_loss}, the mean of the losses of the epoch's updates, in
 * this order; they act from the next update on. The folder holds
 *
 * <ul>
 *   <li>{@code plan.txt}: the plan, as text;
 *   <li>{@code run.txt}: the settings of the run;
 *   <li>{@code metrics.csv}: a row for each update with {@code step}, {@code epoch}, each value that it used under the name
 *       that the plan gives it, and the {@code loss} of its batch;
 *   <li>{@code evaluations.csv}: a row for each evaluation with {@code step}, {@code epoch}, {@code loss} and
 *       {@code accuracy};
 *   <li>{@code events.csv}: a row for everything else that happened, with {@code step}, {@code event} and {@code words}:
 *       what rules observed and when they acted, phases that changed, training that was taken up;
 *   <li>{@code checkpoint.bin}: what the run goes on from, when it is taken up again.
 * </ul>
 *
 * <p>{@code step} is the number of updates completed before, {@code epoch} the same divided by the steps per epoch; numbers
 * are written so that reading them gives the same number. Rows reach the disk once an epoch or more often, always whole.
 *
 * <p>A run that ended early, by whatever, is taken up with {@link #resume}. Its tables are then, byte for byte, those of a
 * run that was never interrupted; only the rows of {@code events.csv} tell of it.
 *
 * @param trainable what to train; it stays open
 * @param plan the schedules and rules to train under; every group needs a learning rate
 * @param updates the number of updates to make, &ge; 1
 * @param folder where to leave the files, a folder that is new or empty
 * @param checkpointEvery after how many updates a checkpoint is written, besides the end of each epoch; {@link #NEVER} for
 *     none at all, {@link #EPOCHS} for the end of epochs and of the run alone
 * @param settings what whoever takes the run up must know to build its trainable and its plan again, by name; names are
 *     letters, digits, {@code _}, {@code .} and {@code -}
 */
public record Run(
        Trainable trainable, Plan plan, long updates, Path folder, long checkpointEvery, Map<String, String> settings) {

    /** No checkpoints. */
    public static final long NEVER = 0;

    /** A checkpoint at the end of each epoch and of the run. */
    public static final long EPOCHS = Long.MAX_VALUE;

    /** A wrong value that comes later than this is found when its step comes. */
    private static final long CHECKED_AHEAD = 1_000_000;

    /**
     * Creates a run, and starts nothing.
     *
     * @param trainable what to train
     * @param plan the schedules to train under
     * @param updates the number of updates to make, &ge; 1
     * @param folder where to leave the files
     * @param checkpointEvery after how many updates a checkpoint is written, besides the end of each epoch, &ge; 0
     * @param settings what must be known to take the run up
     * @throws IllegalArgumentException if updates is below 1, checkpointEvery is negative, or a setting has another name
     */
    public Run {
        Objects.requireNonNull(trainable);
        Objects.requireNonNull(plan);
        Objects.requireNonNull(folder);
        if (updates < 1) {
            throw new IllegalArgumentException("updates must be >= 1, got " + updates);
        }
        if (checkpointEvery < 0) {
            throw new IllegalArgumentException("checkpointEvery must be >= 0, got " + checkpointEvery);
        }
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        RunSettings.check(settings);
    }

    /**
     * Creates a run with checkpoints at the end of epochs and without settings, and starts nothing.
     *
     * @param trainable what to train
     * @param plan the schedules to train under
     * @param updates the number of updates to make, &ge; 1
     * @param folder where to leave the files
     * @throws IllegalArgumentException if updates is below 1
     */
    public Run(Trainable trainable, Plan plan, long updates, Path folder) {
        this(trainable, plan, updates, folder, EPOCHS, Map.of());
    }

    /**
     * Trains, until all updates are made, somebody asks to stop or the loss is no finite number.
     *
     * <p>What can be refused is refused before anything is written: a folder with files in it, a plan with a group or a
     * hyperparameter that the trainable does not have, without a learning rate or with a rule on another metric, and
     * scheduled values out of range in the first million updates. Rates and weight decay must be finite and &ge; 0; momentum
     * and betas within [0, 1).
     *
     * @param listener told of each update and evaluation
     * @param stop asked before each update; true ends the run with a checkpoint, an evaluation and a complete folder
     * @return what became of it
     * @throws RunException if the run is refused, a later value is out of range, or a file cannot be written; rows of
     *     updates made before and the last checkpoint are kept
     */
    public RunResult start(RunListener listener, BooleanSupplier stop) {
        PlanValues values = checked(0);
        return RunLoop.started(this, values, RunFolder.create(this, values.columns()), listener)
                .until(stop);
    }

    /**
     * Goes on where a run was at its last checkpoint, or at its start if it has none. What its tables hold beyond that is
     * made anew.
     *
     * @param saved the run, in the folder of this one
     * @param mode whether the plan may be another; if the run has no checkpoint, it may in any case
     * @param listener told of each update and evaluation from there on
     * @param stop asked before each update
     * @return what became of it
     * @throws RunException as from {@link #start}, or if the checkpoint is past the updates of this run, is damaged or does
     *     not fit the trainable, the plan cannot be taken up so or sets other targets than before, or a table is shorter
     *     than at the checkpoint
     */
    public RunResult resume(SavedRun saved, Resume mode, RunListener listener, BooleanSupplier stop) {
        if (!saved.folder().equals(folder)) {
            throw new IllegalArgumentException("saved must be a run in " + folder + ", got one in " + saved.folder());
        }
        PlanValues values = checked(saved.step());
        if (saved.step() > updates) {
            throw new RunException("updates must be at least the " + saved.step() + " that were made, got " + updates);
        }
        return saved.resumed(this, values, mode, listener).until(stop);
    }

    private PlanValues checked(long from) {
        PlanValues values = PlanValues.of(plan, trainable);
        values.check(from, Math.min(updates, from + CHECKED_AHEAD));
        return values;
    }
}
