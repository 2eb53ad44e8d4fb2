package dev.anneal.djl;

import dev.anneal.testkit.AdapterContract;
import dev.anneal.testkit.AdapterSetup;
import dev.anneal.testkit.AdapterSubject;
import dev.anneal.testkit.Capability;
import dev.anneal.training.Resume;
import java.util.EnumSet;
import java.util.Set;

/** The optimizer with scheduled momentum, on PyTorch. */
class ScheduledSgdContractTest extends AdapterContract {

    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    protected AdapterSubject subject(AdapterSetup setup) {
        return setup.replicas() == 1
                ? new SumsInTraining(setup, ScheduledSgdContractTest::optimizing)
                : new SumsOnDevices(setup, ScheduledSgdContractTest::optimizing);
    }

    private static SumsInTraining.Optimizing optimizing(AdapterSetup setup, ParameterGroups groups) {
        ScheduledSgd sgd = setup.checkpoint()
                .map(there -> ScheduledSgd.resume(setup.plan(), there, groups, Resume.EXACT, setup.log()))
                .orElseGet(() -> ScheduledSgd.start(setup.plan(), groups, setup.log()));
        return new SumsInTraining.Optimizing(sgd, sgd.tracker());
    }
}
