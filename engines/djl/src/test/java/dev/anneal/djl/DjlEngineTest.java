package dev.anneal.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DjlEngineTest {

    private static final Dataset.Split DIGITS = Dataset.digits().split(1);
    private static final RunListener NOBODY = new RunListener() {};

    @TempDir
    Path parent;

    private static Trainable digits(long seed, Integer... hidden) {
        return Engine.named("djl").perceptron(DIGITS, new Perceptron(List.of(hidden), 64, seed));
    }

    private RunResult run(String name, long seed, String plan, long updates) {
        try (Trainable trainable = digits(seed, 32)) {
            return new Run(trainable, Plan.parse(plan), updates, parent.resolve(name)).start(NOBODY, () -> false);
        }
    }

    private byte[] metrics(String run) throws IOException {
        return Files.readAllBytes(parent.resolve(run).resolve("metrics.csv"));
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
    void aLinearClassifierLearnsToo() {
        Plan plan = Plan.parse("lr = constant(0.1)\nmomentum = constant(0.9)");
        try (Trainable trainable = digits(1)) {
            for (int step = 0; step < 115; step++) {
                trainable.train(new Told(plan, step));
            }
            assertThat(trainable.evaluate().accuracy()).isGreaterThan(.9);
        }
    }

    @Test
    void theSameSeedLeavesTheSameFiles() throws IOException {
        String plan = "lr = cosine(0.1, 0, 30)\nlr[output] = lr / 2\nmomentum = linear(0.8, 0.95, 30)";
        run("first", 5, plan, 30);
        run("second", 5, plan, 30);
        run("other", 6, plan, 30);
        assertThat(metrics("first")).isEqualTo(metrics("second")).isNotEqualTo(metrics("other"));
    }

    @Test
    void theSeedDecidesTheFirstWeights() {
        try (Trainable first = digits(5, 16);
                Trainable second = digits(5, 16);
                Trainable other = digits(6, 16)) {
            assertThat(first.evaluate()).isEqualTo(second.evaluate()).isNotEqualTo(other.evaluate());
        }
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

    @Test
    void theLossIsTheMeanCrossEntropyBeforeTheUpdate() {
        float[][] features = {{0, 0}, {0, 0}, {0, 0}, {0, 0}};
        Dataset blank = Dataset.of("blank", features, new int[] {0, 1, 2, 3});
        Plan plan = Plan.parse("lr = constant(1)");
        try (Trainable trainable =
                new DjlEngine().perceptron(new Dataset.Split(blank, blank), new Perceptron(List.of(), 4, 1))) {
            // Biases start at 0, so that all four classes are equally likely.
            assertThat(trainable.train(new Told(plan, 0))).isEqualTo((float) Math.log(4));
            assertThat(trainable.evaluate().accuracy()).isEqualTo(.25);
        }
    }

    @Test
    void aRateThatIsMuchTooHighEndsAsDivergence() {
        assertThat(run("diverged", 1, "lr = constant(1e30)", 100).end()).isEqualTo(RunResult.End.DIVERGED);
    }

    @Test
    void trainingLeavesNoArraysBehind() {
        try (NDManager manager = Natives.load().newBaseManager(Device.cpu());
                Trainable trainable = new Classifier(manager, DIGITS, new Perceptron(List.of(16), 64, 1))) {
            Plan plan = Plan.parse("lr = constant(0.1)\nmomentum = constant(0.9)");
            trainable.train(new Told(plan, 0));
            int arrays = manager.getManagedArrays().size();
            for (int step = 1; step < 30; step++) {
                trainable.train(new Told(plan, step));
            }
            trainable.evaluate();
            assertThat(manager.getManagedArrays()).hasSize(arrays);
        }
    }

    @Test
    void aBatchLargerThanTheDataIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DjlEngine().perceptron(DIGITS, new Perceptron(List.of(), 1439, 1)))
                .withMessage("batch must be within [1, 1438], the number of training rows, got 1439");
    }
}
