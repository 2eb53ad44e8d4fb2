package dev.anneal.testkit;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Hyperparameter.MOMENTUM;
import static dev.anneal.Hyperparameter.WEIGHT_DECAY;
import static dev.anneal.testkit.ClockChecks.RATES;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.util.List;
import java.util.Set;

/** What holds of parameter groups, frozen and not, and of their momentum. */
final class GroupChecks {

    private static final Schedule FALLING = Schedule.linear(1, 0.5, 8).repeat();

    private static final Plan PLAN =
            Plan.of(RATES).with(LEARNING_RATE, "body", RATES.times(0.5)).with(LEARNING_RATE, "head", FALLING);

    private GroupChecks() {}

    static List<AdapterContract.Clause> clauses() {
        return List.of(
                new AdapterContract.Clause("groups follow rates of their own", GroupChecks::own, Capability.GROUPS),
                new AdapterContract.Clause(
                        "groups of replicas follow rates of their own",
                        GroupChecks::replicated,
                        Capability.GROUPS,
                        Capability.REPLICAS),
                new AdapterContract.Clause(
                        "the clock goes on for a frozen group",
                        GroupChecks::frozen,
                        Capability.GROUPS,
                        Capability.FREEZING),
                new AdapterContract.Clause(
                        "the clock goes on when groups swap",
                        GroupChecks::swapped,
                        Capability.GROUPS,
                        Capability.FREEZING),
                new AdapterContract.Clause(
                        "the clock goes on when groups are unfrozen one after another",
                        GroupChecks::unfrozen,
                        Capability.GROUPS,
                        Capability.FREEZING),
                new AdapterContract.Clause(
                        "replicas move together when groups are frozen",
                        GroupChecks::frozenReplicas,
                        Capability.GROUPS,
                        Capability.FREEZING,
                        Capability.REPLICAS),
                new AdapterContract.Clause(
                        "groups resume with rates of their own",
                        GroupChecks::resumed,
                        Capability.GROUPS,
                        Capability.RESUMING),
                new AdapterContract.Clause("momentum is PyTorch's", GroupChecks::momentum, Capability.MOMENTUM),
                new AdapterContract.Clause(
                        "momentum follows its schedule", GroupChecks::scheduledMomentum, Capability.MOMENTUM),
                new AdapterContract.Clause(
                        "groups have momenta of their own",
                        GroupChecks::ownMomentum,
                        Capability.MOMENTUM,
                        Capability.GROUPS),
                new AdapterContract.Clause(
                        "replicas keep a velocity each",
                        GroupChecks::replicatedMomentum,
                        Capability.MOMENTUM,
                        Capability.REPLICAS),
                new AdapterContract.Clause(
                        "training resumes with the velocities that it had",
                        GroupChecks::resumedMomentum,
                        Capability.MOMENTUM,
                        Capability.RESUMING),
                new AdapterContract.Clause(
                        "weight decay follows its schedule", GroupChecks::decay, Capability.WEIGHT_DECAY),
                new AdapterContract.Clause(
                        "groups have weight decays of their own",
                        GroupChecks::ownDecay,
                        Capability.WEIGHT_DECAY,
                        Capability.GROUPS));
    }

    private static void own(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(PLAN, "stem", "body", "head")) {
            follow(probe, 0, 40, Set.of());
        }
    }

    private static void replicated(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(PLAN, 3, "stem", "body", "head")) {
            follow(probe, 0, 40, Set.of());
        }
    }

    private static void follow(Probe probe, int from, int to, Set<String> frozen) throws Exception {
        for (int step = from; step < to; step++) {
            probe.updates(
                    frozen.contains("stem") ? 0 : RATES.at(step),
                    frozen.contains("body") ? 0 : RATES.at(step) / 2,
                    frozen.contains("head") ? 0 : FALLING.at(step));
        }
    }

    private static void frozen(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(PLAN, "stem", "body", "head")) {
            follow(probe, 0, 3, Set.of());
            freeze(probe, 3, 8, Set.of("stem"));
            freeze(probe, 8, 12, Set.of());
            freeze(probe, 12, 15, Set.of("stem", "head"));
            freeze(probe, 15, 18, Set.of());
        }
    }

    private static void swapped(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(PLAN, "stem", "body", "head")) {
            freeze(probe, 0, 5, Set.of("body", "head"));
            freeze(probe, 5, 9, Set.of("stem"));
            freeze(probe, 9, 10, Set.of("body", "head"));
            freeze(probe, 10, 11, Set.of("stem", "body"));
            freeze(probe, 11, 15, Set.of("stem", "head"));
        }
    }

    private static void frozenReplicas(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(PLAN, 3, "stem", "body", "head")) {
            follow(probe, 0, 3, Set.of());
            freeze(probe, 3, 6, Set.of("stem"));
            freeze(probe, 6, 9, Set.of("body", "head"));
            freeze(probe, 9, 12, Set.of());
        }
    }

    /** Also a value that was set by hand. */
    private static void resumed(Probe.Starter models) throws Exception {
        Probe.Left left;
        try (Probe probe = models.start(PLAN, "stem", "body", "head")) {
            follow(probe, 0, 5, Set.of());
            probe.subject.scheduler().set(LEARNING_RATE, "body", 0.125);
            left = probe.leave();
        }
        try (Probe probe = models.resume(left)) {
            probe.updates(RATES.at(5), 0.125, FALLING.at(5));
            probe.subject.scheduler().release(LEARNING_RATE, "body");
            follow(probe, 6, 12, Set.of());
        }
    }

    private static void unfrozen(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(PLAN, "stem", "body", "head")) {
            freeze(probe, 0, 4, Set.of("stem", "body"));
            freeze(probe, 4, 8, Set.of("stem"));
            freeze(probe, 8, 12, Set.of());
        }
    }

    private static void freeze(Probe probe, int from, int to, Set<String> groups) throws Exception {
        probe.subject.freeze(groups);
        follow(probe, from, to, groups);
    }

    /** The drop of the rate acts at once: velocities are 1, 1.5, 1.75, 1.875. */
    private static void momentum(Probe.Starter models) throws Exception {
        Schedule rate = Schedule.hold(0.5, 2).then(Schedule.constant(0.25));
        try (Probe probe = models.start(Plan.of(rate).with(MOMENTUM, Schedule.constant(0.5)))) {
            for (double amount : new double[] {0.5, 0.75, 0.4375, 0.46875}) {
                probe.updates(amount);
            }
        }
    }

    /** Velocities are 1, 0.5 &middot; 1 + 1, 0.75 &middot; 1.5 + 1, 0.75 &middot; 2.125 + 1. */
    private static void scheduledMomentum(Probe.Starter models) throws Exception {
        Plan plan = Plan.of(Schedule.constant(0.5)).with(MOMENTUM, Schedule.linear(0.25, 0.75, 2));
        try (Probe probe = models.start(plan)) {
            for (double amount : new double[] {0.5, 0.75, 1.0625, 1.296875}) {
                probe.updates(amount);
            }
        }
    }

    private static void ownMomentum(Probe.Starter models) throws Exception {
        Plan plan = Plan.of(Schedule.constant(0.5))
                .with(MOMENTUM, Schedule.constant(0))
                .with(MOMENTUM, "head", Schedule.constant(0.5));
        try (Probe probe = models.start(plan, "body", "head")) {
            probe.updates(0.5, 0.5);
            probe.updates(0.5, 0.75);
            probe.updates(0.5, 0.875);
        }
    }

    private static void replicatedMomentum(Probe.Starter models) throws Exception {
        Plan plan = Plan.of(Schedule.constant(0.5)).with(MOMENTUM, Schedule.constant(0.5));
        try (Probe probe = models.start(plan, 2)) {
            for (double amount : new double[] {0.5, 0.75, 0.875, 0.9375}) {
                probe.updates(amount);
            }
        }
    }

    /** Velocities are 1, 1.5, 1.75, 1.875, 1.9375. */
    private static void resumedMomentum(Probe.Starter models) throws Exception {
        Plan plan = Plan.of(Schedule.constant(0.5)).with(MOMENTUM, Schedule.constant(0.5));
        Probe.Left left;
        try (Probe probe = models.start(plan)) {
            probe.updates(0.5);
            probe.updates(0.75);
            probe.updates(0.875);
            left = probe.leave();
        }
        try (Probe probe = models.resume(left)) {
            probe.updates(0.9375);
            left = probe.leave();
        }
        try (Probe probe = models.resume(left)) {
            probe.updates(0.96875);
        }
    }

    private static void decay(Probe.Starter models) throws Exception {
        Schedule decay = Schedule.linear(0.5, 0, 4);
        try (Probe probe = models.start(Plan.of(Schedule.constant(0.5)).with(WEIGHT_DECAY, decay))) {
            for (int step = 0; step < 6; step++) {
                double present = decay.at(step);
                probe.takes(probe.subject::update, weight -> 0.5 * (1 + present * weight));
            }
        }
    }

    private static void ownDecay(Probe.Starter models) throws Exception {
        Plan plan = Plan.of(Schedule.constant(0.5))
                .with(WEIGHT_DECAY, Schedule.constant(0))
                .with(WEIGHT_DECAY, "head", Schedule.constant(0.5));
        try (Probe probe = models.start(plan, "body", "head")) {
            for (int step = 0; step < 4; step++) {
                probe.takes(probe.subject::update, weight -> 0.5, weight -> 0.5 * (1 + 0.5 * weight));
            }
        }
    }
}
