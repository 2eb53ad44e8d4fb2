package dev.anneal.training;

import dev.anneal.notation.Numerals;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Writes a checkpoint as text. */
final class CheckpointText {

    static final int LONGEST = 64_000_000;
    static final String TITLE = "anneal checkpoint ";
    static final int VERSION = 1;
    static final String SEAL = "crc32c ";
    static final String BY_HAND = " by hand";
    static final String SCALED = " scaled ";
    static final String AT = " at ";
    static final String OWN_CLOCK = " on its own clock";

    private final StringBuilder text = new StringBuilder();

    private CheckpointText() {}

    static String of(Checkpoint checkpoint) {
        CheckpointText printer = new CheckpointText();
        printer.print(checkpoint);
        String sealed = printer.text.toString();
        return sealed + SEAL + checksum(sealed) + '\n';
    }

    /** Eight hexadecimal digits. */
    static String checksum(String text) {
        CRC32C checksum = new CRC32C();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(checksum.getValue() | 1L << 32).substring(1);
    }

    private void print(Checkpoint checkpoint) {
        text.append(TITLE).append(VERSION).append('\n');
        text.append("step ").append(checkpoint.step()).append('\n');
        text.append("skipped ").append(checkpoint.skipped()).append('\n');
        for (String line : checkpoint.plan().split("\n", -1)) {
            line("plan ", line, "");
        }
        for (Checkpoint.Value value : checkpoint.values()) {
            String scale = value.scale() == 1 ? "" : SCALED + Numerals.text(value.scale());
            line(
                    "value " + value.hyperparameter() + "[",
                    value.group(),
                    "] " + Numerals.text(value.value()) + (value.byHand() ? BY_HAND : "") + scale);
        }
        for (Checkpoint.RuleState rule : checkpoint.rules()) {
            line("rule ", rule.rule(), "");
            line("state ", rule.state(), "");
        }
        for (Checkpoint.Joined joined : checkpoint.joined()) {
            line("joined ", joined.group(), AT + joined.step() + (joined.ownClock() ? OWN_CLOCK : ""));
        }
    }

    private void line(String before, String free, String after) {
        text.append(before);
        OneLine.append(text, free);
        text.append(after).append('\n');
    }
}
