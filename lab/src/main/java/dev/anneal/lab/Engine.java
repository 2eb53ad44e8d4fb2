package dev.anneal.lab;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** What builds models and trains them. Engines are services: those on the class path are found. */
public interface Engine {

    /** The engines of this project. Not all can be on one class path: two that bring a PyTorch of their own exclude each other. */
    List<String> OURS = List.of("djl", "dl4j", "tensorflow", "pytorch");

    /**
     * The name that chooses the engine, such as {@code djl}.
     *
     * @return the name
     */
    String name();

    /**
     * Builds a classifier whose loss is the mean cross-entropy of the softmax.
     *
     * @param data the rows to learn from and to judge by
     * @param perceptron the layers, the batch and the seed
     * @return the classifier; the same arguments give one that learns the same on the same machine
     * @throws IllegalArgumentException if the batch exceeds the training rows
     * @throws EngineException if the engine cannot be loaded; the message says what to add
     */
    Trainable perceptron(Dataset.Split data, Perceptron perceptron);

    /**
     * The engines on the class path.
     *
     * @return the engines, in the order of the class path
     */
    static List<Engine> all() {
        return ServiceLoader.load(Engine.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /**
     * The engine of a name.
     *
     * @param name such as {@code djl}
     * @return the engine
     * @throws EngineException if no engine on the class path has that name; the message says what to add
     */
    static Engine named(String name) {
        List<Engine> all = all();
        return all.stream()
                .filter(engine -> engine.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new EngineException(missing(name, all)));
    }

    private static String missing(String name, List<Engine> all) {
        if (OURS.contains(name)) {
            return "the engine " + name + " must be on the class path: dev.anneal:anneal-" + name;
        }
        Set<String> names = new LinkedHashSet<>(OURS);
        all.forEach(engine -> names.add(engine.name()));
        return "an engine must be one of " + String.join(", ", names) + ", or another that is on the class path, got "
                + name;
    }
}
