package dev.anneal.lab;

import dev.anneal.Hyperparameter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/** The smallest thing that learns: two groups of one weight, and half the sum of their squares as the loss. */
final class Bowl implements Trainable {

    static final int STEPS_PER_EPOCH = 4;

    private final double[] weights = {1, 1};

    @Override
    public int stepsPerEpoch() {
        return STEPS_PER_EPOCH;
    }

    @Override
    public List<String> groups() {
        return List.of("left", "right");
    }

    @Override
    public Set<Hyperparameter> hyperparameters() {
        return Set.of(Hyperparameter.LEARNING_RATE, Hyperparameter.MOMENTUM);
    }

    @Override
    public double train(Values values) {
        double before = loss();
        for (int i = 0; i < weights.length; i++) {
            weights[i] -= values.of(Hyperparameter.LEARNING_RATE, groups().get(i)) * weights[i];
        }
        return before;
    }

    @Override
    public Evaluation evaluate() {
        return new Evaluation(loss(), 1 / (1 + loss()));
    }

    private double loss() {
        return (weights[0] * weights[0] + weights[1] * weights[1]) / 2;
    }

    @Override
    public void snapshot(OutputStream out) throws IOException {
        var data = new DataOutputStream(out);
        data.writeDouble(weights[0]);
        data.writeDouble(weights[1]);
    }

    @Override
    public void restore(InputStream in) throws IOException {
        var data = new DataInputStream(in);
        double left = data.readDouble();
        double right = data.readDouble();
        weights[0] = left;
        weights[1] = right;
    }

    @Override
    public void close() {}
}
