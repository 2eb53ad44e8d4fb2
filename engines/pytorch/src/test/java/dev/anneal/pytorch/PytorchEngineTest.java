package dev.anneal.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.lab.Dataset;
import dev.anneal.lab.Engine;
import dev.anneal.lab.Evaluation;
import dev.anneal.lab.Perceptron;
import dev.anneal.lab.Run;
import dev.anneal.lab.RunListener;
import dev.anneal.lab.RunResult;
import dev.anneal.lab.Trainable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PytorchEngineTest {

    private static final Dataset.Split DIGITS = Dataset.digits().split(1);
    private static final String MOMENTUM = "lr = cosine(0.1, 0, 60)\nmomentum = constant(0.9)";

    @TempDir
    Path parent;

    private static Trainable digits(long seed, Integer... hidden) {
        return Engine.named("pytorch").perceptron(DIGITS, new Perceptron(List.of(hidden), 64, seed));
    }

    private RunResult run(String name, long seed, String plan, long updates) {
        try (Trainable trainable = digits(seed, 32)) {
            return new Run(trainable, Plan.parse(plan), updates, parent.resolve(name))
                    .start(new RunListener() {}, () -> false);
        }
    }

    private static List<Double> losses(Trainable trainable, String plan, int from, int to) {
        List<Double> losses = new ArrayList<>();
        for (int step = from; step < to; step++) {
            losses.add(trainable.train(new Told(Plan.parse(plan), step)));
        }
        return losses;
    }

    private static byte[] snapshot(Trainable trainable) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        trainable.snapshot(bytes);
        return bytes.toByteArray();
    }

    private static void restore(Trainable trainable, byte[] snapshot) throws IOException {
        trainable.restore(new ByteArrayInputStream(snapshot));
    }

    @Test
    void eachLayerIsAGroup() {
        try (Trainable two = digits(1, 64, 32);
                Trainable none = digits(1)) {
            assertThat(two.groups()).containsExactly("layer1", "layer2", "output");
            assertThat(none.groups()).containsExactly("output");
            assertThat(two.stepsPerEpoch()).isEqualTo(23);
            assertThat(two.hyperparameters())
                    .containsExactlyInAnyOrder(
                            Hyperparameter.LEARNING_RATE, Hyperparameter.MOMENTUM, Hyperparameter.WEIGHT_DECAY);
        }
    }

    @Test
    void digitsAreLearntInAFewEpochs() {
        RunResult result =
                run("digits", 1, "lr = linear(0, 0.1, 23).then(cosine(0.1, 0, 92))\nmomentum = constant(0.9)", 115);
        assertThat(result.end()).isEqualTo(RunResult.End.COMPLETED);
        assertThat(result.evaluations().orElseThrow().last().accuracy()).isGreaterThan(.9);
    }

    @Test
    void theSameSeedLeavesTheSameFiles() throws IOException {
        String plan = "lr = cosine(0.1, 0, 30)\nlr[output] = lr / 2\nmomentum = linear(0.8, 0.95, 30)";
        run("first", 5, plan, 30);
        run("second", 5, plan, 30);
        run("other", 6, plan, 30);
        assertThat(metrics("first")).isEqualTo(metrics("second")).isNotEqualTo(metrics("other"));
    }

    private byte[] metrics(String run) throws IOException {
        return Files.readAllBytes(parent.resolve(run).resolve("metrics.csv"));
    }

    @Test
    void onlyTheGroupsThatAreGivenARateLearn() {
        Plan frozen = Plan.parse("lr = constant(0)");
        Plan output = Plan.parse("lr = constant(0)\nlr[output] = constant(0.1)");
        try (Trainable trainable = digits(1, 32)) {
            Evaluation before = trainable.evaluate();
            trainable.train(new Told(frozen, 0));
            assertThat(trainable.evaluate()).isEqualTo(before);
            trainable.train(new Told(output, 1));
            assertThat(trainable.evaluate().loss()).isLessThan(before.loss());
        }
    }

    /** The numbers come from loops in double precision, in the tests of the lab. */
    @Test
    void aNetworkLearnsAsByHand() {
        String plan = """
                lr = cosine(0.1, 0, 60)
                lr[output] = lr / 2
                momentum = linear(0.5, 0.9, 30)
                weight_decay = constant(0.01)""";
        try (Trainable trainable = digits(3, 32)) {
            assertThat(losses(trainable, plan, 0, 60).get(59)).isCloseTo(0.880340448494247, within(1e-4));
            assertThat(trainable.evaluate().loss()).isCloseTo(0.7864604197503652, within(1e-4));
        }
    }

    /** Of rows without features nothing but the biases matters, which begin at 0. */
    @Test
    void biasesMoveAsPytorchWouldMoveThem() {
        float[][] features = {{0, 0}, {0, 0}, {0, 0}, {0, 0}};
        Dataset blank = Dataset.of("blank", features, new int[] {0, 1, 1, 1});
        String plan = "lr = linear(0.5, 0.25, 4)\nmomentum = linear(0.25, 0.75, 4)\nweight_decay = linear(0.5, 0, 4)";
        double bias = 0; // of the first class; that of the other is its negative
        double velocity = 0;
        try (Trainable trainable =
                new PytorchEngine().perceptron(new Dataset.Split(blank, blank), new Perceptron(List.of(), 4, 1))) {
            for (int step = 0; step < 12; step++) {
                Told told = new Told(Plan.parse(plan), step);
                double first = 1 / (1 + Math.exp(-2 * bias));
                assertThat(trainable.train(told))
                        .as("step %s", step)
                        .isCloseTo(-(Math.log(first) + 3 * Math.log(1 - first)) / 4, within(1e-6));
                double gradient = first - 0.25 + told.of(Hyperparameter.WEIGHT_DECAY, "output") * bias;
                velocity = told.of(Hyperparameter.MOMENTUM, "output") * velocity + gradient;
                bias -= told.of(Hyperparameter.LEARNING_RATE, "output") * velocity;
            }
            assertThat(trainable.evaluate().accuracy()).isEqualTo(0.75);
        }
    }

    @Test
    void aRateThatIsMuchTooHighEndsAsDivergence() {
        assertThat(run("diverged", 1, "lr = constant(1e30)", 100).end()).isEqualTo(RunResult.End.DIVERGED);
    }

    /** Within an epoch of 23 steps, at its end, before the first update and in a later epoch. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 23, 31})
    void everyLaterLossIsTheSameBitForBit(int taken) throws IOException {
        try (Trainable whole = digits(3, 32);
                Trainable resumed = digits(3, 32)) {
            losses(whole, MOMENTUM, 0, taken);
            byte[] snapshot = snapshot(whole);
            List<Double> expected = losses(whole, MOMENTUM, taken, taken + 30);
            Evaluation evaluation = whole.evaluate();
            restore(resumed, snapshot);
            assertThat(snapshot(resumed)).isEqualTo(snapshot);
            assertThat(losses(resumed, MOMENTUM, taken, taken + 30)).isEqualTo(expected);
            assertThat(resumed.evaluate()).isEqualTo(evaluation);
            assertThat(snapshot(resumed)).isEqualTo(snapshot(whole));
        }
    }

    @Test
    void velocitiesAreKeptAndSoIsTheirAbsence() throws IOException {
        try (Trainable without = digits(3, 16);
                Trainable with = digits(3, 16)) {
            losses(without, "lr = constant(0.1)", 0, 5);
            byte[] bare = snapshot(without);
            losses(with, MOMENTUM, 0, 5);
            assertThat(snapshot(with)).hasSizeGreaterThan(bare.length);
            restore(with, bare);
            assertThat(snapshot(with)).isEqualTo(bare);
            assertThat(losses(with, MOMENTUM, 5, 12)).isEqualTo(losses(without, MOMENTUM, 5, 12));
        }
    }

    @Test
    void aSnapshotOfAnotherNetworkIsRefused() throws IOException {
        try (Trainable one = digits(1, 16);
                Trainable wider = digits(1, 32)) {
            byte[] before = snapshot(wider);
            assertThatIOException()
                    .isThrownBy(() -> restore(wider, snapshot(one)))
                    .withMessage("layer1 of a snapshot must have 64 inputs and 32 outputs, got 64 and 16");
            assertThat(snapshot(wider)).isEqualTo(before);
        }
    }

    @Test
    void trainingLeavesNoTensorsBehind() {
        String plan = "lr = constant(0.01)\nmomentum = constant(0.9)\nweight_decay = constant(0.1)";
        try (Trainable trainable = digits(1, 16)) {
            losses(trainable, plan, 0, 2);
            trainable.evaluate();
            long pointers = Pointer.totalCount();
            losses(trainable, plan, 2, 40);
            trainable.evaluate();
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
        }
    }

    @Test
    void aBatchLargerThanTheDataIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PytorchEngine().perceptron(DIGITS, new Perceptron(List.of(), 1439, 1)))
                .withMessage("batch must be within [1, 1438], the number of training rows, got 1439");
    }
}
