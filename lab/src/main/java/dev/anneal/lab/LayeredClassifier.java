package dev.anneal.lab;

import dev.anneal.Hyperparameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
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
    public record Layer(String group, int inputs, int outputs) {}

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
    public record Rows(float[] features, int[] labels) {}

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

    /**
     * The layers of a perceptron.
     *
     * @param data the rows to learn from
     * @param perceptron the sizes of the hidden layers
     * @return the layers, from the input on
     */
    public static List<Layer> layers(Dataset.Split data, Perceptron perceptron) {
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
     * The weights to begin with.
     *
     * @return the weights, which depend on the seed alone
     */
    protected final Numbers firstWeights() {
        return firstWeights(layers, seed);
    }

    /**
     * The weights to begin with: normal with the deviation sqrt(2 / inputs), which rectifiers need (He et al. 2015, "Delving
     * Deep into Rectifiers"), and biases of 0.
     *
     * @param layers the layers
     * @param seed what decides the weights
     * @return the weights
     */
    public static Numbers firstWeights(List<Layer> layers, long seed) {
        SplittableRandom random = new SplittableRandom(seed).split();
        List<float[]> arrays = new ArrayList<>();
        for (Layer layer : layers) {
            double deviation = Math.sqrt(2.0 / layer.inputs());
            float[] weights = new float[layer.inputs() * layer.outputs()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (deviation * normal(random));
            }
            arrays.add(weights);
            arrays.add(new float[layer.outputs()]);
        }
        return new Numbers(arrays);
    }

    /** Box and Muller's, with functions that give the same bits everywhere. */
    private static double normal(SplittableRandom random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
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
     * @return the mean loss, and the fraction of rows whose class has the highest score, the first of those that are equal
     */
    protected abstract Evaluation judge(Rows rows);

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
        double right = 0;
        for (int from = 0; from < judged.size(); from += EVALUATED_TOGETHER) {
            int[] chosen = IntStream.range(from, Math.min(from + EVALUATED_TOGETHER, judged.size()))
                    .toArray();
            Evaluation part = judge(rows(judged, chosen));
            loss += part.loss() * chosen.length;
            right += Math.rint(part.accuracy() * chosen.length);
        }
        return new Evaluation(loss / judged.size(), right / judged.size());
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
