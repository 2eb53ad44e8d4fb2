package dev.anneal.pytorch;

import dev.anneal.lab.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.bytedeco.pytorch.global.torch;

/** Brings up PyTorch, or tells what it needs. */
final class Natives {

    private Natives() {}

    /** Of DJL's engine, which loads another PyTorch into the process. */
    private static final String OTHER = "/ai/djl/pytorch/engine/PtEngine.class";

    static void load() {
        if (Natives.class.getResource(OTHER) != null) {
            throw new EngineException(
                    "the class path must hold one PyTorch, got that of DJL, ai.djl.pytorch:pytorch-engine,"
                            + " beside that of JavaCPP");
        }
        try {
            if (torch.get_num_threads() > 1 && System.getenv("OMP_NUM_THREADS") == null) {
                torch.set_num_threads(1);
            }
        } catch (RuntimeException | LinkageError e) {
            throw new EngineException(
                    "PyTorch cannot be loaded; the class path must hold " + coordinates() + ", got: " + reason(e), e);
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
                "org.bytedeco:pytorch:%s, org.bytedeco:openblas:%s and org.bytedeco:javacpp:%s, each with the classifier %s",
                versions.getProperty("pytorch"),
                versions.getProperty("openblas"),
                versions.getProperty("javacpp"),
                classifier());
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
