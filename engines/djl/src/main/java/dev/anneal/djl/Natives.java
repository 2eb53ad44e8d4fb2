package dev.anneal.djl;

import ai.djl.engine.Engine;
import dev.anneal.lab.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/** Brings up PyTorch, or tells what it needs. */
final class Natives {

    private Natives() {}

    static Engine load() {
        // DJL reads them once, when its classes are first used.
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("ai.djl.pytorch.num_threads", "1");
        setUnlessSet("ai.djl.pytorch.num_interop_threads", "1");
        try {
            return Engine.getEngine("PyTorch");
        } catch (RuntimeException | LinkageError e) {
            throw new EngineException(
                    "DJL cannot load PyTorch; the class path must hold " + coordinates() + ", got: " + reason(e), e);
        }
    }

    /** What went wrong at last, and where it began, as with a disk that has no room for the library. */
    private static String reason(Throwable e) {
        Throwable first = e;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return first == e ? e.toString() : e + ": " + first;
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static String coordinates() {
        Properties versions = versions();
        String djl = versions.getProperty("djl");
        String libtorch = versions.getProperty("libtorch");
        return String.format(
                "ai.djl.pytorch:pytorch-engine:%s, ai.djl.pytorch:pytorch-jni:%s-%s and"
                        + " ai.djl.pytorch:pytorch-native-cpu:%s with the classifier %s",
                djl, libtorch, djl, libtorch, classifier());
    }

    /** The platform in the words of the published libraries, such as {@code linux-x86_64}. */
    private static String classifier() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String family = os.startsWith("mac") ? "osx" : os.startsWith("win") ? "win" : "linux";
        return family + "-" + System.getProperty("os.arch").replace("amd64", "x86_64");
    }

    private static Properties versions() {
        Properties versions = new Properties();
        try (InputStream in = Natives.class.getResourceAsStream("versions.properties")) {
            versions.load(Objects.requireNonNull(in, "versions.properties must be bundled"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }
}
