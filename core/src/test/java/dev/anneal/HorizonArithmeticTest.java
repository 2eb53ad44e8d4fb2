package dev.anneal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How samples become updates. */
class HorizonArithmeticTest {

    private static final String DATA = "samples=50000 batch=128 workers=4 accumulation=2 epochs=90";

    @Test
    void itIsToldLineByLine() {
        assertThat(Horizon.parse(DATA).arithmetic())
                .containsExactly(
                        "50,000 samples / (128 batch × 4 workers) = 97.66 → 98 micro-batches an epoch (the last one is smaller)",
                        "98 / 2 accumulation = 49 updates an epoch",
                        "49 × 90 epochs = 4,410 updates");
        assertThat(Horizon.parse(DATA + " drop_last=true").arithmetic())
                .containsExactly(
                        "50,000 samples / (128 batch × 4 workers) = 97.66 → 97 micro-batches an epoch (the last one is dropped)",
                        "97 / 2 accumulation = 48.5 → 49 updates an epoch (the last one takes what is left)",
                        "49 × 90 epochs = 4,410 updates");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "samples=1000 batch=100              | 1,000 samples / 100 batch = 10 updates an epoch",
                "samples=1 batch=1 epochs=1          | 1 sample / 1 batch = 1 update an epoch;1 × 1 epoch = 1 update",
                "samples=3 batch=2 epochs=2.6        | 3 samples / 2 batch = 1.5 → 2 updates an epoch (the last one is smaller);2 × 2.6 epochs = 5.2 → 6 updates",
                "samples=1000 batch=100 steps=25     | 1,000 samples / 100 batch = 10 updates an epoch;25 updates / 10 = 2.5 epochs",
                "samples=1000001 batch=1000          | 1,000,001 samples / 1,000 batch = 1,000.001 → 1,001 updates an epoch (the last one is smaller)",
                "samples=10 batch=1e6 workers=1e6    | 10 samples / (1,000,000 batch × 1,000,000 workers) = 0.00000000001 → 1 update an epoch (the last one is smaller)",
            })
    void numbersReadAsPeopleWriteThem(String facts, String lines) {
        assertThat(String.join(";", Horizon.parse(facts).arithmetic())).isEqualTo(lines);
    }

    /**
     * Micro-batches, updates an epoch and updates of the run, as PyTorch 2.15's DataLoader with a DistributedSampler, both with
     * the same drop_last, and the Trainer of transformers 5.23 count them.
     */
    @ParameterizedTest
    @CsvSource({
        "50000, 128, 4,  2, 90,  98,  49,  4410",
        "50000, 128, 1,  1, 90,  391, 391, 35190",
        "1437,  64,  1,  1, 20,  23,  23,  460",
        "1437,  64,  1,  4, 3,   23,  6,   18",
        "100,   128, 4,  1, 5,   1,   1,   5",
        "7,     2,   2,  3, 1,   2,   1,   1",
        "1024,  128, 4,  2, 2,   2,   1,   2",
        "97,    8,   3,  5, 2.5, 5,   1,   3",
        "1000,  10,  10, 10, 1,  10,  1,   1",
        "60000, 100, 1,  7, 10,  600, 86,  860",
    })
    void updatesAreThoseOfTheFrameworks(
            long samples, long batch, long workers, long accumulation, String epochs, int micro, int each, int total) {
        Horizon horizon = horizon(samples, batch, workers, accumulation, epochs);
        assertThat(horizon.stepsPerEpoch()).hasValue(each);
        assertThat(horizon.steps()).hasValue(total);
        assertThat(new EpochLength(samples, batch, workers, accumulation, false).microBatches())
                .isEqualTo(micro);
        assertThat(horizon.with("steps_per_epoch", each).with("steps", total).steps())
                .hasValue(total);
    }

    /** The same with drop_last=True. */
    @ParameterizedTest
    @CsvSource({
        "50000, 128, 4,  2,  90,  97,  49,  4410",
        "50000, 128, 1,  1,  90,  390, 390, 35100",
        "1437,  64,  1,  1,  20,  22,  22,  440",
        "1437,  64,  1,  4,  3,   22,  6,   18",
        "7,     2,   2,  3,  1,   1,   1,   1",
        "1024,  128, 4,  2,  2,   2,   1,   2",
        "97,    8,   3,  5,  2.5, 4,   1,   3",
    })
    void aLastBatchMayBeDropped(
            long samples, long batch, long workers, long accumulation, String epochs, int micro, int each, int total) {
        Horizon horizon = horizon(samples, batch, workers, accumulation, epochs).with("drop_last", 1);
        assertThat(horizon.stepsPerEpoch()).hasValue(each);
        assertThat(horizon.steps()).hasValue(total);
        assertThat(new EpochLength(samples, batch, workers, accumulation, true).microBatches())
                .isEqualTo(micro);
    }

    private static Horizon horizon(long samples, long batch, long workers, long accumulation, String epochs) {
        return Horizon.UNKNOWN
                .with("samples", samples)
                .with("batch", batch)
                .with("workers", workers)
                .with("accumulation", accumulation)
                .with("epochs", epochs);
    }

    @Test
    void countsBeyondReasonDoNotOverflow() {
        assertThat(Horizon.parse("samples=1e15 batch=1e15 workers=1e15 epochs=1e300 accumulation=1e15")
                        .stepsPerEpoch())
                .hasValue(1);
        assertThat(Horizon.parse("samples=1e15 batch=1").stepsPerEpoch()).hasValue(1e15);
    }

    @Test
    void nothingFollowsFromSamplesAlone() {
        assertThat(Horizon.parse("samples=1000 epochs=3").arithmetic()).isEmpty();
        assertThat(Horizon.parse("samples=1000 epochs=3").steps()).isEmpty();
        assertThat(Horizon.parse("batch=10 epochs=3 steps_per_epoch=2").arithmetic())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "samples=0 | samples must be a whole number >= 1, got 0",
                "samples=1.5 | samples must be a whole number >= 1, got 1.5",
                "samples=many | samples must be a whole number >= 1, got many",
                "drop_last=perhaps | drop_last must be true or false, got perhaps",
                "samples=25000 batch=512 steps_per_epoch=50 | steps_per_epoch must be 49 (25,000 samples / 512 batch = 48.83 → 49 updates an epoch (the last one is smaller)), got 50",
                "samples=1000 batch=10 epochs=2 steps=190 | steps must agree with samples and epochs (1,000 samples / 10 batch = 100 updates an epoch; 100 × 2 epochs = 200 updates), got 190",
                "samples=100 batch=128 drop_last=true | samples must fill a batch on every worker where drop_last drops what does not, got 100 samples / 128 batch = 0.78 → 0 updates an epoch (the last one is dropped)",
            })
    void whatCannotBeIsRefused(String facts, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Horizon.parse(facts))
                .withMessage(message);
    }

    @Test
    void aContradictionIsRefusedWhicheverFactComesLast() {
        Horizon horizon = Horizon.parse("samples=1000 batch=10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> horizon.with("steps_per_epoch", 99))
                .withMessageStartingWith("steps_per_epoch must be 100 (1,000 samples / 10 batch");
        Horizon said = Horizon.parse("steps_per_epoch=99 samples=1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> said.with("batch", 10))
                .withMessageStartingWith("steps_per_epoch must be 100");
    }

    @Test
    void droppingIsATruthInOneForm() {
        assertThat(Horizon.parse("drop_last=1"))
                .isEqualTo(Horizon.parse("drop_last=True"))
                .hasToString("drop_last=true");
        assertThat(Horizon.parse("drop_last=0")).hasToString("drop_last=false");
    }

    @Test
    void textsKnowTheDataAndOneWorkerWhereNoOtherIsSaid() {
        Horizon horizon = Horizon.parse("samples=1000 batch=10 epochs=2");
        assertThat(Schedule.parse(
                        "linear(0, batch * workers * accumulation, total).then(hold(samples, epoch))", horizon))
                .hasToString("linear(0, 10, 200).then(hold(1000, 100))");
        assertThat(Horizon.parse("batch=10 workers=4").names())
                .containsEntry("workers", 4.0)
                .containsEntry("accumulation", 1.0);
        assertThat(Horizon.parse("samples=1000").names()).doesNotContainKey("workers");
    }

    @Test
    void groupsAreNamesOrNumbers() {
        assertThat(Horizon.parse("groups=3").groups()).containsExactly("0", "1", "2");
        assertThat(Horizon.parse("groups=embeddings,layer-1,head").groups())
                .containsExactly("embeddings", "layer-1", "head");
        assertThat(Horizon.parse("groups=head").groups()).containsExactly("head");
        assertThat(Horizon.UNKNOWN.groups()).isEmpty();
    }
}
