package dev.anneal.tensorflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.lab.EngineException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Loads the engine in a process of its own, where nothing is loaded yet. */
class NativesTest {

    /** What the process prints. */
    public static void main(String... arguments) {
        try {
            Natives.load();
            System.out.println("loaded");
        } catch (EngineException e) {
            System.out.println(e.getMessage());
        }
    }

    private static String load(String classPath) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        NativesTest.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }

    @Test
    void withoutTheNativeLibraryTheErrorSaysWhatToAdd() throws IOException {
        String classPath = System.getProperty("java.class.path");
        assertThat(load(classPath)).isEqualTo("loaded");
        String without = Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry -> !entry.matches(".*tensorflow-core-native-[^/]*-(linux|macosx|windows)-[^/]*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(load(without))
                .startsWith("TensorFlow cannot be loaded; the class path must hold"
                        + " org.tensorflow:tensorflow-core-native:1.1.0 with the classifier ");
    }
}
