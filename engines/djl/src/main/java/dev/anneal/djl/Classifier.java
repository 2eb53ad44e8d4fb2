package dev.anneal.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.loss.Loss;
import dev.anneal.Hyperparameter;
import dev.anneal.lab.Batches;
import dev.anneal.lab.Dataset;
import dev.anneal.lab.Evaluation;
import dev.anneal.lab.LayeredClassifier;
import dev.anneal.lab.Perceptron;
import dev.anneal.lab.Trainable;
import dev.anneal.lab.Values;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A perceptron of linear layers and rectifiers. It steps its weights itself: DJL's {@code Trainer} steps them in the order
 * of a hash map, and refuses a first batch whose gradients happen to sum to zero, as those of a linear classifier do.
 */
final class Classifier implements Trainable {

    /** There is one collector of gradients for the whole process. */
    private static final Object PROCESS_WIDE = new Object();

    private static final int EVALUATED_TOGETHER = 1024;

    /** The letters DJL and a line feed. */
    private static final int SNAPSHOT = 0x444a4c0a;

    private static final int VERSION = 1;

    private final Dataset.Split data;
    private final Batches batches;
    private final NDManager manager;
    private final SequentialBlock layers = new SequentialBlock();
    private final ParameterStore weights;
    private final Loss loss = Loss.softmaxCrossEntropyLoss();
    private final Sgd sgd;
    private long step;

    /** Builds a classifier whose arrays belong to the manager, which is closed with it. */
    Classifier(NDManager manager, Dataset.Split data, Perceptron perceptron) {
        this.manager = manager;
        this.data = data;
        this.batches = new Batches(data.training().size(), perceptron.batch(), perceptron.seed());
        this.weights = new ParameterStore(manager, false);
        this.sgd = new Sgd(manager);
        build(perceptron);
    }

    private void build(Perceptron perceptron) {
        for (int size : perceptron.hidden()) {
            layers.add(Linear.builder().setUnits(size).build()).add(Activation.reluBlock());
        }
        layers.add(Linear.builder().setUnits(data.training().classCount()).build());
        layers.setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
        layers.initialize(
                manager, DataType.FLOAT32, new Shape(1, data.training().featureCount()));
        List<LayeredClassifier.Layer> planned = LayeredClassifier.layers(data, perceptron);
        List<float[]> first =
                LayeredClassifier.firstWeights(planned, perceptron.seed()).arrays();
        for (int i = 0; i < planned.size(); i++) {
            // Rectifiers stand between the linear layers.
            Block linear = layers.getChildren().get(2 * i).getValue();
            for (Parameter parameter : linear.getParameters().values()) {
                sgd.add(planned.get(i).group(), parameter.getArray());
            }
            NDArray weights = linear.getParameters().get("weight").getArray();
            Sgd.put(turned(first.get(2 * i), planned.get(i)), weights);
        }
    }

    /** A row for each output, as DJL has it, in place of one for each input. */
    private static float[] turned(float[] weights, LayeredClassifier.Layer layer) {
        float[] turned = new float[weights.length];
        for (int in = 0; in < layer.inputs(); in++) {
            for (int out = 0; out < layer.outputs(); out++) {
                turned[out * layer.inputs() + in] = weights[in * layer.outputs() + out];
            }
        }
        return turned;
    }

    @Override
    public int stepsPerEpoch() {
        return batches.stepsPerEpoch();
    }

    @Override
    public List<String> groups() {
        return sgd.groups();
    }

    @Override
    public Set<Hyperparameter> hyperparameters() {
        return Sgd.HYPERPARAMETERS;
    }

    @Override
    public double train(Values values) {
        try (NDManager batch = manager.newSubManager()) {
            double before = backward(data.training(), batches.at(step), batch);
            sgd.step(values);
            step++;
            return before;
        }
    }

    private double backward(Dataset rows, int[] chosen, NDManager batch) {
        NDList features = features(rows, chosen, batch);
        NDList labels = labels(rows, chosen, batch);
        synchronized (PROCESS_WIDE) {
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray mean = loss.evaluate(labels, layers.forward(weights, features, true));
                collector.backward(mean);
                return mean.getFloat();
            }
        }
    }

    @Override
    public Evaluation evaluate() {
        Dataset rows = data.validation();
        double sum = 0;
        int right = 0;
        for (int from = 0; from < rows.size(); from += EVALUATED_TOGETHER) {
            int[] chosen = IntStream.range(from, Math.min(from + EVALUATED_TOGETHER, rows.size()))
                    .toArray();
            try (NDManager batch = manager.newSubManager()) {
                NDList scores = layers.forward(weights, features(rows, chosen, batch), false);
                sum += loss.evaluate(labels(rows, chosen, batch), scores).getFloat() * (double) chosen.length;
                right += right(rows, chosen, scores.singletonOrThrow());
            }
        }
        return new Evaluation(sum / rows.size(), (double) right / rows.size());
    }

    private static int right(Dataset rows, int[] chosen, NDArray scores) {
        long[] told = scores.argMax(1).toLongArray();
        return (int) IntStream.range(0, chosen.length)
                .filter(i -> told[i] == rows.label(chosen[i]))
                .count();
    }

    private static NDList features(Dataset rows, int[] chosen, NDManager batch) {
        int width = rows.featureCount();
        float[] values = new float[chosen.length * width];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(rows.features(chosen[i]), 0, values, i * width, width);
        }
        return new NDList(batch.create(values, new Shape(chosen.length, width)));
    }

    private static NDList labels(Dataset rows, int[] chosen, NDManager batch) {
        float[] values = new float[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            values[i] = rows.label(chosen[i]);
        }
        return new NDList(batch.create(values));
    }

    /** A number that says what follows, the version of the format, the step, and the weights with their velocities. */
    @Override
    public void snapshot(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(SNAPSHOT);
        data.writeInt(VERSION);
        data.writeLong(step);
        sgd.write(data);
        data.flush();
    }

    @Override
    public void restore(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        if (data.readInt() != SNAPSHOT) {
            throw new IOException("it is no snapshot of a network of djl");
        }
        int version = data.readInt();
        if (version != VERSION) {
            throw new IOException("a snapshot must be of the version " + VERSION + ", got " + version);
        }
        long taken = data.readLong();
        if (taken < 0) {
            throw new IOException("the step of a snapshot must be >= 0, got " + taken);
        }
        Runnable weightsAndVelocities = sgd.read(data);
        if (data.read() >= 0) {
            throw new IOException("a snapshot must end with the weights, got more");
        }
        weightsAndVelocities.run();
        step = taken;
    }

    @Override
    public void close() {
        manager.close();
    }
}
