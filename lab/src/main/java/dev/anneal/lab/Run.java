package dev.anneal.lab;

import dev.anneal.Plan;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * A run: a number of updates of a trainable under a plan, and the folder that it leaves.
 *
 * <p>The clock counts completed updates. The update of step t uses what the plan says at t, starting with t = 0. The model
 * is evaluated at the end of each epoch and of the run. The folder holds
 *
 * <ul>
 *   <li>{@code plan.txt}: the plan, as text;
 *   <li>{@code metrics.csv}: a row for each update with {@code step}, {@code epoch}, each value that it used under the name
 *       that the plan gives it, and the {@code loss} of its batch;
 *   <li>{@code evaluations.csv}: a row for each evaluation with {@code step}, {@code epoch}, {@code loss} and
 *       {@code accuracy}.
 * </ul>
 *
 * <p>{@code step} is the number of updates completed before, {@code epoch} the same divided by the steps per epoch; numbers
 * are written so that reading them gives the same number. Rows reach the disk once an epoch or more often, always whole.
 *
 * @param trainable what to train; it stays open
 * @param plan the schedules to train under; every group needs a learning rate
 * @param updates the number of updates to make, &ge; 1
 * @param folder where to leave the files, a folder that is new or empty
 */
public record Run(Trainable trainable, Plan plan, long updates, Path folder) {

    /** A wrong value that comes later than this is found when its step comes. */
    private static final long CHECKED_AHEAD = 1_000_000;

    /**
     * Creates a run, and starts nothing.
     *
     * @param trainable what to train
     * @param plan the schedules to train under
     * @param updates the number of updates to make, &ge; 1
     * @param folder where to leave the files
     * @throws IllegalArgumentException if updates is below 1
     */
    public Run {
        Objects.requireNonNull(trainable);
        Objects.requireNonNull(plan);
        Objects.requireNonNull(folder);
        if (updates < 1) {
            throw new IllegalArgumentException("updates must be >= 1, got " + updates);
        }
    }

    /**
     * Trains, until all updates are made, somebody asks to stop or the loss is no finite number.
     *
     * <p>What can be refused is refused before anything is written: a folder with files in it, a plan with feedback rules,
     * with a group or a hyperparameter that the trainable does not have or without a learning rate, and values out of range
     * in the first million updates. Rates and weight decay must be finite and &ge; 0; momentum and betas within [0, 1).
     *
     * @param listener told of each update and evaluation
     * @param stop asked before each update; true ends the run with an evaluation and a complete folder
     * @return what became of it
     * @throws RunException if the run is refused, a later value is out of range, or a file cannot be written; rows of
     *     updates made before are kept
     */
    public RunResult start(RunListener listener, BooleanSupplier stop) {
        PlanValues values = PlanValues.of(plan, trainable);
        for (long step = 0; step < Math.min(updates, CHECKED_AHEAD); step++) {
            values.at(step);
        }
        try (RunFolder files = RunFolder.create(folder, plan, values.columns())) {
            return new RunLoop(this, values, files, listener).until(stop);
        }
    }
}
