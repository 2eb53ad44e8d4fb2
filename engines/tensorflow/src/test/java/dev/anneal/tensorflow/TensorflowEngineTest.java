package dev.anneal.tensorflow;

import dev.anneal.lab.testkit.EngineContract;

class TensorflowEngineTest extends EngineContract {

    TensorflowEngineTest() {
        super("tensorflow");
    }
}
