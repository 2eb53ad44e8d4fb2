package dev.anneal.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.anneal.Hyperparameter;
import dev.anneal.lab.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
