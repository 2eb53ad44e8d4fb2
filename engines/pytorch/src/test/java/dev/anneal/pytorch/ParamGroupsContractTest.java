package dev.anneal.pytorch;

import dev.anneal.testkit.AdapterContract;
import dev.anneal.testkit.AdapterSetup;
import dev.anneal.testkit.AdapterSubject;
import dev.anneal.testkit.Capability;
import java.util.EnumSet;
import java.util.Set;

/** PyTorch's SGD. Its library evaluates nothing by itself, and has one copy of the weights. */
class ParamGroupsContractTest extends AdapterContract {

    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.REPLICAS, Capability.EVALUATION));
    }

    @Override
    protected AdapterSubject subject(AdapterSetup setup) {
        return new Sums(setup);
    }
}
