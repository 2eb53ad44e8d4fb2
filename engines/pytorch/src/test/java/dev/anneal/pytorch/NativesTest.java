package dev.anneal.pytorch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.lab.EngineException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads the engine in processes of their own, where nothing is loaded yet. */
class NativesTest {

    /** What the process prints. */
    public static void main(String... arguments) {
        try {
            Natives.load();
            System.out.println(torch.get_num_threads() + " threads");
        } catch (EngineException e) {
            System.out.println(e.getMessage());
        }
    }

    private static String load(String classPath, boolean ownThreads) throws IOException {
        ProcessBuilder process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        NativesTest.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        process.environment().remove("OMP_NUM_THREADS");
        if (ownThreads) {
            process.environment().put("OMP_NUM_THREADS", "3");
        }
        return new String(process.start().getInputStream().readAllBytes(), UTF_8).strip();
    }

    @Test
    void oneThreadIsUsedUnlessTheEnvironmentSaysOtherwise() throws IOException {
        String classPath = System.getProperty("java.class.path");
        assertThat(load(classPath, false)).isEqualTo("1 threads");
        assertThat(load(classPath, true)).isEqualTo("3 threads");
    }

    @Test
    void twoPytorchsAreRefused(@TempDir Path folder) throws IOException {
        Path other = folder.resolve("ai/djl/pytorch/engine/PtEngine.class");
        Files.createDirectories(other.getParent());
        Files.createFile(other);
        assertThat(load(System.getProperty("java.class.path") + File.pathSeparator + folder, false))
                .isEqualTo(
                        "the class path must hold one PyTorch, got that of DJL, ai.djl.pytorch:pytorch-engine, beside that of"
                                + " JavaCPP");
    }

    @Test
    void withoutTheNativeLibraryTheErrorSaysWhatToAdd() throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.matches(".*pytorch-[^/]*-(linux|macosx|windows)-[^/]*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(load(classPath, false))
                .startsWith(
                        "PyTorch cannot be loaded; the class path must hold org.bytedeco:pytorch:2.10.0-1.5.13,"
                                + " org.bytedeco:openblas:0.3.31-1.5.13 and org.bytedeco:javacpp:1.5.13, each with the classifier ");
    }
}
