package dev.anneal.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The weights that a network begins with. They depend on the seed alone, and are normal with the deviation sqrt(2 / inputs), which
 * rectifiers need (He et al. 2015, "Delving Deep into Rectifiers"); biases are 0.
 */
final class FirstWeights {

    private FirstWeights() {}

    static LayeredClassifier.Numbers of(List<LayeredClassifier.Layer> layers, long seed) {
        SplittableRandom random = new SplittableRandom(seed).split();
        List<float[]> arrays = new ArrayList<>();
        for (LayeredClassifier.Layer layer : layers) {
            double deviation = Math.sqrt(2.0 / layer.inputs());
            float[] weights = new float[layer.inputs() * layer.outputs()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (deviation * normal(random));
            }
            arrays.add(weights);
            arrays.add(new float[layer.outputs()]);
        }
        return new LayeredClassifier.Numbers(arrays);
    }

    /** Box and Muller's, with functions that give the same bits everywhere. */
    private static double normal(SplittableRandom random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
