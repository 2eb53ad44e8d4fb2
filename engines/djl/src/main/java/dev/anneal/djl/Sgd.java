package dev.anneal.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.anneal.Hyperparameter;
import dev.anneal.lab.Values;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stochastic gradient descent as PyTorch defines it. DJL's own puts the rate into the velocity, so that a drop of the rate
 * acts late, and takes one momentum for the whole training.
 */
final class Sgd {

    static final Set<Hyperparameter> HYPERPARAMETERS =
            Set.of(Hyperparameter.LEARNING_RATE, Hyperparameter.MOMENTUM, Hyperparameter.WEIGHT_DECAY);

    private final NDManager manager;
    private final Map<String, List<Weight>> groups = new LinkedHashMap<>();

    /** Optimizes no weights yet; velocities will belong to the manager. */
    Sgd(NDManager manager) {
        this.manager = manager;
    }

    void add(String group, NDArray weight) {
        groups.computeIfAbsent(group, name -> new ArrayList<>()).add(new Weight(weight));
    }

    List<String> groups() {
        return List.copyOf(groups.keySet());
    }

    /** Moves all weights by their gradients, and clears the gradients. */
    void step(Values values) {
        groups.forEach((group, weights) -> {
            float rate = (float) values.of(Hyperparameter.LEARNING_RATE, group);
            float decay = orZero(values, Hyperparameter.WEIGHT_DECAY, group);
            float momentum = orZero(values, Hyperparameter.MOMENTUM, group);
            boolean keepsVelocity = values.isSet(Hyperparameter.MOMENTUM, group);
            for (Weight weight : weights) {
                try (NDManager scratch = manager.newSubManager()) {
                    NDArray gradient = weight.gradient(decay, scratch);
                    weight.move(keepsVelocity ? weight.velocity(momentum, gradient) : gradient, rate);
                }
            }
        });
    }

    /** All weights, in the order in which they were added. */
    private List<Weight> weights() {
        return groups.values().stream().flatMap(List::stream).toList();
    }

    /** Writes the weights and their velocities, to the bit. */
    void write(DataOutput out) throws IOException {
        List<Weight> weights = weights();
        out.writeInt(weights.size());
        for (Weight weight : weights) {
            Arrays32.write(weight.value, out);
            out.writeBoolean(weight.velocity != null);
            if (weight.velocity != null) {
                Arrays32.write(weight.velocity, out);
            }
        }
    }

    /** Reads what {@link #write} has written for weights of the same shapes; what is returned puts it in place. */
    Runnable read(DataInput in) throws IOException {
        List<Weight> weights = weights();
        int count = in.readInt();
        if (count != weights.size()) {
            throw new IOException("the model must have " + count + " arrays of weights, got " + weights.size());
        }
        List<Runnable> changes = new ArrayList<>();
        for (Weight weight : weights) {
            float[] value = Arrays32.read(weight.value.getShape(), in);
            float @Nullable [] velocity = in.readBoolean() ? Arrays32.read(weight.value.getShape(), in) : null;
            changes.add(() -> weight.become(value, velocity));
        }
        return () -> changes.forEach(Runnable::run);
    }

    private static float orZero(Values values, Hyperparameter hyperparameter, String group) {
        return values.isSet(hyperparameter, group) ? (float) values.of(hyperparameter, group) : 0;
    }

    /** An array of weights with its velocity. */
    private static final class Weight {

        private final NDArray value;
        private @Nullable NDArray velocity;

        Weight(NDArray value) {
            this.value = value;
        }

        NDArray gradient(float decay, NDManager scratch) {
            NDArray gradient = value.getGradient();
            gradient.attach(scratch);
            if (decay != 0) {
                NDArray plain = value.stopGradient();
                plain.attach(scratch);
                gradient.addi(plain.mul(decay));
            }
            return gradient;
        }

        NDArray velocity(float momentum, NDArray gradient) {
            if (velocity == null) {
                velocity = value.zerosLike();
            }
            return velocity.muli(momentum).addi(gradient);
        }

        void become(float[] weights, float @Nullable [] moving) {
            value.set(weights);
            if (velocity != null && moving == null) {
                velocity.close();
            }
            velocity = moving == null ? null : velocity == null ? value.zerosLike() : velocity;
            if (velocity != null) {
                velocity.set(moving);
            }
        }

        /** The call is made for DJL's momentum-free SGD: it subtracts in place, records nothing and clears the gradient. */
        void move(NDArray direction, float rate) {
            value.getNDArrayInternal()
                    .sgdUpdate(new NDList(value, direction), new NDList(value), rate, 0, 1, -1, 0, true);
        }
    }
}
