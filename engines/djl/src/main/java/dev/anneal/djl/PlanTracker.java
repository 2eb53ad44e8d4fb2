package dev.anneal.djl;

import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.tracker.ParameterTracker;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.EventLog;
import dev.anneal.training.Resume;
import dev.anneal.training.Scheduler;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Trains with DJL's {@code Trainer} under a plan. One object, given to the optimizer as the tracker of its learning rate and to
 * the trainer as a listener:
 *
 * <pre>{@code
 * PlanTracker tracker = PlanTracker.start(plan, ParameterGroups.of(model));
 * TrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
 *         .optOptimizer(Optimizer.adam().optLearningRateTracker(tracker).build())
 *         .addTrainingListeners(new EvaluatorTrainingListener(), tracker);
 * }</pre>
 *
 * <p>The first update uses the value at step 0, and every update one value per group, on any number of devices, whatever is
 * frozen meanwhile, and however many batches make an update. DJL's own count of updates is not looked at.
 *
 * <p>Rules follow what DJL evaluates: {@code validate_loss}, {@code train_loss}, {@code validate_Accuracy} and so on, also
 * written {@code val_loss} or {@code val_accuracy}. They are told at the end of each epoch, after the
 * {@code EvaluatorTrainingListener} has summed the epoch up; so it must be registered before this. Any other metric is told by
 * hand, with {@code scheduler().observe(…)}. One of DJL's that was once told by hand is told by hand only from then on.
 *
 * <p>DJL does not say when an update is over. It is counted at the next callback or question, at the latest when the training
 * thread asks for the {@link #scheduler()}. In a loop written by hand nothing needs to be called, but the tracker must be
 * registered as a listener if the plan has rules, or if there are several devices.
 *
 * <p>When there is no value for an update, whatever was thrown is thrown again by every later question and callback, because an
 * engine may swallow it the first time. The {@link #scheduler()} can still be read then. A tracker serves one model.
 */
public final class PlanTracker extends TrainingListenerAdapter implements ParameterTracker {

    private static final Set<Hyperparameter> RATE = Set.of(Hyperparameter.LEARNING_RATE);

    private final GroupValues values;
    private final UpdateClock clock;
    private final Evaluations evaluations;
    private final Scheduler scheduler;
    private @Nullable Thread training;
    private @Nullable RuntimeException failure;

    private PlanTracker(Plan plan, ParameterGroups groups, GroupValues values, Function<EventLog, Scheduler> start) {
        this.values = values;
        this.clock = new UpdateClock(groups);
        this.evaluations = new Evaluations(plan);
        this.scheduler = start.apply(evaluations);
    }

    /**
     * Starts to train.
     *
     * @param plan the plan; it sets the learning rate alone, which is all that DJL's optimizers ask for
     * @param groups the parameters of the model
     * @param logs told of what happens
     * @return the tracker, at step 0
     * @throws IllegalArgumentException if the plan sets something else, for which there is {@link ScheduledSgd}, or no learning
     *     rate for a group, or names groups that there are not, or a value is out of range
     */
    public static PlanTracker start(Plan plan, ParameterGroups groups, EventLog... logs) {
        return start(plan, groups, RATE, logs);
    }

    /**
     * Goes on at a checkpoint. DJL saves no state of its optimizers, so that Adam begins with fresh moments;
     * {@link ScheduledSgd} saves its own.
     *
     * @param plan the plan; it sets the learning rate alone
     * @param checkpoint where to go on
     * @param groups the parameters of the model
     * @param mode whether the plan may be another
     * @param logs told of what happens
     * @return the tracker, at the step of the checkpoint
     * @throws IllegalArgumentException if the plan cannot be started, or not be taken up so
     */
    public static PlanTracker resume(
            Plan plan, Checkpoint checkpoint, ParameterGroups groups, Resume mode, EventLog... logs) {
        return resume(plan, checkpoint, groups, RATE, mode, logs);
    }

    static PlanTracker start(Plan plan, ParameterGroups groups, Set<Hyperparameter> taken, EventLog... logs) {
        GroupValues sink = sink(plan, groups, taken);
        return new PlanTracker(plan, groups, sink, own -> Scheduler.start(plan, sink, with(own, plan, logs)));
    }

    static PlanTracker resume(
            Plan plan,
            Checkpoint checkpoint,
            ParameterGroups groups,
            Set<Hyperparameter> taken,
            Resume mode,
            EventLog... logs) {
        GroupValues sink = sink(plan, groups, taken);
        return new PlanTracker(
                plan, groups, sink, own -> Scheduler.resume(plan, checkpoint, sink, mode, with(own, plan, logs)));
    }

    /** The own log costs something at every update, and only observations concern it. */
    private static EventLog[] with(EventLog own, Plan plan, EventLog... logs) {
        if (plan.rules().isEmpty()) {
            return logs;
        }
        EventLog[] all = Arrays.copyOf(logs, logs.length + 1);
        all[logs.length] = own;
        return all;
    }

    private static GroupValues sink(Plan plan, ParameterGroups groups, Set<Hyperparameter> taken) {
        for (Plan.Assignment assignment : plan.assignments()) {
            Hyperparameter hyperparameter = assignment.target().hyperparameter();
            if (!taken.contains(hyperparameter)) {
                throw new IllegalArgumentException("plan must set "
                        + (taken.equals(RATE)
                                ? "the learning rate alone, which is all that DJL's optimizers ask for, got "
                                        + hyperparameter
                                        + "; ScheduledSgd takes momentum and weight_decay too"
                                : "lr, momentum or weight_decay, got " + hyperparameter));
            }
        }
        for (String group : groups.names()) {
            if (plan.schedule(Hyperparameter.LEARNING_RATE, group).isEmpty()) {
                throw new IllegalArgumentException(
                        "plan must set the learning rate of every group, got none for " + group);
            }
        }
        return new GroupValues(groups.names(), taken);
    }

    /**
     * The scheduler, for what is told to it and asked of it: values, checkpoints, skipped updates, other metrics. Asked for on
     * the thread that trains, it has counted every update; ask for it again after the next.
     *
     * @return the scheduler
     */
    public Scheduler scheduler() {
        if (Thread.currentThread() == training && failure == null) {
            settle();
        }
        return scheduler;
    }

    /**
     * The learning rate of a parameter. For DJL's optimizers.
     *
     * @param parameterId the id of the parameter
     * @param numUpdate how often DJL has asked, which is not looked at
     * @return the rate of its group for the update that is being made
     * @throws IllegalStateException if the model did not have the parameter when the groups were made, or if this is no
     *     listener and several devices ask or the plan has rules
     */
    @Override
    public float getNewValue(String parameterId, int numUpdate) {
        return values.rate(ask(parameterId).group);
    }

    /** Counts a question for a parameter, on the device that is next; the values are then those of its update. */
    UpdateClock.Entry ask(String parameterId) {
        rethrow();
        training = Thread.currentThread();
        try {
            evaluations.refuseUnregistered();
            UpdateClock.Entry entry = clock.entry(parameterId);
            clock.refuseUntoldDevices(entry);
            if (clock.isOverFor(entry)) {
                settle();
            }
            clock.ask(entry);
            return entry;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    GroupValues values() {
        return values;
    }

    /** Counts the update that is over. A log that throws does so when it is counted; anything else, before. */
    private void settle() {
        if (!clock.isOpen()) {
            return;
        }
        long before = scheduler.step();
        try {
            scheduler.advance();
        } catch (RuntimeException e) {
            failure = scheduler.step() == before ? e : failure;
            throw e;
        } finally {
            if (scheduler.step() != before) {
                clock.close();
            }
        }
    }

    private void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Learns how many devices there are. */
    @Override
    public void onTrainingBegin(Trainer trainer) {
        rethrow();
        settle();
        clock.devices(trainer.getDevices().length);
        evaluations.begin(trainer, this);
    }

    /** A batch is over, of the update that is to come. */
    @Override
    public void onTrainingBatch(Trainer trainer, BatchData batchData) {
        rethrow();
        settle();
    }

    /** A batch of the validation is over. */
    @Override
    public void onValidationBatch(Trainer trainer, BatchData batchData) {
        rethrow();
        settle();
        evaluations.validated();
    }

    /**
     * The rules observe what was evaluated.
     *
     * @throws IllegalStateException if a rule follows a metric of DJL's that was not evaluated in this epoch, or one that nobody
     *     tells
     */
    @Override
    public void onEpoch(Trainer trainer) {
        rethrow();
        settle();
        evaluations.observe(trainer, scheduler);
    }

    /** The last update is over. */
    @Override
    public void onTrainingEnd(Trainer trainer) {
        if (failure == null) { // else the trainer closes because of it
            settle();
        }
    }
}
