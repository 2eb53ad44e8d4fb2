package dev.anneal.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
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

/** {@link Velocity Stochastic gradient descent} on the groups of a model that steps its weights itself. */
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
        groups.computeIfAbsent(group, name -> new ArrayList<>()).add(new Weight(weight, new Velocity(manager, null)));
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
                    weight.move(keepsVelocity ? weight.velocity.after(momentum, gradient) : gradient, rate);
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
            Shape shape = weight.value.getShape();
            FloatArrays.write(shape, weight.value.toFloatArray(), out);
            float[] velocity = weight.velocity.numbers();
            out.writeBoolean(velocity.length > 0);
            if (velocity.length > 0) {
                FloatArrays.write(shape, velocity, out);
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
            float[] value = FloatArrays.read(weight.value.getShape(), in);
            float @Nullable [] velocity = in.readBoolean() ? FloatArrays.read(weight.value.getShape(), in) : null;
            changes.add(() -> {
                put(value, weight.value);
                weight.velocity.become(velocity, weight.value);
            });
        }
        return () -> changes.forEach(Runnable::run);
    }

    /** By an index, as PyTorch warns of the way that {@code set} of numbers takes, on standard error. */
    static void put(float[] numbers, NDArray into) {
        try (NDArray loaded = into.getManager().create(numbers, into.getShape())) {
            into.set(new NDIndex(":"), loaded);
        }
    }

    private static float orZero(Values values, Hyperparameter hyperparameter, String group) {
        return values.isSet(hyperparameter, group) ? (float) values.of(hyperparameter, group) : 0;
    }

    /** An array of weights with its velocity. */
    private record Weight(NDArray value, Velocity velocity) {

        NDArray gradient(float decay, NDManager scratch) {
            NDArray gradient = value.getGradient();
            gradient.attach(scratch);
            return Velocity.decayed(value, gradient, decay, scratch);
        }

        void move(NDArray direction, float rate) {
            Velocity.move(value, direction, rate);
        }
    }
}
