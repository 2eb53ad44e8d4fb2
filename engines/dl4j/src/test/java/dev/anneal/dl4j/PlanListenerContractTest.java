package dev.anneal.dl4j;

import dev.anneal.testkit.AdapterContract;
import dev.anneal.testkit.AdapterSetup;
import dev.anneal.testkit.AdapterSubject;
import dev.anneal.testkit.Capability;
import java.util.EnumSet;
import java.util.Set;
import org.nd4j.linalg.learning.config.Sgd;

/** Updaters of DL4J, whose momentum is none of PyTorch's. */
class PlanListenerContractTest extends AdapterContract {

    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.GROUPS,
                Capability.ACCUMULATION,
                Capability.SKIPPING,
                Capability.WEIGHT_DECAY,
                Capability.EVALUATION,
                Capability.RESUMING);
    }

    @Override
    protected AdapterSubject subject(AdapterSetup setup) {
        return new Sums(setup, new Sgd(1));
    }
}
