package dev.anneal.djl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.lab.EngineException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads the engine in processes of their own, where nothing is loaded yet. */
class NativesTest {

    @TempDir
    Path cache;

    /** What the process prints. */
    public static void main(String... arguments) {
        try {
            Natives.load();
            System.out.println(
                    System.getProperty("ai.djl.offline") + " " + Integer.getInteger("ai.djl.pytorch.num_threads") + " "
                            + Integer.getInteger("ai.djl.pytorch.num_interop_threads"));
        } catch (EngineException e) {
            System.out.println(e.getMessage());
        }
    }

    private static String load(String classPath, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath));
        command.addAll(List.of(options));
        command.add(NativesTest.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }

    private static String classPathWithout(String artifact) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains(artifact))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void theLibraryStaysOfflineAndUsesOneThreadUnlessToldOtherwise() throws IOException {
        String classPath = System.getProperty("java.class.path");
        assertThat(load(classPath)).isEqualTo("true 1 1");
        assertThat(load(classPath, "-Dai.djl.pytorch.num_threads=2")).isEqualTo("true 2 1");
    }

    @Test
    void withoutTheNativeLibraryTheErrorSaysWhatToAdd() throws IOException {
        assertThat(load(classPathWithout("pytorch-native-cpu"), "-DENGINE_CACHE_DIR=" + cache))
                .startsWith("DJL cannot load PyTorch; the class path must hold ai.djl.pytorch:pytorch-engine:0.35.1, "
                        + "ai.djl.pytorch:pytorch-jni:2.7.1-0.35.1 and ai.djl.pytorch:pytorch-native-cpu:2.7.1"
                        + " with the classifier ");
    }

    @Test
    void withoutTheEngineTheErrorSaysWhatToAddAsWell() throws IOException {
        assertThat(load(classPathWithout("pytorch-engine"))).startsWith("DJL cannot load PyTorch; the class path must");
    }
}
