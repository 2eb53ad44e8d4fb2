package dev.anneal.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.loss.Loss;
import dev.anneal.lab.Dataset;
import dev.anneal.lab.LayeredClassifier;
import dev.anneal.lab.Perceptron;
import java.util.ArrayList;
import java.util.List;

/**
 * A perceptron of DJL's blocks. It steps its weights itself: DJL's {@code Trainer} steps them in the order of a hash map, and
 * refuses a first batch whose gradients happen to sum to zero, as those of a linear classifier do.
 */
final class Classifier extends LayeredClassifier {

    /** There is one collector of gradients for the whole process. */
    private static final Object PROCESS_WIDE = new Object();

    private final NDManager manager;
    private final SequentialBlock network = new SequentialBlock();
    private final ParameterStore store;
    private final Loss loss = Loss.softmaxCrossEntropyLoss();
    private final List<Weight> weights = new ArrayList<>();

    /** An array of weights with its velocity. */
    private record Weight(NDArray value, Velocity velocity) {

        void step(Settings settings, NDManager scratch) {
            NDArray gradient = value.getGradient();
            gradient.attach(scratch);
            NDArray direction = Velocity.decayed(value, gradient, (float) settings.decay(), scratch);
            if (settings.keepsVelocity()) {
                direction = velocity.after((float) settings.momentum(), direction);
            }
            Velocity.move(value, direction, (float) settings.rate());
        }

        /** By an index, as PyTorch warns of the way that {@code set} of numbers takes, on standard error. */
        void become(float[] numbers, float[] moving) {
            try (NDArray loaded = value.getManager().create(numbers, value.getShape())) {
                value.set(new NDIndex(":"), loaded);
            }
            velocity.become(moving, value);
        }
    }

    /** Builds a classifier whose arrays belong to the manager, which is closed with it. */
    Classifier(NDManager manager, Dataset.Split data, Perceptron perceptron) {
        super("djl", data, perceptron);
        this.manager = manager;
        this.store = new ParameterStore(manager, false);
        List<Linear> linear = new ArrayList<>();
        for (Layer layer : layers()) {
            if (!linear.isEmpty()) {
                network.add(Activation.reluBlock());
            }
            linear.add(Linear.builder().setUnits(layer.outputs()).build());
            network.add(linear.get(linear.size() - 1));
        }
        network.setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
        network.initialize(manager, DataType.FLOAT32, new Shape(1, features()));
        for (Linear each : linear) {
            weights.add(weight(each, "weight"));
            weights.add(weight(each, "bias"));
        }
        begin();
    }

    private Weight weight(Linear linear, String parameter) {
        return new Weight(linear.getParameters().get(parameter).getArray(), new Velocity(manager, null));
    }

    @Override
    protected double update(Rows rows, List<Settings> settings) {
        try (NDManager batch = manager.newSubManager()) {
            double before = backward(rows, batch);
            for (int i = 0; i < weights.size(); i++) {
                try (NDManager scratch = manager.newSubManager()) {
                    weights.get(i).step(settings.get(i / 2), scratch);
                }
            }
            return before;
        }
    }

    private double backward(Rows rows, NDManager batch) {
        NDList features = features(rows, batch);
        NDList labels = labels(rows, batch);
        synchronized (PROCESS_WIDE) {
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray mean = loss.evaluate(labels, network.forward(store, features, true));
                collector.backward(mean);
                return mean.getFloat();
            }
        }
    }

    @Override
    protected Judgement judge(Rows rows) {
        try (NDManager batch = manager.newSubManager()) {
            NDList scores = network.forward(store, features(rows, batch), false);
            double mean = loss.evaluate(labels(rows, batch), scores).getFloat();
            return new Judgement(mean, scores.singletonOrThrow().toFloatArray());
        }
    }

    private NDList features(Rows rows, NDManager batch) {
        return new NDList(batch.create(rows.features(), new Shape(rows.size(), features())));
    }

    private static NDList labels(Rows rows, NDManager batch) {
        float[] labels = new float[rows.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = rows.labels()[i];
        }
        return new NDList(batch.create(labels));
    }

    @Override
    protected Numbers weights() {
        return byInput(
                weights.stream().map(weight -> weight.value.toFloatArray()).toList());
    }

    @Override
    protected Numbers velocities() {
        return byInput(weights.stream().map(weight -> weight.velocity.numbers()).toList());
    }

    /** DJL has a row for each output. */
    private Numbers byInput(List<float[]> arrays) {
        List<float[]> turned = new ArrayList<>(arrays);
        for (int i = 0; i < turned.size(); i += 2) {
            turned.set(i, layers().get(i / 2).byInput(turned.get(i)));
        }
        return new Numbers(turned);
    }

    private float[] byOutput(Numbers numbers, int i) {
        float[] array = numbers.arrays().get(i);
        return i % 2 == 0 ? layers().get(i / 2).byOutput(array) : array;
    }

    @Override
    protected void become(Numbers numbers, Numbers velocities) {
        for (int i = 0; i < weights.size(); i++) {
            weights.get(i).become(byOutput(numbers, i), byOutput(velocities, i));
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
