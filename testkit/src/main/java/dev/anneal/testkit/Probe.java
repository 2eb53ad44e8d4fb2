package dev.anneal.testkit;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** A model in training, and what is measured of it. */
final class Probe implements AutoCloseable {

    /** Single precision, after a few operations. */
    private static final double ROUNDING = 1e-6;

    final AdapterSubject subject;
    final List<Event> events;
    private final AdapterSetup setup;

    private Probe(AdapterSubject subject, AdapterSetup setup, List<Event> events) {
        this.subject = subject;
        this.setup = setup;
        this.events = events;
    }

    /** Makes models. */
    @FunctionalInterface
    interface Factory {
        AdapterSubject subject(AdapterSetup setup) throws Exception;
    }

    /**
     * Starts models for checks.
     *
     * @param factory makes them
     * @param declared what they can do
     */
    record Starter(Factory factory, EnumSet<Capability> declared) {

        boolean can(Capability capability) {
            return declared.contains(capability);
        }

        Probe start(Plan plan, String... groups) throws Exception {
            return start(plan, 1, groups);
        }

        Probe start(Plan plan, int replicas, String... groups) throws Exception {
            List<String> names = groups.length == 0 ? List.of("all") : List.of(groups);
            AdapterSetup setup =
                    new AdapterSetup(plan, names, replicas, event -> {}, Optional.empty(), Optional.empty());
            return start(setup, plan, Optional.empty(), Optional.empty());
        }

        /** Trains what was left, in new objects, from texts, as after the end of the process. */
        Probe resume(Left left) throws Exception {
            Checkpoint read = Checkpoint.parse(left.checkpoint.toString());
            return start(
                    left.setup, Plan.parse(left.setup.plan().toString()), Optional.of(read), Optional.of(left.state));
        }

        private Probe start(AdapterSetup like, Plan plan, Optional<Checkpoint> checkpoint, Optional<byte[]> state)
                throws Exception {
            List<Event> events = new ArrayList<>();
            AdapterSetup setup = new AdapterSetup(plan, like.groups(), like.replicas(), events::add, checkpoint, state);
            return new Probe(factory.subject(setup), setup, events);
        }
    }

    /** What is left of a training that was ended. */
    @SuppressWarnings("ArrayRecordComponent") // handed over at once and compared by nobody
    record Left(AdapterSetup setup, Checkpoint checkpoint, byte[] state) {}

    /** Ends the training. */
    Left leave() throws Exception {
        Left left = new Left(setup, subject.scheduler().checkpoint(), subject.state());
        close();
        return left;
    }

    /** Something that moves weights. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /** Makes an update, which must take one amount off all weights. */
    void updates(double amount) throws Exception {
        takes(subject::update, amount);
    }

    /** Makes an update, which must take an amount off the weights of each group. */
    void updates(double... amounts) throws Exception {
        takes(subject::update, amounts);
    }

    /** Does something that must take an amount off the weights of each group, or the same off those of all. */
    void takes(Action action, double... amounts) throws Exception {
        takes(
                action,
                Arrays.stream(amounts)
                        .mapToObj(amount -> (DoubleUnaryOperator) weight -> amount)
                        .toArray(DoubleUnaryOperator[]::new));
    }

    /** The same, where an amount depends on what the weight was. */
    void takes(Action action, DoubleUnaryOperator... amounts) throws Exception {
        Map<String, double[]> before = weights();
        action.run();
        Map<String, double[]> after = weights();
        for (int i = 0; i < setup.groups().size(); i++) {
            String group = setup.groups().get(i);
            DoubleUnaryOperator amount = amounts.length == 1 ? amounts[0] : amounts[i];
            double[] from = before.getOrDefault(group, new double[0]);
            double[] to = after.getOrDefault(group, new double[0]);
            for (int w = 0; w < from.length; w++) {
                double expected = amount.applyAsDouble(from[w]);
                if (!(Math.abs(from[w] - to[w] - expected) <= ROUNDING * Math.max(1, Math.abs(to[w])))) {
                    // the scheduler is asked now, and not before: to ask may end an update
                    throw new AssertionError(String.format(
                            "weight %d of %s must lose %s, lost %s, at step %d",
                            w,
                            group,
                            expected,
                            from[w] - to[w],
                            subject.scheduler().step()));
                }
            }
        }
    }

    /** The weights of all groups, after a look whether the replicas agree. */
    private Map<String, double[]> weights() {
        Map<String, double[]> weights = new LinkedHashMap<>();
        for (String group : setup.groups()) {
            double[] first = subject.weights(group, 0);
            require(first.length > 0, group + " must have weights");
            for (int replica = 1; replica < setup.replicas(); replica++) {
                double[] other = subject.weights(group, replica);
                require(
                        Arrays.equals(first, other),
                        "replica " + replica + " of " + group + " must agree with the first, " + Arrays.toString(first)
                                + ", got " + Arrays.toString(other));
            }
            weights.put(group, first);
        }
        return weights;
    }

    /** The rate that the next update uses, as it can be read. */
    double next(String group) {
        return subject.scheduler().value(Hyperparameter.LEARNING_RATE, group);
    }

    /** The rate that the last update has used, as the log tells it. */
    Event.Applied applied(String group) {
        subject.scheduler();
        return events.stream()
                .filter(event -> event instanceof Event.Applied)
                .map(event -> (Event.Applied) event)
                .filter(applied -> applied.group().equals(group)
                        && applied.hyperparameter().equals(Hyperparameter.LEARNING_RATE))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("no update of " + group + " was logged"));
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }

    @Override
    public void close() {
        subject.close();
    }
}
