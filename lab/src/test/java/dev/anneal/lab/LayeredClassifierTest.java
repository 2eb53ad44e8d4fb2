package dev.anneal.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LayeredClassifierTest {

    private static final Dataset.Split DIGITS = Dataset.digits().split(1);
    private static final Plan PLAN = Plan.parse("""
            lr = cosine(0.1, 0, 60)
            lr[output] = lr / 2
            momentum = linear(0.5, 0.9, 30)
            weight_decay = constant(0.01)""");

    private static LayeredClassifier digits(long seed, Integer... hidden) {
        return new ByHand(DIGITS, new Perceptron(List.of(hidden), 64, seed));
    }

    private record Told(Plan plan, int step) implements Values {
        @Override
        public boolean isSet(Hyperparameter hyperparameter, String group) {
            return plan.schedule(hyperparameter, group).isPresent();
        }

        @Override
        public double of(Hyperparameter hyperparameter, String group) {
            return plan.schedule(hyperparameter, group).orElseThrow().at(step);
        }
    }

    private static double train(Trainable trainable, Plan plan, int updates) {
        double last = Double.NaN;
        for (int step = 0; step < updates; step++) {
            last = trainable.train(new Told(plan, step));
        }
        return last;
    }

    private static byte[] snapshot(Trainable trainable) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        trainable.snapshot(bytes);
        return bytes.toByteArray();
    }

    private static void restore(Trainable trainable, byte[] snapshot) throws IOException {
        trainable.restore(new ByteArrayInputStream(snapshot));
    }

    /** The tests of the engines expect these numbers too. */
    @Test
    void digitsAreLearnt() {
        LayeredClassifier trainable = digits(3, 32);
        assertThat(trainable.groups()).containsExactly("layer1", "output");
        assertThat(train(trainable, PLAN, 60)).isCloseTo(0.880340448494247, within(1e-6));
        assertThat(trainable.evaluate().loss()).isCloseTo(0.7864604197503652, within(1e-6));
    }

    @Test
    void firstWeightsAreHesAndDependOnTheSeedAlone() {
        float[] weights = digits(3, 32).weights().arrays().get(0);
        double sum = 0;
        double squares = 0;
        for (float weight : weights) {
            sum += weight;
            squares += weight * (double) weight;
        }
        assertThat(sum / weights.length).isCloseTo(0, within(0.01));
        assertThat(squares / weights.length).isCloseTo(2 / 64.0, within(0.003));
        assertThat(digits(3, 32).weights().arrays().get(0)).isEqualTo(weights);
        assertThat(digits(4, 32).weights().arrays().get(0)).isNotEqualTo(weights);
        assertThat(digits(3, 32).weights().arrays().get(1)).hasSize(32).containsOnly(0);
    }

    @Test
    void aSnapshotHoldsTheWeightsTheVelocitiesAndTheStep() throws IOException {
        LayeredClassifier one = digits(3, 16);
        train(one, PLAN, 25);
        byte[] snapshot = snapshot(one);
        LayeredClassifier other = digits(3, 16);
        restore(other, snapshot);
        assertThat(snapshot(other)).isEqualTo(snapshot);
        LayeredClassifier again = digits(3, 16);
        restore(again, snapshot);
        assertThat(train(again, PLAN, 5)).isEqualTo(train(other, PLAN, 5));
    }

    @Test
    void aSnapshotOfAnotherNetworkIsRefused() throws IOException {
        byte[] snapshot = snapshot(digits(1, 16));
        assertThatIOException()
                .isThrownBy(() -> restore(digits(1, 32), snapshot))
                .withMessage("layer1 of a snapshot must have 64 inputs and 32 outputs, got 64 and 16");
        assertThatIOException()
                .isThrownBy(() -> restore(digits(1, 16, 16), snapshot))
                .withMessage("a snapshot must be of a network of 3 layers, got 2");
        byte[] foreign = snapshot.clone();
        foreign[10] = 'H';
        assertThatIOException()
                .isThrownBy(() -> restore(digits(1, 16), foreign))
                .withMessage("a snapshot must be of the engine hand, got Hand");
    }

    @Test
    void whatIsNoWholeSnapshotIsRefusedAndChangesNothing() throws IOException {
        Trainable trainable = digits(1, 4);
        train(trainable, PLAN, 2);
        byte[] snapshot = snapshot(trainable);
        train(trainable, PLAN, 2);
        byte[] before = snapshot(trainable);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 40; i++) {
            byte[] cut = Arrays.copyOf(snapshot, random.nextInt(snapshot.length));
            assertThatExceptionOfType(EOFException.class).isThrownBy(() -> restore(trainable, cut));
        }
        byte[] more = Arrays.copyOf(snapshot, snapshot.length + 1);
        assertThatIOException().isThrownBy(() -> restore(trainable, more)).withMessageEndingWith("got more");
        assertThatIOException()
                .isThrownBy(() -> restore(trainable, "step,loss\n0,1\n1,0.5\n".getBytes(UTF_8)))
                .withMessage("it is no snapshot of a network of hand");
        byte[] newer = snapshot.clone();
        newer[7] = 2;
        assertThatIOException()
                .isThrownBy(() -> restore(trainable, newer))
                .withMessage("a snapshot must be of the version 1, got 2");
        assertThat(snapshot(trainable)).isEqualTo(before);
    }
}
