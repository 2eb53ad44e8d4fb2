package dev.anneal.dl4j;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.EventLog;
import dev.anneal.training.Resume;
import dev.anneal.training.Scheduler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.earlystopping.scorecalc.ScoreCalculator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Trains a network of DL4J under a plan, also one with rules, and with values that are set by hand meanwhile. It works on any
 * network that is initialized, new, restored or half trained, and keeps what its updaters have gathered:
 *
 * <pre>{@code
 * PlanListener training = PlanListener.start(plan, LayerGroups.of(network).with("head", "layer2"))
 *         .evaluating("val_loss", new DataSetLossCalculator(validation, true));
 * network.fit(iterator, 10);
 * }</pre>
 *
 * <p>It adds itself to the listeners of the network, and counts an update with each {@code iterationDone}. It must stay there:
 * {@code setListeners} takes it away, which the update after the next notices. In a loop by hand, which calls no listeners, call
 * {@code scheduler().advance()} after each update.
 *
 * <p>The plan sets the learning rate of every group. It may set the momentum of layers that have the updater {@link HeavyBall} or
 * DL4J's {@code Nesterovs}, {@code beta1} and {@code beta2} of those with an updater of Adam's family, and the weight decay of
 * those that have {@code l2} or {@code weightDecay}, whose coefficient it replaces. An updater for biases follows it too.
 *
 * <p>Rules look at the end of each epoch: at what {@link #evaluating} calculates, at {@code train_loss}, the mean score of the
 * epoch's updates, and at whatever is told by hand with {@code scheduler().observe(…)}.
 *
 * <p>The clock counts the updates of this network alone. A clone of it, and what was saved of it, holds the plan's text but no
 * values: it can be used at once, and must be given to a {@link #start} or {@link #resume} of its own before it is trained on.
 */
public final class PlanListener extends BaseTrainingListener {

    private final Model network;
    private final LiveValues values;
    private final Evaluations evaluations;
    private final Scheduler scheduler;

    private PlanListener(Plan plan, LayerGroups groups, Function<Started, Scheduler> start, EventLog... logs) {
        for (String group : groups.names()) {
            if (plan.schedule(Hyperparameter.LEARNING_RATE, group).isEmpty()) {
                throw new IllegalArgumentException(
                        "plan must set the learning rate of every group, got none for " + group);
            }
        }
        this.network = groups.network();
        this.values = new LiveValues(plan, groups.names(), network.params().dataType() != DataType.DOUBLE);
        this.evaluations = new Evaluations(plan);
        Attachment attachment = new Attachment(plan, groups, values);
        this.scheduler = start.apply(new Started(values, with(evaluations, plan, logs)));
        attachment.attach();
        values.due(iteration());
        register();
    }

    /** What a scheduler is started with. */
    @SuppressWarnings("ArrayRecordComponent") // handed over at once and compared by nobody
    private record Started(LiveValues values, EventLog[] logs) {}

    /** The own log costs something at every update, and only observations concern it. */
    private static EventLog[] with(EventLog own, Plan plan, EventLog... logs) {
        if (plan.rules().isEmpty()) {
            return logs;
        }
        EventLog[] all = Arrays.copyOf(logs, logs.length + 1);
        all[logs.length] = own;
        return all;
    }

    private int iteration() {
        return network instanceof MultiLayerNetwork layers
                ? layers.getIterationCount()
                : ((ComputationGraph) network).getConfiguration().getIterationCount();
    }

    /** In the place of a listener whose plan is no longer followed. */
    private void register() {
        List<TrainingListener> listeners = new ArrayList<>(
                network instanceof MultiLayerNetwork layers
                        ? layers.getListeners()
                        : ((ComputationGraph) network).getListeners());
        listeners.removeIf(listener -> listener instanceof PlanListener);
        listeners.add(this);
        network.setListeners(listeners);
    }

    /**
     * Starts to train.
     *
     * @param plan the plan
     * @param groups the layers of the network
     * @param logs told of what happens
     * @return the listener, which is registered, at step 0
     * @throws IllegalArgumentException if the plan sets what the layers cannot follow, or no learning rate for a group, or names
     *     groups that there are not, or a value is out of range; the network is as it was then
     */
    public static PlanListener start(Plan plan, LayerGroups groups, EventLog... logs) {
        return new PlanListener(plan, groups, started -> Scheduler.start(plan, started.values(), started.logs()), logs);
    }

    /**
     * Goes on at a checkpoint, as a rule with a network that was saved with its updater at the same time.
     *
     * @param plan the plan
     * @param checkpoint where to go on
     * @param groups the layers of the network
     * @param mode whether the plan may be another
     * @param logs told of what happens
     * @return the listener, which is registered, at the step of the checkpoint
     * @throws IllegalArgumentException if the plan cannot be started, or not be taken up so; the network is as it was then
     */
    public static PlanListener resume(
            Plan plan, Checkpoint checkpoint, LayerGroups groups, Resume mode, EventLog... logs) {
        return new PlanListener(
                plan,
                groups,
                started -> Scheduler.resume(plan, checkpoint, started.values(), mode, started.logs()),
                logs);
    }

    /**
     * Calculates a metric at the end of each epoch, for the rules that follow it.
     *
     * @param metric its name in the plan, such as {@code val_loss}
     * @param calculator what calculates it
     * @param <M> the kind of network
     * @return this
     * @throws IllegalArgumentException if no rule follows the metric
     */
    @SuppressWarnings("unchecked") // whoever has the network chooses the calculator
    public <M extends Model> PlanListener evaluating(String metric, ScoreCalculator<M> calculator) {
        evaluations.add(metric, model -> calculator.calculateScore((M) model));
        return this;
    }

    /**
     * The scheduler, for what is told to it and asked of it: values, checkpoints, skipped updates, other metrics.
     *
     * @return the scheduler
     */
    public Scheduler scheduler() {
        return scheduler;
    }

    /**
     * An update is over. For DL4J.
     *
     * @throws IllegalStateException if the next update has no value, or this one was of another network or had another rate
     */
    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        refuseOther(model);
        values.refuseUnasked();
        long before = scheduler.step();
        try {
            scheduler.advance();
        } catch (RuntimeException e) {
            if (scheduler.step() == before) { // else a log has thrown, and the next update has its values
                values.fail(e);
            }
            throw e;
        } finally {
            values.due(iteration + 1);
        }
        evaluations.updated(model);
    }

    /**
     * An epoch is over. For DL4J.
     *
     * @throws IllegalStateException if a rule follows a metric that nobody has told in two epochs
     */
    @Override
    public void onEpochEnd(Model model) {
        refuseOther(model);
        evaluations.observe(model, scheduler);
    }

    private void refuseOther(Model model) {
        if (model != network) {
            throw new IllegalStateException(
                    "a plan's listener must listen to the one network that it was started with, and"
                            + " not to a clone or a layer of it; got another "
                            + model.getClass().getSimpleName());
        }
    }
}
