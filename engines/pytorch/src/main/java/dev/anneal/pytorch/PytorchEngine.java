package dev.anneal.pytorch;

import dev.anneal.lab.Dataset;
import dev.anneal.lab.Engine;
import dev.anneal.lab.LayeredClassifier;
import dev.anneal.lab.Perceptron;
import dev.anneal.lab.Trainable;

/**
 * PyTorch on the CPU, by the bindings of JavaCPP. Its gradients, and the optimizer that all engines of the lab have
 * ({@link LayeredClassifier}): PyTorch's own skips the velocity in an update whose momentum is exactly 0.
 *
 * <p>The library is told to use one thread, which gives the same numbers every time, unless the environment has
 * {@code OMP_NUM_THREADS}. Its native part is unpacked to {@code ~/.javacpp} (327 MiB) when it is first used. DJL brings another
 * PyTorch: the two must not share a class path.
 */
public final class PytorchEngine implements Engine {

    /** Creates the engine; loads nothing yet. */
    public PytorchEngine() {}

    /** Returns {@code pytorch}. */
    @Override
    public String name() {
        return "pytorch";
    }

    @Override
    public Trainable perceptron(Dataset.Split data, Perceptron perceptron) {
        Natives.load();
        return new Classifier(data, perceptron);
    }
}
