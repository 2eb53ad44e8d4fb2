package dev.anneal.lab;

import java.util.List;

/**
 * A multi-layer perceptron that classifies, and how it goes through its data.
 *
 * @param hidden the sizes of the hidden layers, from the input on; without any it is a linear classifier
 * @param batch the number of rows in an update; the last batch of an epoch may be smaller
 * @param seed what decides the first weights and the order of the rows
 */
public record Perceptron(List<Integer> hidden, int batch, long seed) {

    private static final int MAX_LAYERS = 64;
    private static final int MAX_SIZE = 16_384;

    /**
     * Creates the settings.
     *
     * @param hidden the sizes of the hidden layers, at most 64 of them, each within [1, 16384]
     * @param batch the number of rows in an update, &ge; 1
     * @param seed any number
     * @throws IllegalArgumentException if there are more than 64 hidden layers, a size is outside [1, 16384], or batch is
     *     below 1
     */
    public Perceptron {
        hidden = List.copyOf(hidden);
        if (hidden.size() > MAX_LAYERS) {
            throw new IllegalArgumentException("hidden must have at most 64 layers, got " + hidden.size());
        }
        for (int size : hidden) {
            if (size < 1 || size > MAX_SIZE) {
                throw new IllegalArgumentException("a hidden layer must have a size within [1, 16384], got " + size);
            }
        }
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be >= 1, got " + batch);
        }
    }
}
