package dev.anneal.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.anneal.lab.Perceptron;
import dev.anneal.lab.Trainable;
import dev.anneal.lab.testkit.EngineContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class DjlEngineTest extends EngineContract {

    DjlEngineTest() {
        super("djl");
    }

    @Test
    void trainingLeavesNoArraysBehind() {
        String plan = "lr = constant(0.1)\nmomentum = constant(0.9)\nweight_decay = constant(0.1)";
        try (NDManager manager = Natives.load().newBaseManager(Device.cpu());
                Trainable trainable = new Classifier(manager, DIGITS, new Perceptron(List.of(16), 64, 1))) {
            losses(trainable, plan, 0, 1);
            int arrays = manager.getManagedArrays().size();
            losses(trainable, plan, 1, 30);
            trainable.evaluate();
            assertThat(manager.getManagedArrays()).hasSize(arrays);
        }
    }
}
