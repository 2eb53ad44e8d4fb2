package dev.anneal.djl;

import ai.djl.engine.Engine;
import dev.anneal.lab.NativeLibrary;
import java.util.Properties;

/** Brings up PyTorch, or tells what it needs. */
final class Natives {

    private Natives() {}

    static Engine load() {
        // DJL reads them once, when its classes are first used.
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("ai.djl.pytorch.num_threads", "1");
        setUnlessSet("ai.djl.pytorch.num_interop_threads", "1");
        return NativeLibrary.load(() -> Engine.getEngine("PyTorch"), "DJL cannot load PyTorch", Natives::needed);
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static String needed() {
        Properties versions = NativeLibrary.versions(Natives.class);
        return String.format(
                "ai.djl.pytorch:pytorch-engine:%1$s, ai.djl.pytorch:pytorch-jni:%2$s-%1$s and"
                        + " ai.djl.pytorch:pytorch-native-cpu:%2$s with the classifier %3$s",
                versions.getProperty("djl"), versions.getProperty("libtorch"), classifier());
    }

    /** In DJL's words, such as {@code osx-aarch64}. */
    private static String classifier() {
        return NativeLibrary.classifier()
                .replace("macosx", "osx")
                .replace("windows", "win")
                .replace("arm64", "aarch64");
    }
}
