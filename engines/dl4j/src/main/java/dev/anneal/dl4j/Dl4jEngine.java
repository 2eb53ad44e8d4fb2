package dev.anneal.dl4j;

import dev.anneal.lab.Dataset;
import dev.anneal.lab.Engine;
import dev.anneal.lab.LayeredClassifier;
import dev.anneal.lab.Perceptron;
import dev.anneal.lab.Trainable;

/**
 * Deeplearning4j on the CPU. Its gradients, and the optimizer that all engines of the lab have
 * ({@link LayeredClassifier}): DL4J's own momentum is Nesterov's.
 *
 * <p>The library is told to use one thread, which is the fastest for small networks, unless the environment has
 * {@code OMP_NUM_THREADS}. Its native part is unpacked to {@code ~/.javacpp} (397 MiB) when it is first used.
 */
public final class Dl4jEngine implements Engine {

    /** Creates the engine; loads nothing yet. */
    public Dl4jEngine() {}

    /** Returns {@code dl4j}. */
    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public Trainable perceptron(Dataset.Split data, Perceptron perceptron) {
        Natives.load();
        return new Classifier(data, perceptron);
    }
}
