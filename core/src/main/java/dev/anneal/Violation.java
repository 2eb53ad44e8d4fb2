package dev.anneal;

import dev.anneal.notation.Numerals;

/**
 * A value of a plan that no optimizer can work with.
 *
 * @param target what would have it
 * @param time when: a number of completed updates, or whatever unit the plan is written in
 * @param value the value
 */
public record Violation(Plan.Target target, double time, double value) {

    /**
     * What the value must be, in words.
     *
     * @return the {@linkplain Hyperparameter#rule() rule} of the hyperparameter
     */
    public String rule() {
        return target.hyperparameter().rule();
    }

    /**
     * The violation in a sentence, in updates.
     *
     * @return for example {@code lr[head] must be finite and >= 0, got -0.1 at step 20}
     */
    @Override
    public String toString() {
        boolean plain = time == Math.rint(time) && Math.abs(time) < 1e15;
        String when = plain ? Long.toString((long) time) : Numerals.text(time);
        return target + " must be " + rule() + ", got " + Numerals.text(value) + " at step " + when;
    }
}
