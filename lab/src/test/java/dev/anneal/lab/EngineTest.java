package dev.anneal.lab;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineTest {

    @Test
    void anUnknownEngineIsAnsweredWithThoseThatThereAre() {
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> Engine.named("torch"))
                .withMessage(
                        "an engine must be one of djl, dl4j, tensorflow, pytorch, or another that is on the class path,"
                                + " got torch");
    }

    @Test
    void anEngineOfOursThatIsNotOnTheClassPathIsAnsweredWithItsCoordinates() {
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> Engine.named("dl4j"))
                .withMessage("the engine dl4j must be on the class path: dev.anneal:anneal-dl4j");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Perceptron(List.of(8, 0), 1, 0))
                .withMessage("a hidden layer must have a size within [1, 16384], got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Perceptron(Collections.nCopies(65, 1), 1, 0))
                .withMessage("hidden must have at most 64 layers, got 65");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Perceptron(List.of(), 0, 0))
                .withMessage("batch must be >= 1, got 0");
    }
}
