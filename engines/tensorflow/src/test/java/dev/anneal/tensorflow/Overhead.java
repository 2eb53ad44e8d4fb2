package dev.anneal.tensorflow;

import dev.anneal.Plan;
import dev.anneal.lab.Dataset;
import dev.anneal.lab.testkit.Stopwatch;
import dev.anneal.training.Scheduler;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.framework.optimizers.GradientDescent;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** What a plan costs, against a small update: a perceptron 64-64-32-10 on the digits, 64 a batch, SGD without momentum. */
final class Overhead implements AutoCloseable {

    static final String CONSTANT = "update at a constant rate";
    static final String PLANNED = "what the plan does";

    private static final Plan PLAN = Plan.parse("""
            lr = linear(0, 0.1, 100).then(cosine(0.1, 0, 1e6))
            lr[head] = lr * 0.5""");

    private static final int BATCH = 64;
    private static final int[] SIZES = {64, 64, 32, 10};

    private final Net fixed = new Net();
    private final Net planned = new Net();
    private final Net idle = new Net();
    private final OptimizerFeeds feeds = planned.feeds();
    private final OptimizerFeeds idleFeeds = idle.feeds();
    private final Scheduler scheduler = Scheduler.start(PLAN, feeds);
    private final Scheduler idleScheduler = Scheduler.start(PLAN, idleFeeds);
    private final TFloat32 features;
    private final TFloat32 labels;

    /** A network with its optimizer. */
    private static final class Net implements AutoCloseable {
        final Graph graph = new Graph();
        final Session session;
        final Placeholder<TFloat32> features;
        final Placeholder<TFloat32> labels;
        final Op train;

        Net() {
            Natives.load();
            Ops tf = Ops.create(graph);
            features = tf.placeholder(TFloat32.class);
            labels = tf.placeholder(TFloat32.class);
            Operand<TFloat32> values = features;
            for (int i = 1; i < SIZES.length; i++) {
                String layer = i == SIZES.length - 1 ? "head" : "layer" + i;
                float[] first = new float[SIZES[i - 1] * SIZES[i]];
                for (int k = 0; k < first.length; k++) {
                    first[k] = 0.1f * (float) Math.sin(k);
                }
                Operand<TFloat32> matrix = tf.withName(layer + "_w")
                        .variable(tf.reshape(tf.constant(first), tf.constant(new int[] {SIZES[i - 1], SIZES[i]})));
                Operand<TFloat32> biases = tf.withName(layer + "_b").variable(tf.constant(new float[SIZES[i]]));
                values = tf.math.add(tf.linalg.matMul(values, matrix), biases);
                values = layer.equals("head") ? values : tf.nn.relu(values);
            }
            Operand<TFloat32> losses =
                    tf.nn.softmaxCrossEntropyWithLogits(values, labels).loss();
            train = new GradientDescent(graph, 0.05f).minimize(tf.math.mean(losses, tf.constant(0)));
            session = new Session(
                    graph,
                    ConfigProto.newBuilder()
                            .setIntraOpParallelismThreads(1)
                            .setInterOpParallelismThreads(1)
                            .build());
            session.initialize();
        }

        OptimizerFeeds feeds() {
            return OptimizerFeeds.of(graph).with("head", name -> name.startsWith("head"));
        }

        void update(Session.Runner runner, TFloat32 given, TFloat32 expected) {
            runner.feed(features, given)
                    .feed(labels, expected)
                    .addTarget(train)
                    .run()
                    .close();
        }

        @Override
        public void close() {
            session.close();
            graph.close();
        }
    }

    Overhead() {
        Dataset digits = Dataset.digits();
        float[] rows = new float[BATCH * 64];
        float[] classes = new float[BATCH * 10];
        for (int i = 0; i < BATCH; i++) {
            System.arraycopy(digits.features(i), 0, rows, i * 64, 64);
            classes[i * 10 + digits.label(i)] = 1;
        }
        features = TFloat32.tensorOf(Shape.of(BATCH, 64), DataBuffers.of(rows, true, false));
        labels = TFloat32.tensorOf(Shape.of(BATCH, 10), DataBuffers.of(classes, true, false));
    }

    private void updateAtAConstantRate() {
        fixed.update(fixed.session.runner(), features, labels);
    }

    private void updateUnderAPlan() {
        planned.update(feeds.runner(planned.session), features, labels);
        scheduler.advance();
    }

    /** But for what it costs TensorFlow that there is more to be fed. */
    private void whatThePlanDoes() {
        idleFeeds.runner(idle.session);
        idleScheduler.advance();
    }

    @Override
    public void close() {
        feeds.close();
        idleFeeds.close();
        features.close();
        labels.close();
        fixed.close();
        planned.close();
        idle.close();
    }

    Stopwatch stopwatch() {
        return new Stopwatch()
                .add(CONSTANT, 50, this::updateAtAConstantRate)
                .add("update under a plan", 50, this::updateUnderAPlan)
                .add(PLANNED, 2_000, this::whatThePlanDoes);
    }

    /** Prints the least time and the median of each. */
    public static void main(String[] args) {
        try (Overhead overhead = new Overhead()) {
            System.out.print(overhead.stopwatch().table(200));
        }
    }
}
