package dev.anneal.tensorflow;

import dev.anneal.Hyperparameter;
import dev.anneal.training.OptimizerSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * The optimizers of a graph, for a scheduler to write to. TensorFlow's optimizers for Java build their rate into the graph as a
 * constant; here it is fed in its place with each update, for each variable:
 *
 * <pre>{@code
 * Op train = new Momentum(graph, 0.1f, 0.9f).minimize(loss);
 * try (OptimizerFeeds feeds = OptimizerFeeds.of(graph).with("head", name -> name.startsWith("head"))) {
 *     Scheduler scheduler = Scheduler.start(plan, feeds);
 *     …
 *     feeds.runner(session).feed(features, rows).addTarget(train).run().close();
 *     scheduler.advance();
 * }
 * }</pre>
 *
 * <p>The learning rate of gradient descent, Momentum, Adagrad, AdagradDA, AdaDelta, RMSProp, Ftrl, Adam and Adamax can be set,
 * and the momentum of Momentum and RMSProp.
 *
 * <p>TensorFlow's Adam and Adamax raise the powers of their betas while the variables are moved by them, so that an update may
 * use the one power or the next. They are read before the update here, and fed too.
 *
 * <p>Closing frees the tensors that are fed; the graph and the session are not touched.
 */
public final class OptimizerFeeds implements OptimizerSink, AutoCloseable {

    /** What no group takes. */
    private static final String REST = "rest";

    private final List<Apply> operations;
    private final List<String> names;
    private final Map<String, Integer> groupOf;
    private final Map<Hyperparameter, double[]> values = new HashMap<>();
    private final Map<Output<?>, Fed> feeds = new LinkedHashMap<>();
    private final List<Power> powers = new ArrayList<>();

    private OptimizerFeeds(List<Apply> operations, List<String> names, Map<String, Integer> groupOf) {
        this.operations = operations;
        this.names = names;
        this.groupOf = groupOf;
    }

    /** A tensor that is fed, and the value that it has. */
    private record Fed(Tensor tensor, Hyperparameter hyperparameter, int group) {
        void put(double value) {
            OptimizerFeeds.put(tensor, value);
        }
    }

    /** What reads a variable, and the variable, of which the value before the update is fed. */
    private record Power(Output<?> read, Output<?> variable, Tensor tensor) {
        void put(Tensor before) {
            double value = before instanceof TFloat64 exact ? exact.getDouble() : ((TFloat32) before).getFloat();
            OptimizerFeeds.put(tensor, value);
        }
    }

    private static void put(Tensor tensor, double value) {
        if (tensor instanceof TFloat64 exact) {
            exact.setDouble(value);
        } else {
            ((TFloat32) tensor).setFloat((float) value);
        }
    }

    /**
     * All variables in one group, {@code 0}.
     *
     * @param graph the graph, with its optimizers
     * @return the feeds
     * @throws IllegalArgumentException if the graph has no optimizer, or one whose rate cannot be fed
     */
    public static OptimizerFeeds of(Graph graph) {
        return new OptimizerFeeds(Apply.of(graph), List.of(), Map.of());
    }

    /**
     * With another group, for a scheduler that is started with what this returns.
     *
     * @param group its name
     * @param taken the names of its variables; asked of those that no group has taken yet. Variables that none takes are the
     *     group {@code rest}
     * @return the feeds
     * @throws IllegalArgumentException if there is a group of that name, or no variable for it
     */
    public OptimizerFeeds with(String group, Predicate<String> taken) {
        if (names.contains(group) || group.equals(REST) || group.isBlank()) {
            throw new IllegalArgumentException(
                    "group must have a name of its own, other than 'rest', got '" + group + "'");
        }
        Map<String, Integer> more = new HashMap<>(groupOf);
        for (Apply apply : operations) {
            if (!groupOf.containsKey(apply.variable()) && taken.test(apply.variable())) {
                more.put(apply.variable(), names.size());
            }
        }
        if (more.size() == groupOf.size()) {
            throw new IllegalArgumentException("group " + group + " must take a variable, got none; left are "
                    + operations.stream()
                            .map(Apply::variable)
                            .filter(name -> !groupOf.containsKey(name))
                            .distinct()
                            .toList());
        }
        List<String> longer = new ArrayList<>(names);
        longer.add(group);
        return new OptimizerFeeds(operations, List.copyOf(longer), Map.copyOf(more));
    }

    @Override
    public List<String> groups() {
        if (names.isEmpty()) {
            return List.of("0");
        }
        if (operations.stream().allMatch(apply -> groupOf.containsKey(apply.variable()))) {
            return names;
        }
        List<String> all = new ArrayList<>(names);
        all.add(REST);
        return List.copyOf(all);
    }

    @Override
    public boolean takes(Hyperparameter hyperparameter) {
        return hyperparameter.equals(Hyperparameter.LEARNING_RATE)
                || hyperparameter.equals(Hyperparameter.MOMENTUM)
                        && operations.stream().anyMatch(apply -> apply.inputs().hasMomentum());
    }

    @Override
    public void set(int group, Hyperparameter hyperparameter, double value) {
        double[] known = values.get(hyperparameter);
        if (known == null || Double.isNaN(known[group])) {
            prepare(group, hyperparameter);
        }
        if (!Float.isFinite((float) value)
                && feeds.values().stream().anyMatch(fed -> fed.group() == group && fed.tensor() instanceof TFloat32)) {
            throw new IllegalArgumentException(
                    hyperparameter + "[" + groups().get(group) + "] must be finite in single precision, got " + value);
        }
        values.computeIfAbsent(hyperparameter, set -> {
            double[] unset = new double[groups().size()];
            Arrays.fill(unset, Double.NaN);
            return unset;
        })[group] = value;
    }

    /** Makes a tensor for each input that the value goes to. */
    private void prepare(int group, Hyperparameter hyperparameter) {
        for (Apply apply : operations) {
            if (groupOf.getOrDefault(apply.variable(), names.size()) != group) {
                continue;
            }
            int input = hyperparameter.equals(Hyperparameter.LEARNING_RATE)
                    ? apply.inputs().rate()
                    : apply.inputs().momentum();
            if (input < 0) {
                throw new IllegalArgumentException(apply.variable() + " must be moved by Momentum or RMSProp to follow "
                        + hyperparameter + ", got " + apply.operation().type());
            }
            feed(apply.operation().input(input), hyperparameter, group);
            for (int power : apply.inputs().powers()) {
                look(apply.operation().input(power));
            }
        }
    }

    /** The variable is looked at, and not what reads it: TensorFlow has that wait for the gradients, and they for their rows. */
    private void look(Output<?> read) {
        if (Apply.isVariable(read)
                || powers.stream().anyMatch(power -> power.read().equals(read))) {
            return;
        }
        powers.add(new Power(read, Apply.source(read), scalar(read)));
    }

    private void feed(Output<?> input, Hyperparameter hyperparameter, int group) {
        Fed present = feeds.get(input);
        if (present == null) {
            feeds.put(input, new Fed(scalar(input), hyperparameter, group));
        } else if (present.group() != group || !present.hyperparameter().equals(hyperparameter)) {
            throw new IllegalArgumentException("each group must have inputs of its own, got "
                    + input.op().name() + " for " + groups().get(present.group()) + " and for " + groups().get(group));
        }
    }

    private static Tensor scalar(Output<?> like) {
        DataType type = like.dataType();
        if (type == DataType.DT_DOUBLE) {
            return TFloat64.scalarOf(Double.NaN);
        } else if (type == DataType.DT_FLOAT) {
            return TFloat32.scalarOf(Float.NaN);
        }
        throw new IllegalArgumentException("a rate must be a number of single or double precision, got " + type + " of "
                + like.op().name());
    }

    /**
     * Begins an update.
     *
     * @param session the session, of the graph
     * @return a runner that is fed the values of the next update, for one run
     * @throws IllegalStateException if no scheduler was started with this, or it is closed: the graph would use its constants
     */
    public Session.Runner runner(Session session) {
        if (feeds.isEmpty()) {
            throw new IllegalStateException(
                    "a scheduler must be started with these feeds before an update, and they must not be closed");
        }
        Session.Runner runner = session.runner();
        feeds.forEach((input, fed) -> {
            double[] known = values.get(fed.hyperparameter());
            if (known != null) {
                fed.put(known[fed.group()]);
            }
            runner.feed(input, fed.tensor());
        });
        if (!powers.isEmpty()) {
            List<Output<?>> variables =
                    powers.stream().map(Power::variable).distinct().collect(Collectors.toList());
            Session.Runner look = session.runner();
            variables.forEach(look::fetch);
            try (Result before = look.run()) {
                for (Power power : powers) {
                    power.put(before.get(variables.indexOf(power.variable())));
                    runner.feed(power.read(), power.tensor());
                }
            }
        }
        return runner;
    }

    /** Frees the tensors that are fed. */
    @Override
    public void close() {
        powers.forEach(power -> power.tensor().close());
        powers.clear();
        feeds.values().forEach(fed -> fed.tensor().close());
        feeds.clear();
    }
}
