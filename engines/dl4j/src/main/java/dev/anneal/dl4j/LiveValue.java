package dev.anneal.dl4j;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The present value of a hyperparameter in a training, as a schedule of DL4J's. What is saved with a network are the names of
 * things; a network that was read again must be given to a {@link PlanListener} before it is trained on, and says so.
 */
final class LiveValue implements ISchedule {

    private static final long serialVersionUID = 1L;

    @JsonProperty("of")
    private final String target;

    @JsonProperty("plan")
    private final String plan;

    private final transient @Nullable IntToDoubleFunction values;

    LiveValue(String target, String plan, IntToDoubleFunction values) {
        this.target = target;
        this.plan = plan;
        this.values = values;
    }

    @JsonCreator
    private LiveValue(@JsonProperty("of") String target, @JsonProperty("plan") String plan) {
        this.target = target;
        this.plan = plan;
        this.values = null;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        if (values == null) {
            throw new IllegalStateException(
                    target + " was saved in a training under a plan; start or resume a PlanListener"
                            + " with this network to train it on. The plan was\n" + plan);
        }
        return values.applyAsDouble(iteration);
    }

    /** Returns this: a clone of a network is in the same training. */
    @Override
    @SuppressWarnings("MissingSuperCall")
    public LiveValue clone() {
        return this;
    }

    /** Equal if of one target of one plan, also when it was saved meanwhile: DL4J puts layers together whose updaters are equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LiveValue that && target.equals(that.target) && plan.equals(that.plan);
    }

    @Override
    public int hashCode() {
        return 31 * target.hashCode() + plan.hashCode();
    }

    @Override
    public String toString() {
        return target + " of a training";
    }

    private Object writeReplace() {
        return new Saved(target, plan);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a value in training is written as its names");
    }

    /**
     * What is written in its place.
     *
     * @param target the hyperparameter and the group
     * @param plan the text of the plan
     */
    private record Saved(String target, String plan) implements Serializable {
        private Object readResolve() {
            return new LiveValue(target, plan);
        }
    }
}
