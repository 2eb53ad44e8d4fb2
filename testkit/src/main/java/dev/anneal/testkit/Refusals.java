package dev.anneal.testkit;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** That what an engine does not declare is refused, so that a capability is not left out by oversight. */
final class Refusals {

    private Refusals() {}

    static void check(Probe.Starter models) throws Exception {
        Plan plan = Plan.of(Schedule.constant(0.5));
        refusesPlan(models, plan.with(new Hyperparameter("viscosity"), Schedule.constant(1)));
        if (!models.can(Capability.MOMENTUM)) {
            refusesPlan(models, plan.with(Hyperparameter.MOMENTUM, Schedule.constant(0.5)));
        }
        if (!models.can(Capability.WEIGHT_DECAY)) {
            refusesPlan(models, plan.with(Hyperparameter.WEIGHT_DECAY, Schedule.constant(0.5)));
        }
        Map<Capability, Use> uses = new LinkedHashMap<>();
        uses.put(Capability.ACCUMULATION, subject -> subject.update(2));
        uses.put(Capability.FREEZING, subject -> subject.freeze(Set.of()));
        uses.put(Capability.SKIPPING, AdapterSubject::skip);
        uses.put(Capability.EVALUATION, subject -> subject.evaluate(1));
        for (Map.Entry<Capability, Use> use : uses.entrySet()) {
            if (!models.can(use.getKey())) {
                try (Probe probe = models.start(plan)) {
                    refuses(use.getKey(), use.getValue(), probe.subject);
                }
            }
        }
    }

    /** What a capability allows. */
    @FunctionalInterface
    private interface Use {
        void of(AdapterSubject subject) throws Exception;
    }

    private static void refuses(Capability capability, Use use, AdapterSubject subject) throws Exception {
        try {
            use.of(subject);
        } catch (UnsupportedOperationException expected) {
            return;
        }
        throw new AssertionError(capability + " must be declared, for it is there");
    }

    private static void refusesPlan(Probe.Starter models, Plan plan) throws Exception {
        try (Probe probe = models.start(plan)) {
            throw new AssertionError("a plan that the optimizer cannot follow must be refused:\n" + plan
                    + "\nbut training is at step " + probe.subject.scheduler().step());
        } catch (IllegalArgumentException expected) {
            // it was
        }
    }
}
