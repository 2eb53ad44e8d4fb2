package dev.anneal.lab;

import dev.anneal.Hyperparameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A perceptron in training but for its arithmetic, which an engine does. The first weights, the order of the rows, the values
 * for each layer and the snapshots are the same in all engines that extend this, so that their runs can be compared.
 *
 * <p>The layers are linear, with rectifiers between them. The loss is the mean cross-entropy of the softmax. The optimizer is
 * stochastic gradient descent as PyTorch defines it, with a learning rate lr, momentum m and weight decay d:
 *
 * <pre>
 * g = gradient + d &middot; weight
 * v = m &middot; v + g
 * weight = weight - lr &middot; v
 * </pre>
 *
 * <p>Each layer is a parameter group: {@code layer1}, {@code layer2}, &hellip;, {@code output}.
 */
public abstract class LayeredClassifier implements Trainable {

    private static final int EVALUATED_TOGETHER = 1024;

    private static final Set<Hyperparameter> HYPERPARAMETERS =
            Set.of(Hyperparameter.LEARNING_RATE, Hyperparameter.MOMENTUM, Hyperparameter.WEIGHT_DECAY);

    private final String engine;
    private final Dataset.Split data;
    private final Batches batches;
    private final List<Layer> layers;
    private final long seed;
    private long step;

    /**
     * A linear layer.
     *
     * @param group its parameter group
     * @param inputs the number of its inputs
     * @param outputs the number of its outputs
     */
    public record Layer(String group, int inputs, int outputs) {

        /**
         * Weights as libraries have them that keep the inputs of an output side by side.
         *
         * @param weights the weights, row after row, a row for each input; or none
         * @return the same, a row for each output
         */
        public float[] byOutput(float[] weights) {
            return transposed(weights, inputs, outputs);
        }

        /**
         * The inverse of {@link #byOutput}.
         *
         * @param weights the weights, row after row, a row for each output; or none
         * @return the same, a row for each input
         */
        public float[] byInput(float[] weights) {
            return transposed(weights, outputs, inputs);
        }

        private static float[] transposed(float[] matrix, int rows, int columns) {
            float[] transposed = new float[matrix.length];
            for (int row = 0; row < rows && matrix.length > 0; row++) {
                for (int column = 0; column < columns; column++) {
                    transposed[column * rows + row] = matrix[row * columns + column];
                }
            }
            return transposed;
        }
    }

    /**
     * What an update uses for a layer.
     *
     * @param rate the learning rate
     * @param momentum the momentum; 0 if it is not set
     * @param decay the weight decay; 0 if it is not set
     * @param keepsVelocity whether the momentum is set, and velocities must be kept although it may be 0
     */
    public record Settings(double rate, double momentum, double decay, boolean keepsVelocity) {}

    /**
     * Rows of data.
     *
     * @param features the features, row after row
     * @param labels the class of each row
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over at once and compared by nobody
    public record Rows(float[] features, int[] labels) {

        /**
         * The number of rows.
         *
         * @return the number
         */
        public int size() {
            return labels.length;
        }

        /**
         * The labels as probabilities.
         *
         * @param classes the number of classes
         * @return for each row a 1 in the place of its class, and zeros
         */
        public float[] oneHot(int classes) {
            float[] oneHot = new float[labels.length * classes];
            for (int i = 0; i < labels.length; i++) {
                oneHot[i * classes + labels[i]] = 1;
            }
            return oneHot;
        }
    }

    /**
     * What a network says of rows.
     *
     * @param loss the mean loss
     * @param scores the score of each class, row after row
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over at once and compared by nobody
    public record Judgement(double loss, float[] scores) {}

    /**
     * The weights, or the velocities: for each layer the weights, inputs &times; outputs numbers row after row, then the
     * outputs' biases.
     *
     * @param arrays the numbers; for velocities both arrays of a layer are empty if it has kept none
     */
    public record Numbers(List<float[]> arrays) {}

    /**
     * Plans the layers.
     *
     * @param engine the name of the engine
     * @param data the rows to learn from and to judge by
     * @param perceptron the layers, the batch and the seed
     * @throws IllegalArgumentException if the batch exceeds the training rows
     */
    protected LayeredClassifier(String engine, Dataset.Split data, Perceptron perceptron) {
        this.engine = engine;
        this.data = data;
        this.batches = new Batches(data.training().size(), perceptron.batch(), perceptron.seed());
        this.seed = perceptron.seed();
        this.layers = layers(data, perceptron);
    }

    private static List<Layer> layers(Dataset.Split data, Perceptron perceptron) {
        List<Layer> planned = new ArrayList<>();
        int inputs = data.training().featureCount();
        for (int size : perceptron.hidden()) {
            planned.add(new Layer("layer" + (planned.size() + 1), inputs, size));
            inputs = size;
        }
        planned.add(new Layer("output", inputs, data.training().classCount()));
        return List.copyOf(planned);
    }

    /**
     * The layers.
     *
     * @return the layers, from the input on
     */
    protected final List<Layer> layers() {
        return layers;
    }

    /**
     * The number of features of a row.
     *
     * @return the inputs of the first layer
     */
    protected final int features() {
        return layers.get(0).inputs();
    }

    /**
     * The number of classes.
     *
     * @return the outputs of the last layer
     */
    protected final int classes() {
        return layers.get(layers.size() - 1).outputs();
    }

    /** Takes up the weights to begin with, and no velocities. For the end of a constructor. */
    protected final void begin() {
        Numbers first = FirstWeights.of(layers, seed);
        become(first, new Numbers(Collections.nCopies(first.arrays().size(), new float[0])));
    }

    /**
     * Makes one update.
     *
     * @param rows the batch
     * @param settings what it uses for each layer
     * @return the mean loss of the batch, before the update
     */
    protected abstract double update(Rows rows, List<Settings> settings);

    /**
     * Judges the network.
     *
     * @param rows what to judge it by
     * @return the mean loss, and the scores before the softmax
     */
    protected abstract Judgement judge(Rows rows);

    /**
     * The weights.
     *
     * @return a copy
     */
    protected abstract Numbers weights();

    /**
     * The velocities.
     *
     * @return a copy; before the first update that keeps them, empty arrays
     */
    protected abstract Numbers velocities();

    /**
     * Takes up weights and velocities.
     *
     * @param weights the weights
     * @param velocities the velocities
     */
    protected abstract void become(Numbers weights, Numbers velocities);

    @Override
    public final int stepsPerEpoch() {
        return batches.stepsPerEpoch();
    }

    @Override
    public final List<String> groups() {
        return layers.stream().map(Layer::group).toList();
    }

    @Override
    public final Set<Hyperparameter> hyperparameters() {
        return HYPERPARAMETERS;
    }

    @Override
    public final double train(Values values) {
        double before = update(
                rows(data.training(), batches.at(step)),
                layers.stream().map(layer -> settings(values, layer.group())).toList());
        step++;
        return before;
    }

    private static Settings settings(Values values, String group) {
        return new Settings(
                values.of(Hyperparameter.LEARNING_RATE, group),
                orZero(values, Hyperparameter.MOMENTUM, group),
                orZero(values, Hyperparameter.WEIGHT_DECAY, group),
                values.isSet(Hyperparameter.MOMENTUM, group));
    }

    private static double orZero(Values values, Hyperparameter hyperparameter, String group) {
        return values.isSet(hyperparameter, group) ? values.of(hyperparameter, group) : 0;
    }

    @Override
    public final Evaluation evaluate() {
        Dataset judged = data.validation();
        double loss = 0;
        int right = 0;
        for (int from = 0; from < judged.size(); from += EVALUATED_TOGETHER) {
            int[] chosen = IntStream.range(from, Math.min(from + EVALUATED_TOGETHER, judged.size()))
                    .toArray();
            Rows rows = rows(judged, chosen);
            Judgement part = judge(rows);
            loss += part.loss() * rows.size();
            right += right(part.scores(), rows.labels());
        }
        return new Evaluation(loss / judged.size(), (double) right / judged.size());
    }

    /** The rows whose class has the highest score, the first of those that are equal. */
    private static int right(float[] scores, int[] labels) {
        int classes = scores.length / labels.length;
        int right = 0;
        for (int row = 0; row < labels.length; row++) {
            int best = 0;
            for (int i = 1; i < classes; i++) {
                best = scores[row * classes + i] > scores[row * classes + best] ? i : best;
            }
            right += best == labels[row] ? 1 : 0;
        }
        return right;
    }

    private static Rows rows(Dataset from, int[] chosen) {
        int width = from.featureCount();
        float[] features = new float[chosen.length * width];
        int[] labels = new int[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(from.features(chosen[i]), 0, features, i * width, width);
            labels[i] = from.label(chosen[i]);
        }
        return new Rows(features, labels);
    }

    @Override
    public final void snapshot(OutputStream out) throws IOException {
        new NetworkSnapshot(engine, layers).write(step, weights(), velocities(), out);
    }

    @Override
    public final void restore(InputStream in) throws IOException {
        NetworkSnapshot.Taken taken = new NetworkSnapshot(engine, layers).read(in);
        become(taken.weights(), taken.velocities());
        step = taken.step();
    }
}
