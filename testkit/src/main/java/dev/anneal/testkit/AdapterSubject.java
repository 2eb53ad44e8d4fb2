package dev.anneal.testkit;

import dev.anneal.training.Scheduler;
import java.util.Set;

/**
 * A tiny model in training, by the engine's own loop and through the adapter that is checked. The loss is the sum of the
 * weights, so that plain gradient descent takes the rate off every weight. The gradient that the optimizer applies is 1 on
 * every weight, whatever the number of micro-batches and replicas: divide the loss by both. What is thrown within the engine
 * comes out of these methods, as it comes out of the engine to whoever trains with it.
 */
public interface AdapterSubject extends AutoCloseable {

    /**
     * The scheduler of the adapter.
     *
     * @return the scheduler, with every finished update counted
     */
    Scheduler scheduler();

    /**
     * Makes one update of one batch.
     *
     * @throws Exception if the engine throws it
     */
    void update() throws Exception;

    /**
     * The weights of a group.
     *
     * @param group its name
     * @param replica the index of the copy, from 0
     * @return at least two weights, if the engine can, of more than one parameter
     */
    double[] weights(String group, int replica);

    /**
     * Makes one update of several micro-batches. For {@link Capability#ACCUMULATION}.
     *
     * @param microBatches how many, &ge; 1
     * @throws Exception if the engine throws it
     */
    default void update(int microBatches) throws Exception {
        throw new UnsupportedOperationException("gradients of " + microBatches + " micro-batches");
    }

    /**
     * From now on trains all groups but some. For {@link Capability#FREEZING}.
     *
     * @param groups the groups that are not trained; the others are, also those that were frozen before
     */
    default void freeze(Set<String> groups) {
        throw new UnsupportedOperationException("freezing " + groups);
    }

    /**
     * Takes the gradients of a batch, and does not apply them. For {@link Capability#SKIPPING}.
     *
     * @throws Exception if the engine throws it
     */
    default void skip() throws Exception {
        throw new UnsupportedOperationException("a skipped update");
    }

    /**
     * Ends an epoch with the engine's own evaluation, whose result the rules follow as {@code val_loss}. For
     * {@link Capability#EVALUATION}.
     *
     * @param loss what the validation loss comes to
     * @throws Exception if the engine throws it
     */
    default void evaluate(double loss) throws Exception {
        throw new UnsupportedOperationException("an evaluation that gives " + loss);
    }

    /**
     * What the optimizer has gathered, to be handed to the model that goes on in {@link AdapterSetup#state}. For
     * {@link Capability#RESUMING} together with {@link Capability#MOMENTUM}.
     *
     * @return the velocities, as the engine saves them; empty if it has none
     * @throws Exception if the engine throws it
     */
    default byte[] state() throws Exception {
        return new byte[0];
    }

    /** Releases what the model holds. */
    @Override
    default void close() {}
}
