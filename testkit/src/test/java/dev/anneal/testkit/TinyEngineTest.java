package dev.anneal.testkit;

import java.util.EnumSet;
import java.util.Set;

/** A sound adapter keeps the contract. */
class TinyEngineTest extends AdapterContract {

    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    protected AdapterSubject subject(AdapterSetup setup) {
        return new TinyEngine(setup, null);
    }
}
