package dev.anneal.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.anneal.lab.Dataset;
import dev.anneal.lab.Engine;
import dev.anneal.lab.LayeredClassifier;
import dev.anneal.lab.Perceptron;
import dev.anneal.lab.Trainable;

/**
 * The Deep Java Library with PyTorch, on the CPU. Its gradients, and the optimizer that all engines of the lab have
 * ({@link LayeredClassifier}): DJL's own puts the rate into the velocity.
 *
 * <p>The library is told to stay offline and to use one thread, which gives the same numbers every time; the system
 * properties {@code ai.djl.offline}, {@code ai.djl.pytorch.num_threads} and {@code ai.djl.pytorch.num_interop_threads}
 * are kept when they are set. Its native part is unpacked to {@code ~/.djl.ai} (432 MiB) when it is first used.
 */
public final class DjlEngine implements Engine {

    /** Creates the engine; loads nothing yet. */
    public DjlEngine() {}

    /** Returns {@code djl}. */
    @Override
    public String name() {
        return "djl";
    }

    @Override
    public Trainable perceptron(Dataset.Split data, Perceptron perceptron) {
        NDManager manager = Natives.load().newBaseManager(Device.cpu());
        try {
            return new Classifier(manager, data, perceptron);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }
}
