package dev.anneal.lab;

import dev.anneal.training.Event;

/** Follows a run, on the thread that trains. What a listener throws ends the run. */
public interface RunListener {

    /**
     * Called after each update.
     *
     * @param update the update
     */
    default void updated(Update update) {}

    /**
     * Called after each evaluation.
     *
     * @param step the number of updates completed
     * @param epoch the number of epochs completed, a fraction within an epoch
     * @param evaluation how well the model does
     */
    default void evaluated(long step, double epoch, Evaluation evaluation) {}

    /**
     * Called after what happens to the scheduler, but for the values of each update: what rules have said, phases that
     * change, training that was taken up.
     *
     * @param event what has happened
     */
    default void happened(Event event) {}

    /**
     * An update that was made.
     *
     * @param step the number of updates completed before it; the first update has step 0
     * @param epoch the number of epochs completed before it, a fraction within an epoch
     * @param values the values that it used
     * @param loss the mean loss of its batch, before the update
     */
    record Update(long step, double epoch, Values values, double loss) {}
}
