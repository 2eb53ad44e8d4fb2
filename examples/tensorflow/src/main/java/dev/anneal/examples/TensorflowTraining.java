package dev.anneal.examples;

import static dev.anneal.Hyperparameter.LEARNING_RATE;

import dev.anneal.Plan;
import dev.anneal.lab.Dataset;
import dev.anneal.tensorflow.OptimizerFeeds;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.Resume;
import dev.anneal.training.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.framework.optimizers.Adam;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.random.TruncatedNormal;
import org.tensorflow.types.TFloat32;

/** Training with TensorFlow's graphs and optimizers, in a loop of one's own. */
public final class TensorflowTraining implements AutoCloseable {

    private static final Plan PLAN = Plan.parse("""
            lr = linear(0, 0.004, 20).then(hold(0.004, 300)).then(cosine(0.004, 0, 140))
            lr[head] = lr * 0.5
            lr *= plateau(on="val_loss", factor=0.5, patience=3)
            """);

    private final Dataset.Split digits;
    private final Graph graph = new Graph();
    private final Session session = new Session(graph);
    private final Ops tf = Ops.create(graph);
    private final Placeholder<TFloat32> features = tf.placeholder(TFloat32.class);
    private final Placeholder<TFloat32> labels = tf.placeholder(TFloat32.class);
    private final Operand<TFloat32> loss;
    private final Op train;
    private final OptimizerFeeds feeds;

    private TensorflowTraining(Dataset.Split digits) {
        this.digits = digits;
        Operand<TFloat32> hidden = tf.nn.relu(layer("body", features, 64, 32));
        Operand<TFloat32> scores = layer("head", hidden, 32, 10);
        loss = tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(scores, labels).loss(), tf.constant(0));
        train = new Adam(graph, 0.004f).minimize(loss);
        feeds = OptimizerFeeds.of(graph).with("head", name -> name.startsWith("head"));
    }

    private Operand<TFloat32> layer(String name, Operand<TFloat32> inputs, int from, int to) {
        Operand<TFloat32> first =
                tf.random.truncatedNormal(tf.array(from, to), TFloat32.class, TruncatedNormal.seed(1L));
        Operand<TFloat32> weights = tf.withName(name + "_weights").variable(tf.math.mul(first, tf.constant(0.1f)));
        Operand<TFloat32> biases = tf.withName(name + "_biases").variable(tf.zeros(tf.array(to), TFloat32.class));
        return tf.math.add(tf.linalg.matMul(inputs, weights), biases);
    }

    /**
     * Runs the program.
     *
     * @param args not used
     * @throws IOException if a file cannot be written or read
     */
    public static void main(String[] args) throws IOException {
        Dataset.Split digits = Dataset.digits().split(1);
        Path folder = Files.createTempDirectory("digits");
        try (var training = new TensorflowTraining(digits)) {
            training.train(folder);
        }
        try (var training = new TensorflowTraining(digits)) {
            training.resume(folder);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void train(Path folder) throws IOException {
        Scheduler scheduler = Scheduler.start(PLAN, feeds);
        fit(scheduler, 2);
        System.out.println(scheduler.step()); // 46
        System.out.println(scheduler.value(LEARNING_RATE, "rest")); // 0.004

        session.save(folder.resolve("variables").toString());
        scheduler.checkpoint().write(folder.resolve("checkpoint"));
    }

    private void resume(Path folder) throws IOException {
        session.restore(folder.resolve("variables").toString());
        Checkpoint checkpoint = Checkpoint.read(folder.resolve("checkpoint"));
        Scheduler scheduler = Scheduler.resume(PLAN, checkpoint, feeds, Resume.EXACT);
        System.out.println(scheduler.value(LEARNING_RATE, "head")); // 0.002

        fit(scheduler, 6);
        System.out.println(scheduler.step()); // 184
        System.out.println(validate() < 0.4); // true
    }

    private void fit(Scheduler scheduler, int epochs) {
        Dataset training = digits.training();
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (int from = 0; from < training.size(); from += 64) {
                int to = Math.min(from + 64, training.size());
                try (TFloat32 given = features(training, from, to);
                        TFloat32 expected = labels(training, from, to)) {
                    feeds.runner(session)
                            .feed(features, given)
                            .feed(labels, expected)
                            .addTarget(train)
                            .run()
                            .close();
                }
                scheduler.advance();
            }
            scheduler.observe("val_loss", validate());
        }
    }

    private double validate() {
        Dataset validation = digits.validation();
        try (TFloat32 given = features(validation, 0, validation.size());
                TFloat32 expected = labels(validation, 0, validation.size());
                Result result = session.runner()
                        .feed(features, given)
                        .feed(labels, expected)
                        .fetch(loss)
                        .run()) {
            return ((TFloat32) result.get(0)).getFloat();
        }
    }

    private static TFloat32 features(Dataset rows, int from, int to) {
        float[][] features = new float[to - from][];
        for (int i = from; i < to; i++) {
            features[i - from] = rows.features(i);
        }
        return TFloat32.tensorOf(StdArrays.ndCopyOf(features));
    }

    private static TFloat32 labels(Dataset rows, int from, int to) {
        float[][] labels = new float[to - from][10];
        for (int i = from; i < to; i++) {
            labels[i - from][rows.label(i)] = 1;
        }
        return TFloat32.tensorOf(StdArrays.ndCopyOf(labels));
    }

    @Override
    public void close() {
        feeds.close();
        session.close();
        graph.close();
    }
}
