package dev.anneal.dl4j;

import dev.anneal.lab.testkit.EngineContract;

class Dl4jEngineTest extends EngineContract {

    Dl4jEngineTest() {
        super("dl4j");
    }
}
