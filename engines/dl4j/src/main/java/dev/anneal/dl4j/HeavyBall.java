package dev.anneal.dl4j;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Stochastic gradient descent with momentum as PyTorch defines it, an updater for layers of DL4J, which has Nesterov's momentum
 * only:
 *
 * <pre>
 * v = momentum &middot; v + gradient
 * weight = weight - rate &middot; v
 * </pre>
 *
 * <p>The velocity is part of the updater's state, which DL4J saves and restores. Weight decay is DL4J's {@code l2} or
 * {@code weightDecay} of the layer.
 */
public final class HeavyBall implements IUpdater {

    private static final long serialVersionUID = 1L;

    /** The learning rate; not a number where the schedule gives it. */
    private double learningRate;
    /** What gives the learning rate, or null. */
    private @Nullable ISchedule learningRateSchedule;
    /** The momentum; not a number where the schedule gives it. */
    private double momentum;
    /** What gives the momentum, or null. */
    private @Nullable ISchedule momentumSchedule;

    /**
     * With fixed values.
     *
     * @param learningRate the learning rate
     * @param momentum the momentum
     */
    public HeavyBall(double learningRate, double momentum) {
        this(learningRate, null, momentum, null);
    }

    /**
     * With schedules.
     *
     * @param learningRate the learning rate
     * @param momentum the momentum
     */
    public HeavyBall(ISchedule learningRate, ISchedule momentum) {
        this(Double.NaN, learningRate, Double.NaN, momentum);
    }

    @JsonCreator
    private HeavyBall(
            @JsonProperty("learningRate") double learningRate,
            @JsonProperty("learningRateSchedule") @Nullable ISchedule learningRateSchedule,
            @JsonProperty("momentum") double momentum,
            @JsonProperty("momentumSchedule") @Nullable ISchedule momentumSchedule) {
        this.learningRate = learningRate;
        this.learningRateSchedule = learningRateSchedule;
        this.momentum = momentum;
        this.momentumSchedule = momentumSchedule;
    }

    /** One velocity for each weight. */
    @Override
    public long stateSize(long numParams) {
        return numParams;
    }

    @Override
    public GradientUpdater<HeavyBall> instantiate(INDArray viewArray, boolean initializeViewArray) {
        Velocity velocity = new Velocity(this);
        INDArray flat = viewArray.reshape(viewArray.length());
        velocity.setStateViewArray(flat, flat.shape(), flat.ordering(), initializeViewArray);
        return velocity;
    }

    @Override
    public GradientUpdater<HeavyBall> instantiate(Map<String, INDArray> updaterState, boolean initializeStateArrays) {
        Velocity velocity = new Velocity(this);
        velocity.setState(updaterState, initializeStateArrays);
        return velocity;
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return learningRateSchedule == null ? learningRate : learningRateSchedule.valueAt(iteration, epoch);
    }

    /**
     * The momentum of an update.
     *
     * @param iteration the iteration
     * @param epoch the epoch
     * @return the momentum
     */
    public double getMomentum(int iteration, int epoch) {
        return momentumSchedule == null ? momentum : momentumSchedule.valueAt(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double lr, @Nullable ISchedule lrSchedule) {
        learningRate = lr;
        learningRateSchedule = lrSchedule;
    }

    /** Replaces the momentum. */
    void follow(ISchedule schedule) {
        momentum = Double.NaN;
        momentumSchedule = schedule;
    }

    @Override
    @SuppressWarnings("MissingSuperCall") // as DL4J's own
    public HeavyBall clone() {
        return new HeavyBall(learningRate, learningRateSchedule, momentum, momentumSchedule);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeavyBall that
                && Double.compare(learningRate, that.learningRate) == 0
                && Objects.equals(learningRateSchedule, that.learningRateSchedule)
                && Double.compare(momentum, that.momentum) == 0
                && Objects.equals(momentumSchedule, that.momentumSchedule);
    }

    @Override
    public int hashCode() {
        return Objects.hash(learningRate, learningRateSchedule, momentum, momentumSchedule);
    }

    @Override
    public String toString() {
        return "HeavyBall(" + (learningRateSchedule == null ? learningRate : learningRateSchedule) + ", "
                + (momentumSchedule == null ? momentum : momentumSchedule) + ")";
    }

    /** The state of a block of weights. */
    private static final class Velocity implements GradientUpdater<HeavyBall> {

        private static final String NAME = "V";

        private final HeavyBall config;
        private @Nullable INDArray velocity;

        Velocity(HeavyBall config) {
            this.config = config;
        }

        @Override
        public HeavyBall getConfig() {
            return config;
        }

        @Override
        public void setState(Map<String, INDArray> state, boolean initialize) {
            INDArray given = state.get(NAME);
            if (given == null || state.size() != 1) {
                throw new IllegalStateException("state must have " + NAME + " alone, got " + state.keySet());
            }
            velocity = given;
            if (initialize) {
                given.assign(0);
            }
        }

        @Override
        public Map<String, INDArray> getState() {
            return Map.of(NAME, present());
        }

        @Override
        public void setStateViewArray(INDArray view, long[] gradientShape, char gradientOrder, boolean initialize) {
            if (initialize) {
                view.assign(0);
            }
            velocity = Arrays.equals(view.shape(), gradientShape) ? view : view.reshape(gradientOrder, gradientShape);
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            INDArray present = present();
            present.muli(config.getMomentum(iteration, epoch)).addi(gradient.reshape(present.shape()));
            gradient.assign(present.reshape(gradient.shape())).muli(config.getLearningRate(iteration, epoch));
        }

        private INDArray present() {
            if (velocity == null) {
                throw new IllegalStateException("an updater must be given its state before it updates");
            }
            return velocity;
        }
    }
}
