package dev.anneal.tensorflow;

import dev.anneal.lab.NativeLibrary;
import org.tensorflow.TensorFlow;

/** Brings up TensorFlow, or tells what it needs. */
final class Natives {

    private Natives() {}

    /** Returns the version. */
    static String load() {
        return NativeLibrary.load(() -> TensorFlow.version(), "TensorFlow cannot be loaded", Natives::needed);
    }

    private static String needed() {
        return "org.tensorflow:tensorflow-core-native:"
                + NativeLibrary.versions(Natives.class).getProperty("tensorflow") + " with the classifier "
                + NativeLibrary.classifier();
    }
}
