package dev.anneal.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.anneal.notation.NotationException;
import java.nio.charset.StandardCharsets;

/** Whatever the text, it is a checkpoint that prints and reads again, or an error. */
class CheckpointFuzzTest {

    @FuzzTest
    void textsAreReadOrRefused(byte[] input) {
        reads(new String(input, StandardCharsets.UTF_8));
    }

    /** Most changes break the checksum; here it always holds. */
    @FuzzTest
    void sealedLinesAreReadOrRefused(byte[] input) {
        reads(Checkpoints.sealed("anneal checkpoint 1\n" + new String(input, StandardCharsets.UTF_8) + "\n"));
    }

    @FuzzTest
    void anyStringIsPartOfOneLine(byte[] input) {
        String raw = new String(input, StandardCharsets.UTF_16LE);
        String line = OneLine.of(raw);
        assertThat(line.lines().count()).isLessThanOrEqualTo(1);
        assertThat(OneLine.read(line, 0, line.length())).isEqualTo(raw);
    }

    private static void reads(String text) {
        try {
            Checkpoint checkpoint = Checkpoint.parse(text);
            assertThat(Checkpoint.parse(checkpoint.toString())).isEqualTo(checkpoint);
        } catch (NotationException expected) {
            assertThat(expected.text()).isEqualTo(text);
        }
    }
}
