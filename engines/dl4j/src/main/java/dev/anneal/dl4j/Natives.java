package dev.anneal.dl4j;

import dev.anneal.lab.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;

/** Brings up DL4J's arrays, or tells what they need. */
final class Natives {

    private Natives() {}

    static void load() {
        try {
            Nd4j.getExecutioner();
            if (System.getenv("OMP_NUM_THREADS") == null) {
                Nd4j.getEnvironment().setMaxThreads(1);
                Nd4j.getEnvironment().setMaxMasterThreads(1);
                Nd4j.factory().blas().setMaxThreads(1);
            }
        } catch (RuntimeException | LinkageError e) {
            throw new EngineException(
                    "DL4J cannot load its native library; the class path must hold " + coordinates() + ", got: "
                            + reason(e),
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
        Properties versions = versions();
        return String.format(
                "org.nd4j:nd4j-native:%1$s, the same with the classifier %3$s, and org.bytedeco:openblas:%2$s with the"
                        + " classifier %3$s",
                versions.getProperty("dl4j"), versions.getProperty("openblas"), classifier());
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
