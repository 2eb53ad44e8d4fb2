package dev.anneal.tensorflow;

import dev.anneal.lab.Dataset;
import dev.anneal.lab.LayeredClassifier;
import dev.anneal.lab.Perceptron;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** A perceptron as a graph. */
final class Classifier extends LayeredClassifier {

    private final Graph graph = new Graph();
    private final Session session;
    private final Ops tf = Ops.create(graph);
    private final Placeholder<TFloat32> features = tf.placeholder(TFloat32.class);
    private final Placeholder<TFloat32> labels = tf.placeholder(TFloat32.class);
    private final List<Weight> weights = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Operand<TFloat32> scores;
    private final Operand<TFloat32> loss;

    /** An array of weights with its velocity, and how they are set. */
    private static final class Weight {
        private final Shape shape;
        private final Variable<TFloat32> value;
        private final Variable<TFloat32> velocity;
        private final Placeholder<TFloat32> numbers;
        private final Op setValue;
        private final Op setVelocity;
        private boolean moving;

        Weight(Ops tf, long... dimensions) {
            shape = Shape.of(dimensions);
            value = tf.variable(shape, TFloat32.class);
            velocity = tf.variable(shape, TFloat32.class);
            numbers = tf.placeholder(TFloat32.class);
            setValue = tf.assign(value, numbers);
            setVelocity = tf.assign(velocity, numbers);
        }

        void set(Op assignment, float[] given, Session session) {
            try (TFloat32 tensor = TFloat32.tensorOf(shape, DataBuffers.of(given, true, false))) {
                session.runner()
                        .feed(numbers, tensor)
                        .addTarget(assignment)
                        .run()
                        .close();
            }
        }

        float[] get(Variable<TFloat32> variable, Session session) {
            try (Result result = session.runner().fetch(variable).run()) {
                return numbers((TFloat32) result.get(0));
            }
        }
    }

    /** How a layer is moved. */
    private record Step(
            Placeholder<TFloat32> rate,
            Placeholder<TFloat32> momentum,
            Placeholder<TFloat32> decay,
            List<Op> plain,
            List<Op> moving) {}

    Classifier(Dataset.Split data, Perceptron perceptron) {
        super("tensorflow", data, perceptron);
        ConfigProto.Builder single = ConfigProto.newBuilder();
        single.setIntraOpParallelismThreads(1).setInterOpParallelismThreads(1);
        session = new Session(graph, false, single.build());
        Operand<TFloat32> values = features;
        for (Layer layer : layers()) {
            Weight matrix = new Weight(tf, layer.inputs(), layer.outputs());
            Weight biases = new Weight(tf, layer.outputs());
            weights.add(matrix);
            weights.add(biases);
            values = tf.math.add(tf.linalg.matMul(values, matrix.value), biases.value);
            values = layer.group().equals("output") ? values : tf.nn.relu(values);
        }
        scores = values;
        Operand<TFloat32> losses =
                tf.nn.softmaxCrossEntropyWithLogits(scores, labels).loss();
        loss = tf.math.mean(losses, tf.constant(0));
        optimize();
        begin();
    }

    /** All gradients are worked out before the first weight is moved: a layer's need the weights of the next. */
    private void optimize() {
        Output<?>[] variables =
                weights.stream().map(weight -> weight.value.asOutput()).toArray(Output<?>[]::new);
        Output<?>[] gradients = graph.addGradients(loss.asOutput(), variables);
        List<Operand<TFloat32>> directions = new ArrayList<>();
        for (int i = 0; i < weights.size(); i += 2) {
            Placeholder<TFloat32> decay = tf.placeholder(TFloat32.class);
            steps.add(new Step(
                    tf.placeholder(TFloat32.class),
                    tf.placeholder(TFloat32.class),
                    decay,
                    new ArrayList<>(),
                    new ArrayList<>()));
            directions.add(decayed(gradients[i], weights.get(i), decay));
            directions.add(decayed(gradients[i + 1], weights.get(i + 1), decay));
        }
        List<Op> all = new ArrayList<>(directions);
        all.add(loss);
        Ops after = tf.withControlDependencies(all);
        for (int i = 0; i < weights.size(); i++) {
            Weight weight = weights.get(i);
            Step step = steps.get(i / 2);
            step.plain.add(after.train.applyGradientDescent(weight.value, step.rate, directions.get(i)));
            step.moving.add(after.train.applyMomentum(
                    weight.value, weight.velocity, step.rate, directions.get(i), step.momentum));
        }
    }

    @SuppressWarnings("unchecked") // the gradient of a variable is of its type
    private Operand<TFloat32> decayed(Output<?> gradient, Weight weight, Operand<TFloat32> decay) {
        return tf.math.add((Output<TFloat32>) gradient, tf.math.mul(decay, weight.value));
    }

    @Override
    protected double update(Rows rows, List<Settings> settings) {
        List<TFloat32> scalars = new ArrayList<>();
        try (TFloat32 given = features(rows);
                TFloat32 expected = labels(rows)) {
            Session.Runner runner = session.runner().feed(features, given).feed(labels, expected);
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                Settings used = settings.get(i);
                feed(runner, step.rate, used.rate(), scalars);
                feed(runner, step.decay, used.decay(), scalars);
                if (used.keepsVelocity()) {
                    feed(runner, step.momentum, used.momentum(), scalars);
                    begin(weights.get(2 * i));
                    begin(weights.get(2 * i + 1));
                }
                (used.keepsVelocity() ? step.moving : step.plain).forEach(runner::addTarget);
            }
            try (Result result = runner.fetch(loss).run()) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        } finally {
            scalars.forEach(TFloat32::close);
        }
    }

    private static void feed(
            Session.Runner runner, Placeholder<TFloat32> placeholder, double value, List<TFloat32> scalars) {
        TFloat32 scalar = TFloat32.scalarOf((float) value);
        scalars.add(scalar);
        runner.feed(placeholder, scalar);
    }

    /** From the first update on that keeps velocities. */
    private void begin(Weight weight) {
        if (!weight.moving) {
            weight.set(weight.setVelocity, new float[(int) weight.shape.size()], session);
            weight.moving = true;
        }
    }

    @Override
    protected Judgement judge(Rows rows) {
        try (TFloat32 given = features(rows);
                TFloat32 expected = labels(rows);
                Result result = session.runner()
                        .feed(features, given)
                        .feed(labels, expected)
                        .fetch(scores)
                        .fetch(loss)
                        .run()) {
            return new Judgement(((TFloat32) result.get(1)).getFloat(), numbers((TFloat32) result.get(0)));
        }
    }

    private static float[] numbers(TFloat32 tensor) {
        float[] numbers = new float[(int) tensor.size()];
        tensor.asRawTensor().data().asFloats().read(numbers);
        return numbers;
    }

    private TFloat32 features(Rows rows) {
        return TFloat32.tensorOf(Shape.of(rows.size(), features()), DataBuffers.of(rows.features(), true, false));
    }

    /** A row of probabilities for each label. */
    private TFloat32 labels(Rows rows) {
        return TFloat32.tensorOf(Shape.of(rows.size(), classes()), DataBuffers.of(rows.oneHot(classes()), true, false));
    }

    @Override
    protected Numbers weights() {
        return new Numbers(weights.stream()
                .map(weight -> weight.get(weight.value, session))
                .toList());
    }

    @Override
    protected Numbers velocities() {
        return new Numbers(weights.stream()
                .map(weight -> weight.moving ? weight.get(weight.velocity, session) : new float[0])
                .toList());
    }

    @Override
    protected void become(Numbers numbers, Numbers velocities) {
        for (int i = 0; i < weights.size(); i++) {
            Weight weight = weights.get(i);
            weight.set(weight.setValue, numbers.arrays().get(i), session);
            float[] velocity = velocities.arrays().get(i);
            weight.moving = velocity.length > 0;
            if (weight.moving) {
                weight.set(weight.setVelocity, velocity, session);
            }
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
