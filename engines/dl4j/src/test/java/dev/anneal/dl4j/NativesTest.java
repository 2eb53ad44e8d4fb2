package dev.anneal.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.lab.EngineException;
import dev.anneal.lab.testkit.OtherJvm;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class NativesTest {

    private static final String THREADS = "OMP_NUM_THREADS";

    /** What the process prints. */
    public static void main(String... arguments) {
        try {
            System.out.println(Natives.load().maxMasterThreads() + " threads");
        } catch (EngineException e) {
            System.out.println(e.getMessage());
        }
    }

    @Test
    void oneThreadIsUsedUnlessTheEnvironmentSaysOtherwise() throws IOException {
        assertThat(new OtherJvm().with(THREADS, "").run(NativesTest.class)).isEqualTo("1 threads");
        assertThat(new OtherJvm().with(THREADS, "2").run(NativesTest.class)).isEqualTo("2 threads");
    }

    @Test
    void withoutTheNativeLibraryTheErrorSaysWhatToAdd() throws IOException {
        assertThat(new OtherJvm()
                        .without(entry -> entry.contains("nd4j-native"))
                        .run(NativesTest.class))
                .startsWith(
                        "DL4J cannot load its native library; the class path must hold org.nd4j:nd4j-native:1.0.0-M2.1,"
                                + " the same with the classifier ")
                .contains("and org.bytedeco:openblas:0.3.19-1.5.7 with the classifier ");
    }
}
