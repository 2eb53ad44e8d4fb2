package dev.anneal.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.anneal.Plan;
import dev.anneal.lab.Dataset;
import dev.anneal.lab.Evaluation;
import dev.anneal.lab.Perceptron;
import dev.anneal.lab.Trainable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {

    private static final Dataset.Split DIGITS = Dataset.digits().split(1);
    private static final String MOMENTUM = "lr = cosine(0.1, 0, 60)\nmomentum = constant(0.9)";

    private static Trainable digits(long seed, Integer... hidden) {
        return new DjlEngine().perceptron(DIGITS, new Perceptron(List.of(hidden), 64, seed));
    }

    private static byte[] snapshot(Trainable trainable) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        trainable.snapshot(bytes);
        return bytes.toByteArray();
    }

    private static void restore(Trainable trainable, byte[] snapshot) throws IOException {
        trainable.restore(new ByteArrayInputStream(snapshot));
    }

    private static List<Double> losses(Trainable trainable, String plan, int from, int to) {
        List<Double> losses = new ArrayList<>();
        for (int step = from; step < to; step++) {
            losses.add(trainable.train(new Told(Plan.parse(plan), step)));
        }
        return losses;
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
    void aTrainableGoesBackToItsOwnSnapshot() throws IOException {
        try (Trainable trainable = digits(3, 16)) {
            byte[] fresh = snapshot(trainable);
            List<Double> first = losses(trainable, MOMENTUM, 0, 30);
            restore(trainable, fresh);
            assertThat(snapshot(trainable)).isEqualTo(fresh);
            assertThat(losses(trainable, MOMENTUM, 0, 30)).isEqualTo(first);
        }
    }

    @Test
    void velocitiesAreKeptAndSoIsTheirAbsence() throws IOException {
        String plain = "lr = constant(0.1)";
        try (Trainable without = digits(3, 16);
                Trainable with = digits(3, 16)) {
            losses(without, plain, 0, 5);
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
                Trainable wider = digits(1, 32);
                Trainable deeper = digits(1, 16, 16)) {
            byte[] snapshot = snapshot(one);
            byte[] before = snapshot(wider);
            assertThatIOException()
                    .isThrownBy(() -> restore(wider, snapshot))
                    .withMessage("an array of weights must have the shape (16, 64), got (32, 64)");
            assertThat(snapshot(wider)).isEqualTo(before);
            assertThatIOException()
                    .isThrownBy(() -> restore(deeper, snapshot))
                    .withMessage("the model must have 4 arrays of weights, got 6");
        }
    }

    @Test
    void whatIsNoWholeSnapshotIsRefusedAndChangesNothing() throws IOException {
        try (Trainable trainable = digits(1)) {
            losses(trainable, MOMENTUM, 0, 2);
            byte[] snapshot = snapshot(trainable);
            losses(trainable, MOMENTUM, 2, 4);
            byte[] before = snapshot(trainable);
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < 40; i++) {
                byte[] cut = Arrays.copyOf(snapshot, random.nextInt(snapshot.length));
                assertThatExceptionOfType(EOFException.class).isThrownBy(() -> restore(trainable, cut));
            }
            byte[] more = Arrays.copyOf(snapshot, snapshot.length + 1);
            assertThatIOException().isThrownBy(() -> restore(trainable, more)).withMessageEndingWith("got more");
            byte[] foreign = "step,loss\n0,1\n1,0.5\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            assertThatIOException()
                    .isThrownBy(() -> restore(trainable, foreign))
                    .withMessage("it is no snapshot of a network of djl");
            byte[] newer = snapshot.clone();
            newer[7] = 2;
            assertThatIOException()
                    .isThrownBy(() -> restore(trainable, newer))
                    .withMessage("a snapshot must be of the version 1, got 2");
            assertThat(snapshot(trainable)).isEqualTo(before);
        }
    }
}
