package dev.anneal.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.lab.EngineException;
import dev.anneal.lab.testkit.OtherJvm;
import java.io.IOException;
import org.junit.jupiter.api.Test;

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

    @Test
    void withoutTheNativeLibraryTheErrorSaysWhatToAdd() throws IOException {
        OtherJvm without = new OtherJvm()
                .without(entry -> entry.matches(".*tensorflow-core-native-[^/]*-(linux|macosx|windows)-[^/]*\\.jar"));
        assertThat(new OtherJvm().run(NativesTest.class)).isEqualTo("loaded");
        assertThat(without.run(NativesTest.class))
                .startsWith("TensorFlow cannot be loaded; the class path must hold"
                        + " org.tensorflow:tensorflow-core-native:1.1.0 with the classifier ");
    }
}
