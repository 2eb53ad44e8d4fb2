package dev.anneal.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Hyperparameter;
import dev.anneal.notation.NotationException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final String BODY = "anneal checkpoint 1\nstep 5\nskipped 0\nplan lr = constant(1)\n";

    @Test
    void isReadableText() {
        assertThat(Checkpoints.TYPICAL).hasToString("""
                anneal checkpoint 1
                step 1500
                skipped 2
                plan lr = linear(0, 0.1, 500).then(cosine(0.1, 0, 9500))
                plan lr *= plateau(on="val_loss")
                value lr[backbone] 0.03333333333333333
                value lr[head] 0.05 by hand
                value momentum[head] 0.9 by hand scaled 0.5
                rule lr *= plateau(on="val_loss")
                state best=0.31 bad=4
                joined head at 1200
                joined late at 1500 on its own clock
                crc32c 47161524
                """);
    }

    @Test
    void readsBackEqual() {
        assertThat(Checkpoint.parse(Checkpoints.TYPICAL.toString())).isEqualTo(Checkpoints.TYPICAL);
    }

    @Test
    void keepsWhateverStringsAndNumbersHold() {
        Random random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            Checkpoint checkpoint = Checkpoints.random(random);
            assertThat(Checkpoint.parse(checkpoint.toString())).isEqualTo(checkpoint);
        }
    }

    @Test
    void keepsNumbersThatAreNone() {
        for (double value : new double[] {
            Double.NaN, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE
        }) {
            Checkpoint checkpoint = new Checkpoint(
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    "",
                    List.of(new Checkpoint.Value("0", Hyperparameter.SCALE, value, false, 1)),
                    List.of(),
                    List.of());
            assertThat(Checkpoint.parse(checkpoint.toString())).isEqualTo(checkpoint);
        }
    }

    @Test
    void everyCutIsNoticed() {
        String text = Checkpoints.TYPICAL.toString();
        for (int length = 1; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> Checkpoint.parse(cut))
                    .isInstanceOf(NotationException.class)
                    .hasMessageContaining("the checkpoint is truncated: its last line must be 'crc32c '");
        }
    }

    @Test
    void everyChangedCharacterIsNoticed() {
        String text = Checkpoints.TYPICAL.toString();
        for (int i = 0; i < text.length(); i++) {
            String changed = text.substring(0, i) + (char) (text.charAt(i) ^ 1) + text.substring(i + 1);
            assertThatThrownBy(() -> Checkpoint.parse(changed)).isInstanceOf(NotationException.class);
        }
        assertThatThrownBy(() -> Checkpoint.parse(text.replace("0.05", "0.06")))
                .hasMessageContaining("the checkpoint was changed after it was written: its checksum must be ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " ", "x", "crc32c 00000000\n"})
    void nothingMayFollow(String rubbish) {
        assertThatThrownBy(() -> Checkpoint.parse(Checkpoints.TYPICAL + rubbish))
                .hasMessageContaining("nothing may follow the checksum of a checkpoint, got " + rubbish.length());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``|an empty text",
                "` \n\n`|nothing but blanks",
                "`PK\u0003\u0004rest`|a zip archive, as PyTorch and DL4J write",
                "`\u0089HDF\r\n`|an HDF5 file, as Keras writes",
                "`\u001f\u008b\b`|a gzip file",
                "`\u0080\u0004`|a pickle, as Python writes",
                "`a\u0000b`|binary data",
                "`\uFEFFanneal checkpoint 1\n`|a byte order mark before it",
                "`anneal checkpoint 1\r\nstep 1\r\n`|line ends of another system",
                "`{\"step\": 5}`|'{\"step\": 5}'",
                "`anneal checkpoint 0\n`|'anneal checkpoint 0'",
                "`anneal checkpoint 01\n`|'anneal checkpoint 01'",
                "`step 1\nskipped 0\n`|'step 1…'"
            },
            delimiter = '|')
    void whatIsNoneIsToldByItsLooks(String text, String looks) {
        assertThatThrownBy(() -> Checkpoint.parse(text))
                .isInstanceOf(NotationException.class)
                .hasMessage("a checkpoint must begin with 'anneal checkpoint 1', got " + looks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "17"})
    void aNewerVersionIsNotGuessedAt(String version) {
        assertThatThrownBy(() -> Checkpoint.parse("anneal checkpoint " + version + "\nwhatever\n"))
                .hasMessage("the checkpoint was written by a newer Anneal, in version " + version
                        + " of the format; this one reads version 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "step 5~|`step 5~step 5~`|line 3: 'step' is met twice or out of order",
                "skipped 0~|``|line 3: 'plan' is met twice or out of order",
                "plan lr = constant(1)~|``|line 4: a line is missing",
                "plan lr = constant(1)~|`~`|line 4: a line is missing",
                "plan|plam|line 4: unknown key 'plam'",
                "plan lr|plan \\q|line 4: a backslash must be followed by",
                "plan lr|plan \\u12G4|line 4: a backslash must be followed by",
                "step 5|step -1|line 2: a count must be a whole number from 0 to",
                "step 5|step 05|line 2: a count must be a whole number from 0 to",
                "step 5|step 9223372036854775808|line 2: a count must be a whole number from 0 to",
                "skipped 0|skipped 1e3|line 3: a count must be a whole number from 0 to"
            })
    void aSealedTextMustStillMakeSense(String part, String other, String problem) {
        String text = Checkpoints.sealed(BODY.replace(part.replace('~', '\n'), other.replace('~', '\n')));
        assertThatThrownBy(() -> Checkpoint.parse(text))
                .isInstanceOf(NotationException.class)
                .hasMessageStartingWith(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "value lr[0] 1e999|a number must be one that a double can hold",
                "value lr[0] 1 scaled inf|a scale must be finite",
                "value lr[0] one|a value must be as lr[group] 0.1",
                "value lr 1|a value must be as lr[group] 0.1",
                "value lr[0] 1 by foot|a value must be as lr[group] 0.1",
                "value if[0] 1|name of a hyperparameter must be letters",
                "joined head|a group must have joined as in: head at 1200",
                "joined head at 6|a group must have joined by step 5",
                "joined head at -1|a group must have joined as in: head at 1200",
                "rule lr *= x|a line is missing",
                "state lr *= x|'state' is met twice or out of order",
                "` value`|unknown key ''",
                "state|'state' is met twice or out of order"
            })
    void aLineMustBeOfItsForm(String line, String problem) {
        assertThatThrownBy(() -> Checkpoint.parse(Checkpoints.sealed(BODY + line + "\n")))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void numbersAreCheckedWhereTheyAreGiven() {
        assertThatThrownBy(() -> new Checkpoint(-1, 0, "", List.of(), List.of(), List.of()))
                .hasMessage("step must be >= 0, got -1");
        assertThatThrownBy(() -> new Checkpoint(0, -2, "", List.of(), List.of(), List.of()))
                .hasMessage("skipped must be >= 0, got -2");
        assertThatThrownBy(() -> new Checkpoint.Value("0", Hyperparameter.SCALE, 1, false, Double.NaN))
                .hasMessage("scale must be finite, got NaN");
        assertThatThrownBy(() -> new Checkpoint.Joined("0", -1, false)).hasMessageContaining("must be >= 0, got -1");
        List<Checkpoint.Joined> late = List.of(new Checkpoint.Joined("0", 6, false));
        assertThatThrownBy(() -> new Checkpoint(5, 0, "", List.of(), List.of(), late))
                .hasMessage("step of a group that joined must be at most 5, got 6");
    }

    @Test
    void aTextWithoutEndIsNotReadToItsEnd() {
        assertThatThrownBy(() -> Checkpoint.parse("x".repeat(64_000_001)))
                .hasMessage("a checkpoint must have at most 64 million characters, got 64000001");
    }

    @Test
    void largeTextsAreReadInTimeThatGrowsWithThem() {
        String lines =
                "plan x\n".repeat(200_000) + "value lr[0] 1\n".repeat(100_000) + "rule r\nstate s\n".repeat(50_000);
        String body = "anneal checkpoint 1\nstep 5\nskipped 0\n" + lines;
        Checkpoint checkpoint = Checkpoint.parse(Checkpoints.sealed(body));
        assertThat(checkpoint.values()).hasSize(100_000);
        assertThat(checkpoint.rules()).hasSize(50_000);
        assertThat(checkpoint.plan()).hasSize(399_999);
    }
}
