package dev.anneal.lab.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.lab.Dataset;
import dev.anneal.lab.Engine;
import dev.anneal.lab.Evaluation;
import dev.anneal.lab.LayeredClassifier;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every engine of the lab does. A subclass names its engine:
 *
 * <pre>{@code
 * class Dl4jEngineTest extends EngineContract {
 *     Dl4jEngineTest() {
 *         super("dl4j");
 *     }
 * }
 * }</pre>
 */
public abstract class EngineContract {

    /** The digits. */
    protected static final Dataset.Split DIGITS = Dataset.digits().split(1);

    private static final String MOMENTUM = "lr = cosine(0.1, 0, 60)\nmomentum = constant(0.9)";

    private final String engine;

    @TempDir
    private Path parent;

    /**
     * For an engine that is on the class path.
     *
     * @param engine its name
     */
    @SuppressWarnings("NullAway.Init") // JUnit gives the folder
    protected EngineContract(String engine) {
        this.engine = engine;
    }

    /**
     * A classifier of the digits, with batches of 64.
     *
     * @param seed the seed
     * @param hidden the sizes of the hidden layers
     * @return the classifier, to be closed
     */
    protected final Trainable digits(long seed, Integer... hidden) {
        return Engine.named(engine).perceptron(DIGITS, new Perceptron(List.of(hidden), 64, seed));
    }

    /**
     * Trains.
     *
     * @param trainable what is trained
     * @param plan the text of the plan
     * @param from the first step
     * @param to the step after the last
     * @return the losses
     */
    protected static List<Double> losses(Trainable trainable, String plan, int from, int to) {
        List<Double> losses = new ArrayList<>();
        for (int step = from; step < to; step++) {
            losses.add(trainable.train(new Told(Plan.parse(plan), step)));
        }
        return losses;
    }

    private RunResult run(String name, long seed, String plan, long updates) {
        try (Trainable trainable = digits(seed, 32)) {
            return new Run(trainable, Plan.parse(plan), updates, parent.resolve(name))
                    .start(new RunListener() {}, () -> false);
        }
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
    final void eachLayerIsAGroup() {
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
    final void digitsAreLearntInAFewEpochs() {
        RunResult result =
                run("digits", 1, "lr = linear(0, 0.1, 23).then(cosine(0.1, 0, 92))\nmomentum = constant(0.9)", 115);
        assertThat(result.end()).isEqualTo(RunResult.End.COMPLETED);
        assertThat(result.evaluations().orElseThrow().last().accuracy()).isGreaterThan(.9);
    }

    @Test
    final void aLinearClassifierLearnsToo() {
        try (Trainable trainable = digits(1)) {
            losses(trainable, "lr = constant(0.1)\nmomentum = constant(0.9)", 0, 115);
            assertThat(trainable.evaluate().accuracy()).isGreaterThan(.9);
        }
    }

    @Test
    final void theSameSeedLeavesTheSameFiles() throws IOException {
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
    final void onlyTheGroupsThatAreGivenARateLearn() {
        try (Trainable trainable = digits(1, 32)) {
            Evaluation before = trainable.evaluate();
            losses(trainable, "lr = constant(0)", 0, 1);
            assertThat(trainable.evaluate()).isEqualTo(before);
            losses(trainable, "lr = constant(0)\nlr[output] = constant(0.1)", 1, 2);
            assertThat(trainable.evaluate().loss()).isLessThan(before.loss());
        }
    }

    /** The numbers come from loops in double precision, in the tests of {@link LayeredClassifier}. */
    @Test
    final void aNetworkLearnsAsByHand() {
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

    /** Of rows without features nothing but the biases matters, which begin at 0; the first velocity counts in the second update. */
    @Test
    final void biasesMoveAsPytorchWouldMoveThem() {
        float[][] features = {{0, 0}, {0, 0}, {0, 0}, {0, 0}};
        Dataset blank = Dataset.of("blank", features, new int[] {0, 1, 1, 1});
        Plan plan = Plan.parse(
                "lr = linear(0.5, 0.25, 4)\nmomentum = linear(0, 0.75, 4)\nweight_decay = linear(0.5, 0, 4)");
        double bias = 0; // of the first class; that of the other is its negative
        double velocity = 0;
        try (Trainable trainable =
                Engine.named(engine).perceptron(new Dataset.Split(blank, blank), new Perceptron(List.of(), 4, 1))) {
            for (int step = 0; step < 12; step++) {
                Told told = new Told(plan, step);
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
    final void aRateThatIsMuchTooHighEndsAsDivergence() {
        assertThat(run("diverged", 1, "lr = constant(1e30)", 100).end()).isEqualTo(RunResult.End.DIVERGED);
    }

    /** Within an epoch of 23 steps, at its end, before the first update and in a later epoch. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 23, 31})
    final void everyLaterLossIsTheSameBitForBit(int taken) throws IOException {
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
    final void velocitiesAreKeptAndSoIsTheirAbsence() throws IOException {
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
    final void aSnapshotOfAnotherNetworkIsRefusedAndChangesNothing() throws IOException {
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
    final void aBatchLargerThanTheDataIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engine.named(engine).perceptron(DIGITS, new Perceptron(List.of(), 1439, 1)))
                .withMessage("batch must be within [1, 1438], the number of training rows, got 1439");
    }
}
