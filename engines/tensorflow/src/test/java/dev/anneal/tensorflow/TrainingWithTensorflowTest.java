package dev.anneal.tensorflow;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Plan;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.Resume;
import dev.anneal.training.Scheduler;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.framework.optimizers.Momentum;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** What the guide shows. */
class TrainingWithTensorflowTest {

    private static final Plan PLAN = Plan.parse("""
            lr = linear(0, 0.1, 20).then(cosine(0.1, 0, 80))
            lr[head] = lr * 0.5
            momentum = 0.95 - lr
            """);

    @TempDir
    Path folder;

    @Test
    void anOptimizerIsFedItsValues() throws IOException {
        Natives.load();
        try (Graph graph = new Graph();
                Session session = new Session(graph);
                TFloat32 row = TFloat32.vectorOf(1, 2)) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> features = tf.placeholder(TFloat32.class);
            Operand<TFloat32> body = tf.withName("body_w").variable(tf.constant(new float[] {3, 4}));
            Operand<TFloat32> head = tf.withName("head_w").variable(tf.constant(1f));
            Operand<TFloat32> error = tf.math.sub(tf.sum(tf.math.mul(features, body), tf.constant(0)), head);
            train(graph, session, tf.math.mul(error, error), features, row);
        }
    }

    private void train(
            Graph graph, Session session, Operand<TFloat32> loss, Placeholder<TFloat32> features, TFloat32 row)
            throws IOException {
        Path checkpoint = folder.resolve("checkpoint");
        String saved = folder.resolve("variables").toString();

        Op train = new Momentum(graph, 0.1f, 0.9f).minimize(loss);
        OptimizerFeeds feeds = OptimizerFeeds.of(graph).with("head", name -> name.startsWith("head"));
        Scheduler scheduler = Scheduler.start(PLAN, feeds);
        for (int step = 0; step < 46; step++) {
            feeds.runner(session).feed(features, row).addTarget(train).run().close();
            scheduler.advance();
        }

        session.save(saved);
        scheduler.checkpoint().write(checkpoint);

        session.restore(saved);
        scheduler = Scheduler.resume(PLAN, Checkpoint.read(checkpoint), feeds, Resume.EXACT);

        assertThat(scheduler.step()).isEqualTo(46);
        assertThat(scheduler.value(LEARNING_RATE, "head")).isEqualTo(scheduler.value(LEARNING_RATE, "rest") / 2);
        feeds.close();
    }
}
