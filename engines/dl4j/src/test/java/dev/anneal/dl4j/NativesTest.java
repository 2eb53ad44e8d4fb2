package dev.anneal.dl4j;

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
import org.nd4j.linalg.factory.Nd4j;

/** Loads the engine in processes of their own, where nothing is loaded yet. */
class NativesTest {

    /** What the process prints. */
    public static void main(String... arguments) {
        try {
            Natives.load();
            System.out.println(Nd4j.getEnvironment().maxMasterThreads() + " threads");
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
            process.environment().put("OMP_NUM_THREADS", "2");
        }
        return new String(process.start().getInputStream().readAllBytes(), UTF_8).strip();
    }

    @Test
    void oneThreadIsUsedUnlessTheEnvironmentSaysOtherwise() throws IOException {
        String classPath = System.getProperty("java.class.path");
        assertThat(load(classPath, false)).isEqualTo("1 threads");
        assertThat(load(classPath, true)).isEqualTo("2 threads");
    }

    @Test
    void withoutTheNativeLibraryTheErrorSaysWhatToAdd() throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("nd4j-native"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(load(classPath, false))
                .startsWith(
                        "DL4J cannot load its native library; the class path must hold org.nd4j:nd4j-native:1.0.0-M2.1,"
                                + " the same with the classifier ")
                .contains("and org.bytedeco:openblas:0.3.19-1.5.7 with the classifier ");
    }
}
