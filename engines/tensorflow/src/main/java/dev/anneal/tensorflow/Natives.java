package dev.anneal.tensorflow;

import dev.anneal.lab.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.tensorflow.TensorFlow;

/** Brings up TensorFlow, or tells what it needs. */
final class Natives {

    private Natives() {}

    static void load() {
        try {
            TensorFlow.version();
        } catch (RuntimeException | LinkageError e) {
            throw new EngineException(
                    "TensorFlow cannot be loaded; the class path must hold " + coordinates() + ", got: " + reason(e),
                    e);
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

    private static String coordinates() {
        return "org.tensorflow:tensorflow-core-native:" + versions().getProperty("tensorflow") + " with the classifier "
                + classifier();
    }

    /** The platform in the words of the published libraries, such as {@code linux-x86_64}. */
    private static String classifier() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String family = os.startsWith("mac") ? "macosx" : os.startsWith("win") ? "windows" : "linux";
        String arch = System.getProperty("os.arch");
        return family + "-" + arch.replace("amd64", "x86_64").replace("aarch64", "arm64");
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
