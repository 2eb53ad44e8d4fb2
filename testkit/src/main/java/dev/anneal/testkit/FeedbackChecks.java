package dev.anneal.testkit;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.testkit.Probe.require;

import dev.anneal.Feedback;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.feedback.Change;
import dev.anneal.feedback.Patience;
import dev.anneal.feedback.Plateau;
import java.util.List;
import java.util.stream.Stream;

/** What holds of rules that follow the engine's own evaluation. */
final class FeedbackChecks {

    /** Halves the rate when the loss has not fallen. */
    private static final Plan HALVING = Plan.of(Schedule.linear(1, 0.5, 8).repeat())
            .with(
                    LEARNING_RATE,
                    "",
                    Plateau.on("val_loss").waiting(Patience.of(0)).changing(Change.by(0.5)));

    /** Halves the rate when the loss has not fallen twice in a row. */
    private static final Plan PATIENT = Plan.of(Schedule.constant(1))
            .with(
                    LEARNING_RATE,
                    "",
                    Plateau.on("val_loss").waiting(Patience.of(1)).changing(Change.by(0.5)));

    private FeedbackChecks() {}

    static List<AdapterContract.Clause> clauses() {
        return List.of(
                new AdapterContract.Clause(
                        "a rule acts from the update after the evaluation",
                        FeedbackChecks::acts,
                        Capability.EVALUATION),
                new AdapterContract.Clause(
                        "an evaluation moves neither weights nor clock", FeedbackChecks::still, Capability.EVALUATION),
                new AdapterContract.Clause(
                        "an evaluation that is not a number reaches the rules",
                        FeedbackChecks::notANumber,
                        Capability.EVALUATION),
                new AdapterContract.Clause(
                        "a rule acts on its group alone",
                        FeedbackChecks::ofOneGroup,
                        Capability.EVALUATION,
                        Capability.GROUPS),
                new AdapterContract.Clause(
                        "a rule that throws stops the training", FeedbackChecks::failing, Capability.EVALUATION),
                new AdapterContract.Clause(
                        "rules resume with what they have seen",
                        FeedbackChecks::resumed,
                        Capability.EVALUATION,
                        Capability.RESUMING));
    }

    private static void acts(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(HALVING)) {
            probe.updates(1);
            probe.subject.evaluate(4);
            probe.updates(0.9375);
            probe.updates(0.875);
            probe.subject.evaluate(4); // no better than before
            require(
                    probe.next("all") == 0.8125 / 2,
                    String.format("the next update must use half, got %s", probe.next("all")));
            probe.updates(0.8125 / 2);
            probe.subject.evaluate(2);
            probe.updates(0.75 / 2);
            probe.subject.evaluate(2);
            probe.updates(0.6875 / 4);
        }
    }

    private static void still(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(HALVING)) {
            for (int step = 0; step < 6; step++) {
                double loss = 8 - step;
                probe.takes(() -> probe.subject.evaluate(loss), 0);
                probe.updates(1 - step / 16.0);
            }
        }
    }

    private static void notANumber(Probe.Starter models) throws Exception {
        try (Probe probe = models.start(HALVING)) {
            probe.updates(1);
            probe.subject.evaluate(4);
            probe.updates(0.9375);
            probe.subject.evaluate(Double.NaN); // no better than 4
            probe.updates(0.875 / 2);
        }
    }

    private static void ofOneGroup(Probe.Starter models) throws Exception {
        Plan plan = Plan.of(Schedule.constant(1))
                .with(
                        LEARNING_RATE,
                        "head",
                        Plateau.on("val_loss").waiting(Patience.of(0)).changing(Change.by(0.5)));
        try (Probe probe = models.start(plan, "body", "head")) {
            probe.updates(1, 1);
            probe.subject.evaluate(4);
            probe.updates(1, 1);
            probe.subject.evaluate(4);
            probe.updates(1, 0.5);
        }
    }

    /** What a broken rule throws. */
    @SuppressWarnings("serial") // nobody writes it
    private static final class Broken extends RuntimeException {
        Broken() {
            super("a rule that throws");
        }
    }

    /** Throws when it observes. */
    private record Failing() implements Feedback, Feedback.State {
        @Override
        public String metric() {
            return "val_loss";
        }

        @Override
        public State start(int groups) {
            return this;
        }

        @Override
        public State state(String text) {
            return this;
        }

        @Override
        public Feedback stretched(double factor) {
            return this;
        }

        @Override
        public int groups() {
            return 1;
        }

        @Override
        public double applied(int group, double scheduled) {
            return scheduled;
        }

        @Override
        public Feedback.Response observe(Feedback.Observation observation) {
            throw new Broken();
        }

        @Override
        public State joined() {
            return this;
        }

        @Override
        public String toString() {
            return "failing()";
        }
    }

    private static void failing(Probe.Starter models) throws Exception {
        Plan plan = Plan.of(Schedule.constant(0.5)).with(LEARNING_RATE, "", new Failing());
        Throwable thrown = null;
        try (Probe probe = models.start(plan)) {
            probe.updates(0.5);
            try {
                probe.subject.evaluate(1);
                probe.subject.update();
            } catch (Exception e) {
                thrown = e;
            }
        }
        require(
                Stream.iterate(thrown, e -> e != null, Throwable::getCause).anyMatch(e -> e instanceof Broken),
                String.format(
                        "what the rule throws must come out, or be the cause of what comes out, got: %s", thrown));
    }

    private static void resumed(Probe.Starter models) throws Exception {
        Probe.Left left;
        try (Probe probe = models.start(PATIENT)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                probe.updates(1);
                probe.subject.evaluate(4); // the third is the second in a row that is no better
            }
            probe.updates(0.5);
            probe.subject.evaluate(4);
            probe.updates(0.5);
            left = probe.leave();
        }
        try (Probe probe = models.resume(left)) {
            probe.updates(0.5);
            probe.subject.evaluate(4); // the second in a row that is no better
            probe.updates(0.25);
        }
    }
}
