package dev.anneal.training;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Hyperparameter.MOMENTUM;
import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.linear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class SchedulerTest {

    private static final Plan PLAN = Plan.of(linear(0, 1, 10).then(cosine(1, 0, 90)))
            .with(LEARNING_RATE, "head", linear(10, 0, 100))
            .with(MOMENTUM, constant(0.9));

    private final List<Event> events = new ArrayList<>();

    private List<String> told() {
        return events.stream().map(Event::toString).toList();
    }

    @Test
    void theValuesOfTheFirstUpdateAreWrittenAtTheStart() {
        Tape tape = Tape.of("body", "head");
        Scheduler.start(PLAN, tape);
        assertThat(tape.told)
                .containsExactly(
                        entry("lr[0]", 0.0),
                        entry("momentum[0]", 0.9),
                        entry("lr[1]", 10.0),
                        entry("momentum[1]", 0.9));
    }

    @Test
    void everyUpdateUsesWhatTheSchedulesSay() {
        Tape tape = Tape.of("body", "head");
        Scheduler scheduler = Scheduler.start(PLAN, tape);
        for (int step = 1; step < 120; step++) {
            scheduler.advance();
            double body = PLAN.schedule(LEARNING_RATE, "body").orElseThrow().at(step);
            assertThat(scheduler.step()).isEqualTo(step);
            assertThat(tape.told).containsEntry("lr[0]", body);
            assertThat(scheduler.value(LEARNING_RATE, "body")).isEqualTo(body);
        }
    }

    @Test
    void whatTheLastUpdateHasUsedCanBeRead() {
        Tape tape = Tape.of("body");
        Scheduler scheduler = Scheduler.start(Plan.of(linear(0, 1, 10)), tape);
        assertThat(scheduler.applied(LEARNING_RATE, "body")).isNaN();
        scheduler.advance();
        assertThat(scheduler.applied(LEARNING_RATE, "body")).isZero();
        scheduler.set(LEARNING_RATE, "body", 0.7);
        scheduler.skip();
        assertThat(scheduler.applied(LEARNING_RATE, "body")).isZero();
        scheduler.advance();
        assertThat(scheduler.applied(LEARNING_RATE, "body")).isEqualTo(0.7);
        scheduler.release(LEARNING_RATE, "body");
        assertThat(scheduler.applied(LEARNING_RATE, "body")).isEqualTo(0.7);
        assertThat(scheduler.value(LEARNING_RATE, "body")).isEqualTo(0.2);
        Scheduler resumed = Scheduler.resume(scheduler.plan(), scheduler.checkpoint(), tape, Resume.EXACT);
        assertThat(resumed.applied(LEARNING_RATE, "body")).isNaN();
        assertThatThrownBy(() -> scheduler.applied(MOMENTUM, "body")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void whatWasAppliedStaysSoWhenAGroupJoins() {
        Tape tape = Tape.of("body").expecting("head");
        Scheduler scheduler = Scheduler.start(Plan.of(linear(0, 1, 10)), tape);
        scheduler.advance();
        scheduler.advance();
        scheduler.joinWithOwnClock("head");
        assertThat(scheduler.applied(LEARNING_RATE, "body")).isEqualTo(0.1);
        assertThat(scheduler.applied(LEARNING_RATE, "head")).isNaN();
        scheduler.advance();
        assertThat(scheduler.applied(LEARNING_RATE, "body")).isEqualTo(0.2);
        assertThat(scheduler.applied(LEARNING_RATE, "head")).isZero();
    }

    @Test
    void anUpdateThatIsRefusedHasNotApplied() {
        Schedule breaks = Schedule.of(t -> t < 2 ? t : -1, 5);
        Scheduler scheduler = Scheduler.start(Plan.of(breaks), Tape.of("0"));
        scheduler.advance();
        assertThatThrownBy(scheduler::advance).isInstanceOf(IllegalStateException.class);
        assertThat(scheduler.applied(LEARNING_RATE, "0")).isZero();
    }

    @Test
    void aSkippedUpdateMovesNoClock() {
        Tape tape = Tape.of("0");
        Scheduler scheduler = Scheduler.start(Plan.of(linear(0, 1, 10)), tape, events::add);
        scheduler.advance();
        int writes = tape.writes;
        scheduler.skip();
        scheduler.skip();
        assertThat(scheduler.step()).isEqualTo(1);
        assertThat(scheduler.skipped()).isEqualTo(2);
        assertThat(scheduler.value(LEARNING_RATE, "0")).isEqualTo(0.1);
        assertThat(tape.writes).isEqualTo(writes);
        assertThat(told())
                .containsExactly(
                        "update 0: lr[0] was 0, is 0.1 next",
                        "update 1: skipped, 1 in all",
                        "update 1: skipped, 2 in all");
    }

    @Test
    void schedulesAreAskedOnceForEachUpdateHoweverOftenValuesAreRead() {
        List<Double> asked = new ArrayList<>();
        Schedule counted = Schedule.of(
                t -> {
                    asked.add(t);
                    return 0.1;
                },
                Double.POSITIVE_INFINITY);
        Plan plan = Plan.of(counted).with(LEARNING_RATE, "", Halving.on("loss"));
        asked.clear();
        Scheduler scheduler = Scheduler.start(plan, Tape.of("0"));
        scheduler.advance();
        scheduler.observe("loss", 2);
        scheduler.set(LEARNING_RATE, "0", 0.5);
        scheduler.release(LEARNING_RATE, "0");
        for (int i = 0; i < 10; i++) {
            assertThat(scheduler.value(LEARNING_RATE, "0")).isEqualTo(0.05);
            assertThat(scheduler.snapshot().step()).isEqualTo(1);
        }
        assertThat(asked).containsExactly(0.0, 1.0);
    }

    @Test
    void rulesActOnAllGroupsFromTheNextUpdateOn() {
        Plan plan = PLAN.with(LEARNING_RATE, "", Halving.on("loss")).with(LEARNING_RATE, "head", Halving.on("acc"));
        Tape tape = Tape.of("body", "head");
        Scheduler scheduler = Scheduler.start(plan, tape, events::add);
        scheduler.advance();
        events.clear();
        assertThat(scheduler.observe("loss", 2)).isEqualTo(1);
        assertThat(scheduler.observe("acc", 2)).isEqualTo(1);
        assertThat(tape.told)
                .containsEntry("lr[0]", 0.1 / 2)
                .containsEntry("lr[1]", 9.9 / 4)
                .containsEntry("momentum[0]", 0.9);
        scheduler.advance();
        assertThat(tape.told).containsEntry("lr[0]", 0.2 / 2).containsEntry("lr[1]", 9.8 / 4);
        assertThat(told().subList(0, 2))
                .containsExactly("update 1: loss 2: halved above 1", "update 1: acc 2: halved above 1");
        assertThat(scheduler.metrics()).containsExactly("loss", "acc");
    }

    @Test
    void rulesOnOneMetricSeeItOneAfterAnother() {
        // the second is told 0.25, which is not halved down to 0.2; without the first it would be told 0.5
        Plan plan = Plan.of(constant(0.5))
                .with(LEARNING_RATE, "", Halving.on("loss"))
                .with(LEARNING_RATE, "", new Halving("loss", 0.2));
        Scheduler scheduler = Scheduler.start(plan, Tape.of("0"), events::add);
        assertThat(scheduler.observe("loss", 2)).isEqualTo(2);
        assertThat(scheduler.value(LEARNING_RATE, "0")).isEqualTo(0.25);
        assertThat(events)
                .map(event -> ((Event.Observed) event).rule())
                .containsExactly("lr *= halving(on=\"loss\", floor=0)", "lr *= halving(on=\"loss\", floor=0.2)");
    }

    @Test
    void aRuleIsNotToldWhatItDoesItself() {
        Plan plan = Plan.of(constant(0.5)).with(LEARNING_RATE, "", new Halving("loss", 0.12));
        Scheduler scheduler = Scheduler.start(plan, Tape.of("0"));
        scheduler.observe("loss", 2);
        scheduler.observe("loss", 2);
        assertThat(scheduler.value(LEARNING_RATE, "0")).isEqualTo(0.125);
        scheduler.observe("loss", 2);
        assertThat(scheduler.value(LEARNING_RATE, "0")).isEqualTo(0.125);
    }

    @Test
    void aMetricThatNoRuleFollowsChangesNothing() {
        Tape tape = Tape.of("body", "head");
        Scheduler scheduler = Scheduler.start(PLAN.with(MOMENTUM, "", Halving.on("loss")), tape, events::add);
        int writes = tape.writes;
        assertThat(scheduler.observe("los", 2)).isZero();
        assertThat(tape.writes).isEqualTo(writes);
        assertThat(events).isEmpty();
    }

    @Test
    void aValueSetByHandHoldsUntilItIsReleased() {
        Tape tape = Tape.of("0");
        Scheduler scheduler = Scheduler.start(Plan.of(linear(0, 1, 10)), tape, events::add);
        scheduler.set(LEARNING_RATE, "0", 0.7);
        scheduler.advance();
        assertThat(tape.told).containsEntry("lr[0]", 0.7);
        scheduler.release(LEARNING_RATE, "0");
        scheduler.release(LEARNING_RATE, "0");
        assertThat(tape.told).containsEntry("lr[0]", 0.1);
        assertThat(told())
                .containsExactly(
                        "update 0: lr[0] changed by hand from 0 to 0.7",
                        "update 0: lr[0] was 0.7, is 0.7 next",
                        "update 1: lr[0] changed by hand from 0.7 to 0.1");
    }

    @Test
    void aGroupJoinsOnTheSharedClockOrItsOwn() {
        Plan plan = Plan.of(linear(1, 0, 10)).with(LEARNING_RATE, "", Halving.on("loss"));
        Tape tape = Tape.of("head").expecting("body", "stem");
        Scheduler scheduler = Scheduler.start(plan, tape, events::add);
        scheduler.advance();
        scheduler.observe("loss", 2);
        events.clear();
        scheduler.joinWithOwnClock("body");
        scheduler.join("stem");
        assertThat(tape.told).containsExactly(entry("lr[0]", 0.45), entry("lr[1]", 1.0), entry("lr[2]", 0.9));
        scheduler.observe("loss", 2);
        scheduler.advance();
        assertThat(tape.told).containsExactly(entry("lr[0]", 0.2), entry("lr[1]", 0.45), entry("lr[2]", 0.4));
        assertThat(scheduler.value(LEARNING_RATE, "body")).isEqualTo(0.45);
        assertThat(told().subList(0, 2))
                .containsExactly(
                        "update 1: body joined, with a clock of its own", "update 1: stem joined, on the shared clock");
    }

    @Test
    void aRuleForAGroupBeginsWhenTheGroupJoins() {
        Plan plan = Plan.of(constant(1)).with(LEARNING_RATE, "late", Halving.on("loss"));
        Scheduler scheduler = Scheduler.start(plan, Tape.of("0").expecting("late"));
        assertThat(scheduler.observe("loss", 2)).isEqualTo(1);
        scheduler.join("late");
        assertThat(scheduler.value(LEARNING_RATE, "late")).isEqualTo(1);
        scheduler.observe("loss", 2);
        assertThat(scheduler.value(LEARNING_RATE, "late")).isEqualTo(0.5);
    }

    @Test
    void phasesAreTold() {
        Plan plan = Plan.of(
                linear(0, 1, 2.5).then(cosine(1, 0, 2)).then(cosine(1, 0, 2).repeat(2)));
        Scheduler scheduler = Scheduler.start(plan, Tape.of("0"), events::add);
        for (int i = 0; i < 12; i++) {
            scheduler.advance();
        }
        assertThat(events.stream().filter(event -> event instanceof Event.PhaseChanged))
                .map(Event::toString)
                .containsExactly(
                        "update 3: lr[0] warmup → cosine",
                        "update 5: lr[0] cosine → cycle 1",
                        "update 7: lr[0] cycle 1 → cycle 2",
                        "update 9: lr[0] cycle 2 → hold");
    }

    @Test
    void aGroupThatJoinedTellsItsPhasesOnItsOwnClock() {
        Plan plan = Plan.of(linear(0, 1, 2).then(cosine(1, 0, 2)));
        Scheduler scheduler = Scheduler.start(plan, Tape.of("0").expecting("late"), events::add);
        scheduler.advance();
        scheduler.joinWithOwnClock("late");
        for (int i = 0; i < 3; i++) {
            scheduler.advance();
        }
        assertThat(events.stream().filter(event -> event instanceof Event.PhaseChanged))
                .map(Event::toString)
                .containsExactly(
                        "update 2: lr[0] warmup → cosine",
                        "update 3: lr[late] warmup → cosine",
                        "update 4: lr[0] cosine → hold");
    }

    @Test
    void aSnapshotHasAllValuesOfOneStep() {
        Scheduler scheduler = Scheduler.start(PLAN, Tape.of("body", "head"));
        scheduler.advance();
        Scheduler.Snapshot snapshot = scheduler.snapshot();
        assertThat(snapshot.step()).isEqualTo(1);
        assertThat(snapshot.values())
                .isEqualTo(Map.of(
                        new Plan.Target(LEARNING_RATE, "body"), 0.1,
                        new Plan.Target(MOMENTUM, "body"), 0.9,
                        new Plan.Target(LEARNING_RATE, "head"), 9.9,
                        new Plan.Target(MOMENTUM, "head"), 0.9));
    }

    @Test
    void whatThePlanDoesNotSetIsNamed() {
        Scheduler scheduler = Scheduler.start(PLAN, Tape.of("body", "head"));
        assertThat(scheduler.sets(LEARNING_RATE, "body")).isTrue();
        assertThat(scheduler.sets(Hyperparameter.BETA1, "body")).isFalse();
        assertThatThrownBy(() -> scheduler.value(Hyperparameter.BETA1, "body"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage(
                        "the plan does not set beta1[body]; it sets lr[body], momentum[body], lr[head], momentum[head]");
    }
}
