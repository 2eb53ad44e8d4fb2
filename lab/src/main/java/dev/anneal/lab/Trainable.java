package dev.anneal.lab;

import dev.anneal.Hyperparameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/**
 * A model with its data and its optimizer, ready to take updates. One thread at a time may use it. Closing frees what it
 * holds outside the heap.
 */
public interface Trainable extends AutoCloseable {

    /**
     * The number of updates in a pass over the training rows.
     *
     * @return the steps per epoch, &ge; 1
     */
    int stepsPerEpoch();

    /**
     * The parameter groups, which can be given values of their own.
     *
     * @return the names, in the order of the model
     */
    List<String> groups();

    /**
     * The hyperparameters that the optimizer takes.
     *
     * @return the hyperparameters, among them the learning rate
     */
    Set<Hyperparameter> hyperparameters();

    /**
     * Makes one update.
     *
     * @param values the values to use; the learning rate is set for every group, another hyperparameter that is not set is
     *     not used
     * @return the mean loss of the batch, before the update; not a number or infinite when training diverged
     */
    double train(Values values);

    /**
     * Judges the model by its validation rows.
     *
     * @return the evaluation
     */
    Evaluation evaluate();

    /**
     * Writes all that training has changed: the weights, what the optimizer keeps, the place in the order of the rows, and
     * the state of random numbers, if there are any.
     *
     * @param out where to; stays open
     * @throws IOException if it cannot be written
     */
    void snapshot(OutputStream out) throws IOException;

    /**
     * Takes up a snapshot of a trainable that was built in the same way. Every later loss and evaluation is then, bit for
     * bit, what it would have been there.
     *
     * @param in ends with the snapshot; stays open
     * @throws IOException if it cannot be read, or is no whole snapshot of such a trainable; the message says which, and the
     *     trainable is as it was
     */
    void restore(InputStream in) throws IOException;

    /** Frees what the model holds. The trainable must not be used afterwards. */
    @Override
    void close();
}
