package dev.anneal.djl;

import ai.djl.training.optimizer.Optimizer;
import dev.anneal.testkit.AdapterContract;
import dev.anneal.testkit.AdapterSetup;
import dev.anneal.testkit.AdapterSubject;
import dev.anneal.testkit.Capability;
import dev.anneal.training.Resume;
import java.util.EnumSet;
import java.util.Set;

/** DJL's own optimizer, on PyTorch. */
class PlanTrackerContractTest extends AdapterContract {

    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.MOMENTUM, Capability.WEIGHT_DECAY));
    }

    @Override
    protected AdapterSubject subject(AdapterSetup setup) {
        return setup.replicas() == 1
                ? new SumsInTraining(setup, PlanTrackerContractTest::optimizing)
                : new SumsOnDevices(setup, PlanTrackerContractTest::optimizing);
    }

    private static SumsInTraining.Optimizing optimizing(AdapterSetup setup, ParameterGroups groups) {
        PlanTracker tracker = setup.checkpoint()
                .map(there -> PlanTracker.resume(setup.plan(), there, groups, Resume.EXACT, setup.log()))
                .orElseGet(() -> PlanTracker.start(setup.plan(), groups, setup.log()));
        return new SumsInTraining.Optimizing(
                Optimizer.sgd().setLearningRateTracker(tracker).build(), tracker);
    }
}
