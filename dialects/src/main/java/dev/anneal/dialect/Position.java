package dev.anneal.dialect;

import java.util.Map;

/**
 * Where a saved run stands.
 *
 * @param time the completed steps, in units of the reading's clock
 * @param states what the plan's rules remember, as text that {@link dev.anneal.feedback.Feedback#state} reads, by the
 *     target of the rule, as {@code lr}
 */
public record Position(double time, Map<String, String> states) {

    /** Checks the time, and keeps a copy of the states. */
    public Position {
        if (!(time >= 0 && time < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("time must be finite and >= 0, got " + time);
        }
        states = Map.copyOf(states);
    }
}
