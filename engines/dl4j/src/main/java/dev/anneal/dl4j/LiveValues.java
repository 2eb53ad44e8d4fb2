package dev.anneal.dl4j;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.training.OptimizerSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the next update uses. DL4J asks several times for each update, and whenever somebody looks; it says the iteration, by
 * which a clock is noticed that nobody moves.
 */
final class LiveValues implements OptimizerSink {

    private static final int UNKNOWN = -1;

    private final Plan plan;
    private final List<String> groups;
    private final boolean singlePrecision;
    private final Map<Plan.Target, LiveValue> schedules = new HashMap<>();
    private final Map<Plan.Target, List<DoubleConsumer>> setters = new HashMap<>();
    private final Map<Hyperparameter, double[]> values = new HashMap<>();
    private final boolean[] rateAsked;
    private volatile int due = UNKNOWN;
    private volatile @Nullable RuntimeException failure;

    /** Values that are not set yet. */
    LiveValues(Plan plan, List<String> groups, boolean singlePrecision) {
        this.plan = plan;
        this.groups = groups;
        this.singlePrecision = singlePrecision;
        this.rateAsked = new boolean[groups.size()];
    }

    /** What layers of a group are told to ask. */
    LiveValue schedule(Hyperparameter hyperparameter, int group) {
        double[] array = array(hyperparameter);
        boolean rate = hyperparameter.equals(Hyperparameter.LEARNING_RATE);
        return schedules.computeIfAbsent(
                new Plan.Target(hyperparameter, groups.get(group)),
                target -> new LiveValue(target.toString(), plan.toString(), iteration -> {
                    rateAsked[group] |= rate;
                    return ask(array, group, iteration);
                }));
    }

    /** Where a value goes that is a number in the configuration, now if there is one, and whenever it is set. */
    void push(Hyperparameter hyperparameter, int group, DoubleConsumer setter) {
        double present = array(hyperparameter)[group];
        if (!Double.isNaN(present)) {
            setter.accept(present);
        }
        setters.computeIfAbsent(new Plan.Target(hyperparameter, groups.get(group)), target -> new ArrayList<>())
                .add(setter);
    }

    private double[] array(Hyperparameter hyperparameter) {
        return values.computeIfAbsent(hyperparameter, taken -> {
            double[] unset = new double[groups.size()];
            Arrays.fill(unset, Double.NaN);
            return unset;
        });
    }

    private double ask(double[] array, int group, int iteration) {
        RuntimeException broken = failure;
        if (broken != null) {
            throw new IllegalStateException("there is no value for iteration " + iteration, broken);
        }
        if (due == UNKNOWN) {
            // a loop by hand may count iterations before it looks, or after
            due = iteration + 1;
        } else if (iteration > due || iteration < due - 1) { // after an update others may look until its iteration ends
            throw new IllegalStateException("the plan's clock counts the updates of one network: iteration " + iteration
                    + " asks for values of " + due
                    + "; the listener must stay among the network's listeners, for which there"
                    + " is addListeners (setListeners replaces all), or a loop by hand must call scheduler().advance();"
                    + " a clone needs a PlanListener of its own");
        }
        return array[group];
    }

    /** From now on values are for this iteration; the listener has seen the one before. */
    void due(int iteration) {
        due = iteration;
        Arrays.fill(rateAsked, false);
    }

    /** After an update. Whoever sets a rate in another way takes the plan's away, and DL4J says nothing. */
    void refuseUnasked() {
        for (int group = 0; group < rateAsked.length; group++) {
            if (!rateAsked[group]) {
                throw new IllegalStateException("the learning rate of " + groups.get(group)
                        + " must follow the plan, but the last update did not ask for it; set values with"
                        + " scheduler().set(…) and not with setLearningRate, or start a PlanListener anew");
            }
        }
    }

    /** There are no more values. */
    void fail(RuntimeException thrown) {
        failure = thrown;
    }

    @Override
    public List<String> groups() {
        return groups;
    }

    @Override
    public boolean takes(Hyperparameter hyperparameter) {
        return values.containsKey(hyperparameter);
    }

    @Override
    public void set(int group, Hyperparameter hyperparameter, double value) {
        if (singlePrecision && !Float.isFinite((float) value)) {
            throw new IllegalArgumentException(
                    hyperparameter + "[" + groups.get(group) + "] must be finite in single precision, got " + value);
        }
        array(hyperparameter)[group] = value;
        setters.getOrDefault(new Plan.Target(hyperparameter, groups.get(group)), List.of())
                .forEach(setter -> setter.accept(value));
        due = UNKNOWN;
    }
}
