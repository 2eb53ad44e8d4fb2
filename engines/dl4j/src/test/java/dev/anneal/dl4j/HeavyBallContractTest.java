package dev.anneal.dl4j;

import dev.anneal.testkit.AdapterContract;
import dev.anneal.testkit.AdapterSetup;
import dev.anneal.testkit.AdapterSubject;
import dev.anneal.testkit.Capability;
import java.util.EnumSet;
import java.util.Set;

/** The updater with PyTorch's momentum. */
class HeavyBallContractTest extends AdapterContract {

    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.REPLICAS, Capability.FREEZING));
    }

    @Override
    protected AdapterSubject subject(AdapterSetup setup) {
        return new Sums(setup, new HeavyBall(1, 0));
    }
}
