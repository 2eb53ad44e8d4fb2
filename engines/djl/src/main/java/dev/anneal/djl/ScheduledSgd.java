package dev.anneal.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.EventLog;
import dev.anneal.training.Resume;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stochastic gradient descent as PyTorch defines it, with a scheduled learning rate lr, momentum m and weight decay d for each
 * parameter group; what the plan does not set is 0. DJL's own optimizer puts the rate into the velocity and keeps one momentum.
 *
 * <pre>
 * g = gradient + d &middot; weight
 * v = m &middot; v + g
 * weight = weight - lr &middot; v
 * </pre>
 *
 * <pre>{@code
 * ScheduledSgd sgd = ScheduledSgd.start(plan, ParameterGroups.of(model));
 * TrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
 *         .optOptimizer(sgd)
 *         .addTrainingListeners(new EvaluatorTrainingListener(), sgd.tracker());
 * }</pre>
 *
 * <p>To go on in another process, save the model, {@code sgd.tracker().scheduler().checkpoint()} and the
 * {@linkplain #save velocities}.
 */
public final class ScheduledSgd extends Optimizer {

    private static final Set<Hyperparameter> HYPERPARAMETERS =
            Set.of(Hyperparameter.LEARNING_RATE, Hyperparameter.MOMENTUM, Hyperparameter.WEIGHT_DECAY);

    private final PlanTracker tracker;
    private final ParameterGroups groups;
    private final boolean keepsVelocities;
    private final Map<String, List<Velocity>> velocities = new HashMap<>();
    private final Map<String, float[]> restored = new HashMap<>();

    private ScheduledSgd(Plan plan, ParameterGroups groups, PlanTracker tracker) {
        super(new Settings());
        this.groups = groups;
        this.tracker = tracker;
        this.keepsVelocities = plan.assignments().stream()
                .anyMatch(assignment -> assignment.target().hyperparameter().equals(Hyperparameter.MOMENTUM));
    }

    /** DJL's own settings, none of which is used. */
    private static final class Settings extends OptimizerBuilder<Settings> {
        @Override
        protected Settings self() {
            return this;
        }
    }

    /**
     * Starts to train.
     *
     * @param plan the plan; it sets the learning rate of every group, and may set momentum and weight decay
     * @param groups the parameters of the model
     * @param logs told of what happens
     * @return the optimizer, at step 0
     * @throws IllegalArgumentException if the plan sets something else, or no learning rate for a group, or names groups that
     *     there are not, or a value is out of range
     */
    public static ScheduledSgd start(Plan plan, ParameterGroups groups, EventLog... logs) {
        return new ScheduledSgd(plan, groups, PlanTracker.start(plan, groups, HYPERPARAMETERS, logs));
    }

    /**
     * Goes on at a checkpoint; the velocities begin at 0, unless they are {@linkplain #restore restored}.
     *
     * @param plan the plan
     * @param checkpoint where to go on
     * @param groups the parameters of the model
     * @param mode whether the plan may be another
     * @param logs told of what happens
     * @return the optimizer, at the step of the checkpoint
     * @throws IllegalArgumentException if the plan cannot be started, or not be taken up so
     */
    public static ScheduledSgd resume(
            Plan plan, Checkpoint checkpoint, ParameterGroups groups, Resume mode, EventLog... logs) {
        return new ScheduledSgd(
                plan, groups, PlanTracker.resume(plan, checkpoint, groups, HYPERPARAMETERS, mode, logs));
    }

    /**
     * What must be registered as a listener of the trainer.
     *
     * @return the tracker
     */
    public PlanTracker tracker() {
        return tracker;
    }

    /**
     * Moves an array of weights. For DJL.
     *
     * @param parameterId the id of the parameter
     * @param weight its array on a device
     * @param grad the gradient, which is left as it is
     */
    @Override
    public void update(String parameterId, NDArray weight, NDArray grad) {
        UpdateClock.Entry entry = tracker.ask(parameterId);
        GroupValues values = tracker.values();
        try (NDManager scratch = weight.getManager().newSubManager()) {
            float decay = values.value(Hyperparameter.WEIGHT_DECAY, entry.group);
            NDArray direction = Velocity.decayed(weight, grad, decay, scratch);
            if (keepsVelocities) {
                direction = velocity(entry.name, entry.replica())
                        .after(values.value(Hyperparameter.MOMENTUM, entry.group), direction);
            }
            Velocity.move(weight, direction, values.rate(entry.group));
        }
    }

    private Velocity velocity(String name, int replica) {
        List<Velocity> replicas = velocities.computeIfAbsent(name, absent -> new ArrayList<>());
        while (replicas.size() <= replica) {
            replicas.add(new Velocity(groups.manager(), restored.get(name)));
        }
        return replicas.get(replica);
    }

    /**
     * Writes the velocities. They are the same on all devices.
     *
     * @param out where to; it is not closed
     * @throws IOException if it cannot be written
     */
    public void save(OutputStream out) throws IOException {
        Map<String, float[]> numbers = new HashMap<>(restored);
        velocities.forEach((name, replicas) -> numbers.put(name, replicas.get(0).numbers()));
        VelocityFile.write(numbers, out);
    }

    /**
     * Reads velocities, in place of those that there are.
     *
     * @param in what {@link #save} has written; it is not closed
     * @throws IOException if it cannot be read, or holds no velocities of this model, whose parameters must be initialized; then
     *     those that there are stay
     */
    public void restore(InputStream in) throws IOException {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (ParameterGroups.Named named : groups.parameters()) {
            if (named.parameter().isInitialized()) {
                sizes.put(named.name(), named.parameter().getArray().size());
            }
        }
        Map<String, float[]> read = VelocityFile.read(in, sizes);
        velocities.values().forEach(replicas -> replicas.forEach(Velocity::close));
        velocities.clear();
        restored.clear();
        restored.putAll(read);
    }
}
