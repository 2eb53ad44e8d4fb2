package dev.anneal.testkit;

import static dev.anneal.testkit.Probe.require;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.util.List;
import java.util.stream.Stream;

/** What holds of the clock: it counts updates, and nothing else. */
final class ClockChecks {

    /** Values of which each differs from its neighbours by at least 1/64. */
    static final Schedule RATES = Schedule.linear(0.25, 0.75, 32).repeat();

    private static final Plan PLAN = Plan.of(RATES);
    private static final int MANY = 3_000;

    private ClockChecks() {}

    static List<AdapterContract.Clause> clauses() {
        return List.of(
                new AdapterContract.Clause("the first update uses the value at 0", ClockChecks::first),
                new AdapterContract.Clause("every update uses one value, on all weights", ClockChecks::each),
                new AdapterContract.Clause("thousands of updates follow the plan", ClockChecks::many),
                new AdapterContract.Clause("what is read and logged is what the updates use", ClockChecks::read),
                new AdapterContract.Clause("reading moves nothing", ClockChecks::reading),
                new AdapterContract.Clause("values keep single precision", ClockChecks::precise),
                new AdapterContract.Clause("what is set by hand is used by the next update", ClockChecks::byHand),
                new AdapterContract.Clause("a schedule that throws stops the training", ClockChecks::throwing),
                new AdapterContract.Clause("what is not a number never reaches the weights", ClockChecks::notANumber),
                new AdapterContract.Clause(
                        "accumulated gradients make one update", ClockChecks::accumulated, Capability.ACCUMULATION),
                new AdapterContract.Clause(
                        "a skipped update moves neither weights nor clock", ClockChecks::skipped, Capability.SKIPPING),
                new AdapterContract.Clause(
                        "replicas move together, once per update", ClockChecks::replicated, Capability.REPLICAS),
                new AdapterContract.Clause("training resumes where it was", ClockChecks::resumed, Capability.RESUMING));
    }

    private static void first(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(Plan.of(Schedule.linear(1, 0.5, 1)))) {
            probe.updates(1);
        }
    }

    private static void each(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(PLAN)) {
            follows(probe, 0, 40);
        }
    }

    private static void many(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(PLAN)) {
            follows(probe, 0, MANY);
            require(probe.subject.scheduler().step() == MANY, String.format("the clock must be at %d", MANY));
        }
    }

    /** Makes updates, and looks whether each uses what the plan says. */
    static void follows(Probe probe, int from, int to) throws Exception {
        for (int step = from; step < to; step++) {
            probe.updates(RATES.at(step));
        }
    }

    private static void read(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(PLAN)) {
            for (int step = 0; step < 10; step++) {
                long told = probe.subject.scheduler().step();
                require(told == step, String.format("the clock must be at %d, got %d", step, told));
                double next = probe.next("all");
                require(
                        next == RATES.at(step),
                        String.format("what is read at step %d must be %s, got %s", step, RATES.at(step), next));
                probe.updates(next);
                var applied = probe.applied("all");
                require(
                        applied.step() == step && applied.applied() == next && applied.next() == RATES.at(step + 1),
                        String.format("update %d, which used %s, must be logged, got: %s", step, next, applied));
                double used = probe.subject.scheduler().applied(Hyperparameter.LEARNING_RATE, "all");
                require(
                        used == next,
                        String.format("update %d, which used %s, must be read so, got %s", step, next, used));
            }
        }
    }

    /** Half precision is off by more than 10<sup>-5</sup>. */
    private static void precise(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(Plan.of(Schedule.linear(0.1, 0.7, 7)))) {
            for (int step = 0; step < 5; step++) {
                probe.updates(0.1 + step * 0.6 / 7);
            }
        }
    }

    private static void byHand(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(PLAN)) {
            follows(probe, 0, 3);
            probe.subject.scheduler().set(Hyperparameter.LEARNING_RATE, "all", 0.125);
            probe.updates(0.125);
            probe.updates(0.125);
            probe.subject.scheduler().release(Hyperparameter.LEARNING_RATE, "all");
            follows(probe, 5, 9);
        }
    }

    private static void reading(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(PLAN)) {
            for (int step = 0; step < 10; step++) {
                for (int i = 0; i < step; i++) {
                    probe.next("all");
                    probe.subject.scheduler().checkpoint();
                }
                probe.updates(RATES.at(step));
            }
        }
    }

    /** What a broken schedule throws. */
    @SuppressWarnings("serial") // nobody writes it
    private static final class Broken extends RuntimeException {
        Broken() {
            super("a schedule that throws at step 3");
        }
    }

    private static void throwing(Probe.Starter models) throws Exception {
        Schedule broken = Schedule.of(
                t -> {
                    if (t >= 3 && t < 9) {
                        throw new Broken();
                    }
                    return 0.5;
                },
                10);
        Throwable thrown = breaksAtThree(models, broken);
        require(
                Stream.iterate(thrown, e -> e != null, Throwable::getCause).anyMatch(e -> e instanceof Broken),
                String.format(
                        "what the schedule throws must come out, or be the cause of what comes out, got: %s", thrown));
    }

    private static void notANumber(Probe.Starter models) throws Exception {
        breaksAtThree(models, Schedule.of(t -> t < 3 || t >= 9 ? 0.5 : Double.NaN, 10));
    }

    /** Trains under a schedule that gives no fourth value, and returns what comes out. */
    private static Throwable breaksAtThree(Probe.Starter models, Schedule broken) throws Exception {
        try (Probe probe = models.start(Plan.of(broken))) {
            double[] before = probe.subject.weights("all", 0);
            Exception thrown = null;
            for (int step = 0; step < 6 && thrown == null; step++) {
                try {
                    probe.subject.update();
                } catch (Exception e) {
                    thrown = e;
                }
            }
            double lost = before[0] - probe.subject.weights("all", 0)[0];
            require(
                    lost == 1.5,
                    String.format(
                            "the 3 updates that have a value must take 1.5, and no other anything, got %s", lost));
            if (thrown == null) {
                throw new AssertionError("an update without a value must throw");
            }
            return thrown;
        }
    }

    private static void accumulated(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(PLAN)) {
            int[] microBatches = {4, 1, 2, 4, 4, 1, 1, 8};
            for (int step = 0; step < 24; step++) {
                int count = microBatches[step % microBatches.length];
                probe.takes(() -> probe.subject.update(count), RATES.at(step));
            }
        }
    }

    private static void skipped(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(PLAN)) {
            probe.takes(probe.subject::skip, 0);
            probe.updates(RATES.at(0));
            probe.updates(RATES.at(1));
            probe.takes(probe.subject::skip, 0);
            probe.takes(probe.subject::skip, 0);
            follows(probe, 2, 6);
            long told = probe.subject.scheduler().skipped();
            require(
                    told == 3,
                    String.format("3 updates were skipped, the scheduler must have counted them, got %d", told));
        }
    }

    private static void replicated(Probe.Starter models) throws Exception {
        for (int replicas = 2; replicas <= 4; replicas++) {
            try (Probe probe = models.start(PLAN, replicas)) {
                follows(probe, 0, 40);
            }
        }
    }

    private static void resumed(Probe.Starter models) throws Exception {
        for (int there : new int[] {0, 1, 13}) {
            Probe.Left left;
            try (Probe probe = models.start(PLAN)) {
                follows(probe, 0, there);
                left = probe.leave();
            }
            try (Probe probe = models.resume(left)) {
                long told = probe.subject.scheduler().step();
                require(told == there, String.format("the clock must be at %d, got %d", there, told));
                follows(probe, there, there + 10);
            }
        }
    }
}
