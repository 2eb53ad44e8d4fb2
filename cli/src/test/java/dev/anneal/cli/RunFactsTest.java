package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands make of the data, the groups and the ranges of values. */
class RunFactsTest {

    private static final String[] DATA = {
        "--samples", "50000", "--batch", "128", "--workers", "4", "--accumulation", "2", "--epochs", "90"
    };

    private static Outcome with(String[] facts, String... words) {
        String[] all = new String[words.length + facts.length];
        System.arraycopy(words, 0, all, 0, words.length);
        System.arraycopy(facts, 0, all, words.length, facts.length);
        return Outcome.of(all);
    }

    @Test
    void theArithmeticOfTheDataIsShown() {
        assertThat(with(DATA, "show", "cosine(0.1, 0, total)").fine()).startsWith("""
                        cosine(0.1, 0, 4410)
                        length 4410, 90 epochs
                        50,000 samples / (128 batch × 4 workers) = 97.66 → 98 micro-batches an epoch (the last one is smaller)
                        98 / 2 accumulation = 49 updates an epoch
                        49 × 90 epochs = 4,410 updates

                        0 – 4410  falls from 0.1 to 0
                        """);
        assertThat(with(DATA, "show", "constant(0.1)", "--drop-last").fine())
                .contains("= 97.66 → 97 micro-batches an epoch (the last one is dropped)\n");
    }

    @Test
    void everyCommandKnowsTheData() {
        assertThat(with(DATA, "values", "cosine(0.1, 0, total)", "--at", "epoch,total")
                        .fine())
                .startsWith("step,lr\n49,")
                .endsWith("\n4410,0\n");
        assertThat(with(DATA, "show", "StepLR(optimizer, 30)", "--unit", "epoch", "--lr", "0.1", "--text")
                        .fine())
                .isEqualTo("exponential(0.1, 0.1, 30).staircase(30).staircase(1).stretched(49)\n");
        assertThat(with(DATA, "show", "cosine(0.1, 0, total)", "--unit", "epoch", "--text")
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--samples 25000 --batch 512 --steps-per-epoch 50 | steps_per_epoch must be 49 (25,000 samples / 512 batch = 48.83 → 49 updates an epoch (the last one is smaller)), got 50",
                "--samples 100 --batch 128 --drop-last            | samples must fill a batch on every worker",
                "--samples 1.5                                    | samples must be a whole number >= 1, got 1.5",
                "--workers 0                                      | workers must be a whole number >= 1, got 0",
                "--samples 5 --context samples=5                  | samples is given twice",
                "--drop-last --context drop_last=false            | drop_last is given twice"
            })
    void factsThatCannotBeAreRefused(String facts, String message) {
        assertThat(with(facts.split(" "), "show", "0.1").wrong()).startsWith(message);
    }

    @Test
    void theFactorOfABatchIsToldInWords() {
        String text = "cosine(0.1, 0, total).scaledFor(batch*workers*accumulation, 256)";
        assertThat(with(DATA, "show", text).fine())
                .startsWith("cosine(0.1, 0, 4410).scaledFor(1024, 256)\n")
                .contains(" updates\nrates × 4: batch 1024 against 256, linear\n\n0 – 4410  falls from 0.4 to 0\n");
        assertThat(Outcome.of("show", "lr = constant(0.1).scaledFor(2048, 256, sqrt); lr[a] = lr; weight_decay = lr")
                        .fine())
                .contains("""

                        rates × 2.82843: batch 2048 against 256, by the square root
                        weight_decay × 2.82843: batch 2048 against 256, by the square root

                        """);
    }

    @Test
    void nothingIsScaledThatDoesNotAskForIt() {
        assertThat(with(DATA, "values", "constant(0.1)", "--at", "0").fine()).isEqualTo("step,lr\n0,0.1\n");
        assertThat(with(DATA, "show", "constant(0.1)").fine()).doesNotContain("rates ×");
    }

    @Test
    void layersGetTheirOwnLines() {
        String[] groups = {"--groups", "embeddings,layer1,head", "--steps", "100"};
        assertThat(with(groups, "show", "--text", "lr = cosine(0.1, 0, total); lr *= layerwise(0.75)")
                        .fine())
                .isEqualTo("""
                        lr = cosine(0.1, 0, 100)
                        lr[embeddings] = cosine(0.1, 0, 100).times(0.5625)
                        lr[layer1] = cosine(0.1, 0, 100).times(0.75)
                        lr[head] = cosine(0.1, 0, 100)
                        """);
        assertThat(Outcome.of("show", "--text", "lr = 1\nlr *= layerwise(0.5)", "--groups", "2")
                        .fine())
                .isEqualTo("lr = constant(1)\nlr[0] = constant(0.5)\nlr[1] = constant(1)\n");
        assertThat(Outcome.of("show", "--text", "lr = 1\nlr *= layerwise(0.5, 'a b', c)")
                        .fine())
                .isEqualTo("lr = constant(1)\nlr[\"a b\"] = constant(0.5)\nlr[c] = constant(1)\n");
        assertThat(Outcome.of("show", "lr = 1\nlr *= layerwise(0.5)").wrong())
                .startsWith("line 2: no groups are named here, nor by the run");
    }

    @Test
    void layersOfASchedulerOfAnotherFrameworkDecayToo() {
        String text = "lr = torch.StepLR(optimizer, 30)\nlr *= layerwise(0.5)";
        assertThat(Outcome.of("show", "--text", text, "--lr", "0.1", "--groups", "body,head")
                        .fine())
                .isEqualTo("""
                        lr = exponential(0.1, 0.1, 30).staircase(30)
                        lr[body] = exponential(0.1, 0.1, 30).staircase(30).times(0.5)
                        lr[head] = exponential(0.1, 0.1, 30).staircase(30)
                        """);
        assertThat(Outcome.of("show", "--text", text, "--lr", "0.1,0.2", "--groups", "body,head")
                        .wrong())
                .contains("StepLR drives more than one rate here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "values", "plot"})
    void aValueOutOfRangeIsNoted(String command) {
        Outcome outcome = Outcome.of(command, "lr = 1; lr[head] = linear(0.1, -0.1, 20)");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEqualTo("note: lr[head] is -0.01 at step 11: must be finite and >= 0\n");
        assertThat(outcome.out()).isNotEmpty().doesNotContain("note:");
    }

    @Test
    void onlyWhatIsLookedAtIsChecked() {
        String text = "linear(0.1, -0.1, 20)";
        assertThat(Outcome.of("values", text, "--steps", "10").fine()).endsWith("\n10,0\n");
        assertThat(Outcome.of("values", text, "--at", "3,10").err()).isEmpty();
        assertThat(Outcome.of("show", "--text", text).err()).startsWith("note: lr is -0.01 at step 11");
    }

    @Test
    void timesInEpochsAreCalledSo() {
        String text = "LearningRateScheduler(lambda epoch: 0.2 - 0.1 * epoch)";
        assertThat(Outcome.of("values", text, "--epochs", "4").err())
                .contains("note: lr is -0.1 at epoch 3: must be finite and >= 0\n");
    }
}
