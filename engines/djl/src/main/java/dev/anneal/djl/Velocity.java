package dev.anneal.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

/**
 * Stochastic gradient descent on one array of weights, as PyTorch defines it. DJL's own puts the rate into the velocity, so
 * that a drop of the rate acts late, and takes one momentum for the whole training.
 */
final class Velocity {

    private final NDManager manager;
    private final float @Nullable [] start;
    private @Nullable NDArray velocity;

    /** The velocity will belong to the manager, and starts with the numbers, or at 0. */
    Velocity(NDManager manager, float @Nullable [] start) {
        this.manager = manager;
        this.start = start;
    }

    /** The gradient with the decay of the weights, which belongs to the scratch if it is a new array. */
    static NDArray decayed(NDArray weight, NDArray gradient, float decay, NDManager scratch) {
        if (decay == 0) {
            return gradient;
        }
        NDArray plain = weight.stopGradient();
        plain.attach(scratch);
        NDArray decayed = plain.mul(decay);
        decayed.attach(scratch);
        return decayed.addi(gradient);
    }

    /** The velocity of the update that has this gradient. */
    NDArray after(float momentum, NDArray gradient) {
        if (velocity == null) {
            velocity = start == null ? gradient.zerosLike() : manager.create(start, gradient.getShape());
            velocity.attach(manager);
        }
        return velocity.muli(momentum).addi(gradient);
    }

    /** The numbers of the velocity; none if there has been no update. */
    float[] numbers() {
        return velocity == null ? new float[0] : velocity.toFloatArray();
    }

    /** Becomes what it was over these weights; without numbers there has been no update. */
    void become(float[] numbers, NDArray weight) {
        close();
        velocity = numbers.length == 0 ? null : manager.create(numbers, weight.getShape());
    }

    void close() {
        if (velocity != null) {
            velocity.close();
        }
    }

    /** The call is made for DJL's momentum-free SGD: it subtracts in place, records nothing and clears the gradient. */
    static void move(NDArray weight, NDArray direction, float rate) {
        weight.getNDArrayInternal()
                .sgdUpdate(new NDList(weight, direction), new NDList(weight), rate, 0, 1, -1, 0, true);
    }
}
