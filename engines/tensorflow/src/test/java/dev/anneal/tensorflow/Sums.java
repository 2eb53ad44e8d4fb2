package dev.anneal.tensorflow;

import dev.anneal.Hyperparameter;
import dev.anneal.testkit.AdapterSetup;
import dev.anneal.testkit.AdapterSubject;
import dev.anneal.training.Scheduler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.framework.optimizers.GradientDescent;
import org.tensorflow.framework.optimizers.Momentum;
import org.tensorflow.framework.optimizers.Optimizer;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Two variables for each group, whose sum is the loss, trained by an optimizer of TensorFlow's. */
final class Sums implements AdapterSubject {

    private final Graph graph = new Graph();
    private final Map<String, List<Variable<TFloat32>>> variables = new LinkedHashMap<>();
    private final Session session;
    private final OptimizerFeeds feeds;
    private final Scheduler scheduler;
    private final Path saved;
    private final List<Apply> operations;
    private Set<String> frozen = Set.of();

    /** Saves what is to be saved under the path. */
    Sums(AdapterSetup setup, Path saved) {
        Natives.load();
        this.saved = saved;
        Ops tf = Ops.create(graph);
        Operand<TFloat32> loss = tf.constant(0f);
        for (String group : setup.groups()) {
            List<Variable<TFloat32>> pair = List.of(
                    tf.withName(group + "_w").variable(tf.constant(new float[] {0.5f, -1})),
                    tf.withName(group + "_b").variable(tf.constant(new float[] {1.5f})));
            variables.put(group, pair);
            for (Variable<TFloat32> variable : pair) {
                Operand<TFloat32> sum = tf.sum(variable, tf.constant(0));
                loss = tf.math.add(loss, sum);
            }
        }
        optimizer(setup).minimize(loss);
        operations = Apply.of(graph);
        OptimizerFeeds grouped = OptimizerFeeds.of(graph);
        for (String group : setup.groups()) {
            grouped = grouped.with(group, name -> name.startsWith(group));
        }
        feeds = grouped;
        session = new Session(graph);
        setup.state().ifPresent(state -> session.restore(new String(state, StandardCharsets.UTF_8)));
        scheduler = setup.scheduler(feeds);
    }

    private Optimizer optimizer(AdapterSetup setup) {
        boolean moving = setup.plan().assignments().stream()
                .anyMatch(line -> line.target().hyperparameter().equals(Hyperparameter.MOMENTUM));
        return moving ? new Momentum(graph, 7, 0.5f) : new GradientDescent(graph, 7);
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public void update() {
        Session.Runner runner = feeds.runner(session);
        for (Apply apply : operations) {
            if (frozen.stream().noneMatch(apply.variable()::startsWith)) {
                runner.addTarget(apply.operation());
            }
        }
        if (frozen.size() < variables.size()) {
            runner.run().close();
        }
        scheduler.advance();
    }

    @Override
    public void freeze(Set<String> groups) {
        frozen = groups;
    }

    @Override
    public void skip() {
        Apply any = operations.get(0);
        try (Result gradient = session.runner()
                .fetch(any.operation()
                        .input(any.operation().numInputs() - (any.inputs().hasMomentum() ? 2 : 1)))
                .run()) {
            if (((TFloat32) gradient.get(0)).getFloat(0) != 1) {
                throw new IllegalStateException("a gradient must be 1");
            }
        }
        scheduler.skip();
    }

    @Override
    public double[] weights(String group, int replica) {
        List<Double> all = new ArrayList<>();
        for (Variable<TFloat32> variable : variables.get(group)) {
            try (Result result = session.runner().fetch(variable).run()) {
                ((TFloat32) result.get(0)).scalars().forEach(number -> all.add((double) number.getFloat()));
            }
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The name of what TensorFlow has saved. */
    @Override
    public byte[] state() {
        String name = saved.resolve("variables-" + scheduler.step()).toString();
        session.save(name);
        return name.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        feeds.close();
        session.close();
        graph.close();
    }
}
