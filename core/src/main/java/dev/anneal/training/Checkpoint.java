package dev.anneal.training;

import dev.anneal.Hyperparameter;
import dev.anneal.notation.NotationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a scheduler must remember to go on exactly: one small text.
 *
 * <pre>
 * anneal checkpoint 1
 * step 1500
 * skipped 2
 * plan lr = linear(0, 0.1, 500).then(cosine(0.1, 0, 9500))
 * plan lr *= plateau(on="val_loss", factor=0.1, patience=10)
 * value lr[backbone] 0.09731
 * value lr[head] 0.05 by hand
 * rule lr *= plateau(on="val_loss", factor=0.1, patience=10)
 * state …
 * joined head at 1200
 * crc32c 5f3759df
 * </pre>
 *
 * <p>The first line is the title with the version of the format, the last a CRC-32C of all before it, in UTF-8. Numbers read
 * back exactly. Texts are kept as they are; only a backslash and what would end or hide a line is written with one, as {@code
 * \\}, {@code \n} or {@code \}{@code u001b}.
 *
 * @param step the number of updates applied, &ge; 0
 * @param skipped the number of updates that were not applied, &ge; 0
 * @param plan the text of the plan
 * @param values what the next update uses, in the order of the plan
 * @param rules the states of the plan's rules, in its order
 * @param joined the groups that joined, in the order of joining
 */
public record Checkpoint(
        long step, long skipped, String plan, List<Value> values, List<RuleState> rules, List<Joined> joined) {

    /**
     * Checks the numbers, and keeps copies of the lists.
     *
     * @throws IllegalArgumentException if a count is negative, or a group joined after {@code step}
     */
    public Checkpoint {
        requireCount("step", step);
        requireCount("skipped", skipped);
        values = List.copyOf(values);
        rules = List.copyOf(rules);
        joined = List.copyOf(joined);
        for (Joined group : joined) {
            if (group.step > step) {
                throw new IllegalArgumentException(
                        "step of a group that joined must be at most " + step + ", got " + group.step);
            }
        }
    }

    private static void requireCount(String name, long count) {
        if (count < 0) {
            throw new IllegalArgumentException(name + " must be >= 0, got " + count);
        }
    }

    /**
     * A value of the next update.
     *
     * @param group the group
     * @param hyperparameter the hyperparameter
     * @param value the value
     * @param byHand whether it was set by hand, rather than by the plan
     * @param scale what the plan's value is multiplied by since training was taken up with {@link Resume#REBASE}, finite;
     *     else 1
     */
    public record Value(String group, Hyperparameter hyperparameter, double value, boolean byHand, double scale) {

        /**
         * Checks the scale.
         *
         * @throws IllegalArgumentException if the scale is not finite
         */
        public Value {
            if (!Double.isFinite(scale)) {
                throw new IllegalArgumentException("scale must be finite, got " + scale);
            }
        }
    }

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
     * @param step the number of updates applied when it joined, &ge; 0
     * @param ownClock whether its schedules began then
     */
    public record Joined(String group, long step, boolean ownClock) {

        /**
         * Checks the step.
         *
         * @throws IllegalArgumentException if the step is negative
         */
        public Joined {
            requireCount("step of a group that joined", step);
        }
    }

    /**
     * Reads a checkpoint.
     *
     * @param text what {@link #toString} has given, at most 64 million characters
     * @return an equal checkpoint
     * @throws NotationException if the text is no checkpoint, is of a newer version, is truncated or was changed; the message
     *     says which
     */
    public static Checkpoint parse(String text) {
        return new CheckpointReader(text).read();
    }

    /**
     * Reads a file.
     *
     * @param file the file, at most 64 million bytes
     * @return the checkpoint
     * @throws IOException if the file cannot be read; the message names it
     * @throws IllegalArgumentException if it holds no checkpoint; the message names it and says why
     */
    public static Checkpoint read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(FileFailure.requireFile(file))) {
            bytes = in.readNBytes(CheckpointText.LONGEST + 1);
        } catch (IOException e) {
            throw FileFailure.reading(file, e);
        }
        try {
            return parse(text(bytes));
        } catch (NotationException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** What is not UTF-8 becomes a text that says what kind of file it is, and has no checksum that could hold. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /**
     * Writes a file: whole, or not at all, as {@link AtomicFile} does.
     *
     * @param file the file; one that is there is replaced
     * @throws IOException if it cannot be written; the message names it, and what was there before is still there
     * @throws IllegalArgumentException if the text has more than 64 million bytes, which {@link #read} would refuse
     */
    public void write(Path file) throws IOException {
        byte[] bytes = toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > CheckpointText.LONGEST) {
            throw new IllegalArgumentException("a checkpoint must have at most 64 million bytes, got " + bytes.length);
        }
        AtomicFile.write(file, bytes);
    }

    /**
     * The text.
     *
     * @return lines, each with a line feed at its end; {@link #parse} reads them back, equal
     */
    @Override
    public String toString() {
        return CheckpointText.of(this);
    }
}
