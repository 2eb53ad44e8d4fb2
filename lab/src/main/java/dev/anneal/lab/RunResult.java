package dev.anneal.lab;

import java.util.Optional;

/**
 * What became of a run.
 *
 * @param end why it ended
 * @param message the same in words, such as {@code diverged: the loss of step 12 is NaN}
 * @param updates the number of updates made
 * @param evaluations the last and the best evaluation, if there was one
 */
public record RunResult(End end, String message, long updates, Optional<Evaluations> evaluations) {

    /** Why a run ended. */
    public enum End {
        /** All updates were made. */
        COMPLETED,
        /** It was asked to stop. */
        STOPPED,
        /** A loss was not a finite number. */
        DIVERGED
    }

    /**
     * The evaluations to remember.
     *
     * @param last the last evaluation
     * @param best the first one of the highest accuracy
     */
    public record Evaluations(Evaluation last, Evaluation best) {

        Evaluations and(Evaluation next) {
            return new Evaluations(next, next.accuracy() > best.accuracy() ? next : best);
        }
    }
}
