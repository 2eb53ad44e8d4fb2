package dev.anneal.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.lab.Trainable;
import dev.anneal.lab.testkit.EngineContract;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class PytorchEngineTest extends EngineContract {

    PytorchEngineTest() {
        super("pytorch");
    }

    @Test
    void trainingLeavesNoTensorsBehind() {
        String plan = "lr = constant(0.01)\nmomentum = constant(0.9)\nweight_decay = constant(0.1)";
        try (Trainable trainable = digits(1, 16)) {
            losses(trainable, plan, 0, 2);
            trainable.evaluate();
            long pointers = Pointer.totalCount();
            losses(trainable, plan, 2, 40);
            trainable.evaluate();
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
        }
    }
}
