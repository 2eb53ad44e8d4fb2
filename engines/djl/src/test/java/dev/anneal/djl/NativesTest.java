package dev.anneal.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.lab.EngineException;
import dev.anneal.lab.testkit.OtherJvm;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void theLibraryStaysOfflineAndUsesOneThreadUnlessToldOtherwise() throws IOException {
        assertThat(new OtherJvm().run(NativesTest.class)).isEqualTo("true 1 1");
        assertThat(new OtherJvm().run(NativesTest.class, "-Dai.djl.pytorch.num_threads=2"))
                .isEqualTo("true 2 1");
    }

    @Test
    void withoutTheNativeLibraryTheErrorSaysWhatToAdd() throws IOException {
        OtherJvm without = new OtherJvm().without(entry -> entry.contains("pytorch-native-cpu"));
        assertThat(without.run(NativesTest.class, "-DENGINE_CACHE_DIR=" + cache))
                .startsWith("DJL cannot load PyTorch; the class path must hold ai.djl.pytorch:pytorch-engine:0.35.1, "
                        + "ai.djl.pytorch:pytorch-jni:2.7.1-0.35.1 and ai.djl.pytorch:pytorch-native-cpu:2.7.1"
                        + " with the classifier ");
    }

    @Test
    void withoutTheEngineTheErrorSaysWhatToAddAsWell() throws IOException {
        assertThat(new OtherJvm()
                        .without(entry -> entry.contains("pytorch-engine"))
                        .run(NativesTest.class))
                .startsWith("DJL cannot load PyTorch; the class path must");
    }
}
