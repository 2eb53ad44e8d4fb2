package dev.anneal.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.lab.EngineException;
import dev.anneal.lab.testkit.OtherJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesTest {

    private static final String THREADS = "OMP_NUM_THREADS";

    /** What the process prints. */
    public static void main(String... arguments) {
        try {
            System.out.println(Natives.load() + " threads");
        } catch (EngineException e) {
            System.out.println(e.getMessage());
        }
    }

    @Test
    void oneThreadIsUsedUnlessTheEnvironmentSaysOtherwise() throws IOException {
        assertThat(new OtherJvm().with(THREADS, "").run(NativesTest.class)).isEqualTo("1 threads");
        assertThat(new OtherJvm().with(THREADS, "3").run(NativesTest.class)).isEqualTo("3 threads");
    }

    @Test
    void twoPytorchsAreRefused(@TempDir Path folder) throws IOException {
        Path other = folder.resolve("ai/djl/pytorch/engine/PtEngine.class");
        Files.createDirectories(other.getParent());
        Files.createFile(other);
        assertThat(new OtherJvm().with(folder).run(NativesTest.class))
                .isEqualTo(
                        "the class path must hold one PyTorch, got that of DJL, ai.djl.pytorch:pytorch-engine, beside that of"
                                + " JavaCPP");
    }

    @Test
    void withoutTheNativeLibraryTheErrorSaysWhatToAdd() throws IOException {
        OtherJvm without =
                new OtherJvm().without(entry -> entry.matches(".*pytorch-[^/]*-(linux|macosx|windows)-[^/]*\\.jar"));
        assertThat(without.run(NativesTest.class))
                .startsWith(
                        "PyTorch cannot be loaded; the class path must hold org.bytedeco:pytorch:2.10.0-1.5.13,"
                                + " org.bytedeco:openblas:0.3.31-1.5.13 and org.bytedeco:javacpp:1.5.13, each with the classifier ");
    }
}
