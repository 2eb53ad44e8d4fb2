package dev.anneal.lab;

import java.util.ArrayList;
import java.util.List;

/** Arithmetic in loops and double precision, to hold engines against. */
final class ByHand extends LayeredClassifier {

    private final List<double[]> weights = new ArrayList<>();
    private final List<double[]> velocities = new ArrayList<>();
    private final List<Boolean> moving = new ArrayList<>();

    ByHand(Dataset.Split data, Perceptron perceptron) {
        super("hand", data, perceptron);
        for (float[] array : FirstWeights.of(layers(), perceptron.seed()).arrays()) {
            weights.add(doubles(array));
            velocities.add(new double[array.length]);
            moving.add(false);
        }
    }

    private static double[] doubles(float[] array) {
        double[] doubles = new double[array.length];
        for (int i = 0; i < array.length; i++) {
            doubles[i] = array[i];
        }
        return doubles;
    }

    private static float[] floats(double[] array) {
        float[] floats = new float[array.length];
        for (int i = 0; i < array.length; i++) {
            floats[i] = (float) array[i];
        }
        return floats;
    }

    /** What goes into each layer, and what comes out of the last. */
    private List<double[]> forward(float[] features, int row) {
        int width = layers().get(0).inputs();
        double[] values = new double[width];
        for (int i = 0; i < width; i++) {
            values[i] = features[row * width + i];
        }
        List<double[]> all = new ArrayList<>(List.of(values));
        for (int l = 0; l < layers().size(); l++) {
            Layer layer = layers().get(l);
            double[] next = weights.get(2 * l + 1).clone();
            for (int out = 0; out < layer.outputs(); out++) {
                for (int in = 0; in < layer.inputs(); in++) {
                    next[out] += values[in] * weights.get(2 * l)[in * layer.outputs() + out];
                }
                next[out] = l + 1 < layers().size() ? Math.max(0, next[out]) : next[out];
            }
            values = next;
            all.add(values);
        }
        return all;
    }

    private static double loss(double[] scores, int label) {
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score);
        }
        return Math.log(sum) - scores[label];
    }

    @Override
    protected double update(Rows rows, List<Settings> settings) {
        List<double[]> gradients = new ArrayList<>();
        weights.forEach(array -> gradients.add(new double[array.length]));
        double sum = 0;
        for (int row = 0; row < rows.size(); row++) {
            List<double[]> values = forward(rows.features(), row);
            sum += loss(values.get(layers().size()), rows.labels()[row]);
            backward(values, rows.labels()[row], gradients);
        }
        for (int i = 0; i < weights.size(); i++) {
            step(i, gradients.get(i), rows.size(), settings.get(i / 2));
        }
        return sum / rows.size();
    }

    private void backward(List<double[]> values, int label, List<double[]> gradients) {
        double[] scores = values.get(layers().size());
        double[] slopes = new double[scores.length];
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = Math.exp(-loss(scores, i)) - (i == label ? 1 : 0);
        }
        for (int l = layers().size() - 1; l >= 0; l--) {
            Layer layer = layers().get(l);
            double[] before = new double[layer.inputs()];
            for (int out = 0; out < layer.outputs(); out++) {
                gradients.get(2 * l + 1)[out] += slopes[out];
                for (int in = 0; in < layer.inputs(); in++) {
                    int at = in * layer.outputs() + out;
                    gradients.get(2 * l)[at] += slopes[out] * values.get(l)[in];
                    before[in] += values.get(l)[in] > 0 ? slopes[out] * weights.get(2 * l)[at] : 0;
                }
            }
            slopes = before;
        }
    }

    private void step(int i, double[] gradient, int rows, Settings settings) {
        double[] weight = weights.get(i);
        double[] velocity = velocities.get(i);
        for (int w = 0; w < weight.length; w++) {
            double direction = gradient[w] / rows + settings.decay() * weight[w];
            if (settings.keepsVelocity()) {
                velocity[w] = settings.momentum() * velocity[w] + direction;
                direction = velocity[w];
            }
            weight[w] -= settings.rate() * direction;
        }
        moving.set(i, settings.keepsVelocity() || moving.get(i));
    }

    @Override
    protected Judgement judge(Rows rows) {
        double sum = 0;
        float[] all = new float[rows.size() * classes()];
        for (int row = 0; row < rows.size(); row++) {
            double[] scores = forward(rows.features(), row).get(layers().size());
            sum += loss(scores, rows.labels()[row]);
            System.arraycopy(floats(scores), 0, all, row * classes(), classes());
        }
        return new Judgement(sum / rows.size(), all);
    }

    @Override
    protected Numbers weights() {
        return new Numbers(weights.stream().map(ByHand::floats).toList());
    }

    @Override
    protected Numbers velocities() {
        List<float[]> arrays = new ArrayList<>();
        for (int i = 0; i < velocities.size(); i++) {
            arrays.add(moving.get(i) ? floats(velocities.get(i)) : new float[0]);
        }
        return new Numbers(arrays);
    }

    @Override
    protected void become(Numbers newWeights, Numbers newVelocities) {
        for (int i = 0; i < weights.size(); i++) {
            weights.set(i, doubles(newWeights.arrays().get(i)));
            float[] velocity = newVelocities.arrays().get(i);
            moving.set(i, velocity.length > 0);
            velocities.set(i, velocity.length > 0 ? doubles(velocity) : new double[weights.get(i).length]);
        }
    }

    @Override
    public void close() {}
}
