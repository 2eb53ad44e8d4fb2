package dev.anneal.training;

import dev.anneal.Hyperparameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a scheduler must remember to go on exactly: one small text.
 *
 * @param step the number of updates applied
 * @param skipped the number of updates that were not applied
 * @param plan the text of the plan
 * @param values what the next update uses, in the order of the plan
 * @param rules the states of the plan's rules, in its order
 * @param joined the groups that joined, in the order of joining
 */
public record Checkpoint(
        long step, long skipped, String plan, List<Value> values, List<RuleState> rules, List<Joined> joined) {

    /** Keeps copies of the lists. */
    public Checkpoint {
        values = List.copyOf(values);
        rules = List.copyOf(rules);
        joined = List.copyOf(joined);
    }

    /**
     * A value of the next update.
     *
     * @param group the group
     * @param hyperparameter the hyperparameter
     * @param value the value
     * @param byHand whether it was set by hand, rather than by the plan
     * @param scale what the plan's value is multiplied by since training was taken up with {@link Resume#REBASE}; else 1
     */
    public record Value(String group, Hyperparameter hyperparameter, double value, boolean byHand, double scale) {}

    /**
     * What a rule has seen.
     *
     * @param rule the line of the plan
     * @param state the state, as it prints
     */
    public record RuleState(String rule, String state) {}

    /**
     * A group that joined.
     *
     * @param group its name
     * @param step the number of updates applied when it joined
     * @param ownClock whether its schedules began then
     */
    public record Joined(String group, long step, boolean ownClock) {}

    /**
     * Reads a checkpoint.
     *
     * @param text what {@link #toString} has given
     * @return an equal checkpoint
     * @throws IllegalArgumentException if the text is no checkpoint, is truncated or was edited; the message says which
     */
    public static Checkpoint parse(String text) {
        throw new UnsupportedOperationException(text);
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return the checkpoint
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it holds no checkpoint
     */
    public static Checkpoint read(Path file) throws IOException {
        throw new UnsupportedOperationException(file.toString());
    }

    /**
     * Writes a file: whole, or not at all.
     *
     * @param file the file; one that is there is replaced
     * @throws IOException if it cannot be written; what was there before is still there
     */
    public void write(Path file) throws IOException {
        throw new UnsupportedOperationException(file.toString());
    }
}
