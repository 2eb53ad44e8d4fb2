package dev.anneal.tensorflow;

import dev.anneal.lab.Dataset;
import dev.anneal.lab.Engine;
import dev.anneal.lab.LayeredClassifier;
import dev.anneal.lab.Perceptron;
import dev.anneal.lab.Trainable;

/**
 * TensorFlow on the CPU, in graph mode. Its gradients, and the optimizer that all engines of the lab have
 * ({@link LayeredClassifier}).
 *
 * <p>Sessions use one thread, which gives the same numbers every time. The native part of the library is unpacked to
 * {@code ~/.javacpp} (652 MiB) when it is first used. What it says of the processor on standard error is silenced by
 * {@code TF_CPP_MIN_LOG_LEVEL=2} in the environment.
 */
public final class TensorflowEngine implements Engine {

    /** Creates the engine; loads nothing yet. */
    public TensorflowEngine() {}

    /** Returns {@code tensorflow}. */
    @Override
    public String name() {
        return "tensorflow";
    }

    @Override
    public Trainable perceptron(Dataset.Split data, Perceptron perceptron) {
        Natives.load();
        return new Classifier(data, perceptron);
    }
}
