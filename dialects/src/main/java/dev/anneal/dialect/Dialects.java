package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.notation.NotationException;
import java.util.List;

/** Reads the schedulers of all frameworks: the front door of this package. */
public final class Dialects {

    private Dialects() {}

    /**
     * Reads a text: a line or a pasted block of somebody's program, a config file, or a schedule or a plan of the notation.
     *
     * @param text the text, at most 16 million characters
     * @param horizon what is known of the run, by the keys of a curve file: {@code lr}, {@code steps}, {@code steps_per_epoch} …;
     *     {@code unit=epoch} says that the caller's {@code step()} follows each epoch
     * @return the plan, its time in updates
     * @throws NotationException if the text cannot be read; the message points at the place, and says what to give where
     *     something is missing
     * @throws IllegalArgumentException if epochs are counted and the number of updates of one is not known
     */
    public static Plan read(String text, Horizon horizon) {
        return understand(text, horizon).inSteps(horizon);
    }

    /**
     * Reads a text, and tells how it was understood.
     *
     * @param text the text, at most 16 million characters
     * @param horizon what is known of the run, as for {@link #read}
     * @return the plan, its time in the text's own units, and remarks
     * @throws NotationException if the text cannot be read; the message points at the place, and says what to give where
     *     something is missing
     */
    public static Reading understand(String text, Horizon horizon) {
        return new ConfigReader(text, horizon, Registry.INSTALLED).reading();
    }

    /**
     * All dialects that are known here, in the order in which a bare name is looked up in them.
     *
     * @return the dialects
     */
    public static List<Dialect> all() {
        return Registry.INSTALLED.dialects();
    }
}
