package dev.anneal.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;

/** What engines share that bring up a library with a native part. */
public final class NativeLibrary {

    private NativeLibrary() {}

    /**
     * Loads a library.
     *
     * @param loading what brings it up
     * @param failure what to say when that fails, such as {@code TensorFlow cannot be loaded}
     * @param needed what the class path must hold then, with coordinates and classifier
     * @param <T> what is loaded
     * @return what is loaded
     * @throws EngineException if it cannot be loaded; the message says what is needed
     */
    public static <T> T load(Supplier<T> loading, String failure, Supplier<String> needed) {
        try {
            return loading.get();
        } catch (RuntimeException | LinkageError e) {
            throw new EngineException(
                    failure + "; the class path must hold " + needed.get() + ", got: " + reason(e), e);
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

    /**
     * The versions that an engine was built with.
     *
     * @param engine a class beside which {@code versions.properties} lies
     * @return the versions, by name
     */
    public static Properties versions(Class<?> engine) {
        Properties versions = new Properties();
        try (InputStream in = engine.getResourceAsStream("versions.properties")) {
            versions.load(Objects.requireNonNull(in, "versions.properties must be bundled"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }

    /**
     * This platform in the words of libraries that are published with JavaCPP.
     *
     * @return the classifier, such as {@code linux-x86_64} or {@code macosx-arm64}
     */
    public static String classifier() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String family = os.startsWith("mac") ? "macosx" : os.startsWith("win") ? "windows" : "linux";
        String arch = System.getProperty("os.arch");
        return family + "-" + arch.replace("amd64", "x86_64").replace("aarch64", "arm64");
    }
}
