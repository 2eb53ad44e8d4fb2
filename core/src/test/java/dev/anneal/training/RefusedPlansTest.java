package dev.anneal.training;

import static dev.anneal.Hyperparameter.BETA2;
import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Hyperparameter.MOMENTUM;
import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.linear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What does not fit is refused, and a refusal changes nothing. */
class RefusedPlansTest {

    private static final Hyperparameter TEMPERATURE = new Hyperparameter("temperature");

    private static void refused(Plan plan, Tape tape, String message) {
        assertThatThrownBy(() -> Scheduler.start(plan, tape))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(tape.writes).isZero();
    }

    @Test
    void whatTheOptimizerDoesNotTakeIsRefused() {
        refused(
                Plan.of(constant(0.1)).with(BETA2, constant(0.9)),
                Tape.of("0"),
                "the plan must set what the optimizer takes; it does not take beta2, got 'beta2 = constant(0.9)'");
    }

    @Test
    void groupsThatTheOptimizerDoesNotHaveAreRefused() {
        refused(
                Plan.of(constant(0.1)).with(LEARNING_RATE, "bakcbone", constant(0.2)),
                Tape.of("head").expecting("backbone"),
                "the plan must name groups of the optimizer, got 'lr[bakcbone]'; did you mean 'backbone'?;"
                        + " there are head, backbone");
        refused(
                Plan.of(constant(0.1)).with(LEARNING_RATE, "x", Halving.on("loss")),
                Tape.of("head"),
                "the plan must name groups of the optimizer, got 'lr[x]'; there is head");
    }

    @Test
    void aRateForSomeGroupsOnlyIsRefused() {
        refused(
                Plan.of(LEARNING_RATE, "head", constant(0.1)),
                Tape.of("head", "body"),
                "the plan must set the learning rate of every group or of none, got none for 'body'; assign lr for all,"
                        + " or lr[body]");
        Tape tape = Tape.of("head", "body");
        Scheduler.start(Plan.of(MOMENTUM, "head", constant(0.9)), tape);
        assertThat(tape.told).hasSize(1).containsEntry("momentum[0]", 0.9);
    }

    @Test
    void groupsWithoutANameOfTheirOwnAreRefused() {
        String twice = "names of parameter groups must not be empty and not come twice, got 'a'";
        refused(Plan.of(constant(1)), Tape.of("a", "a"), twice);
        refused(Plan.of(constant(1)), Tape.of(), "the optimizer must have a parameter group, got none");
        refused(
                Plan.of(constant(1)),
                Tape.of("a", ""),
                "names of parameter groups must not be empty and not come twice, got ''");
    }

    @Test
    void aFirstValueOutOfRangeIsRefused() {
        refused(Plan.of(constant(-1)), Tape.of("0"), "lr[0] must be finite and >= 0, got -1 at step 0");
        refused(Plan.of(MOMENTUM, "", constant(1)), Tape.of("a"), "momentum[a] must be >= 0 and < 1, got 1 at step 0");
        Scheduler.start(Plan.of(TEMPERATURE, "", constant(-5)), Tape.of("a"));
    }

    /** A call that fails, and everything that it must not have changed. */
    private static void changesNothing(
            Scheduler scheduler, Tape tape, Class<? extends Exception> type, String message, ThrowingCallable call) {
        Checkpoint before = scheduler.checkpoint();
        Scheduler.Snapshot shown = scheduler.snapshot();
        String told = tape.told.toString();
        assertThatThrownBy(call).isInstanceOf(type).hasMessageStartingWith(message);
        assertThat(scheduler.checkpoint()).isEqualTo(before);
        assertThat(scheduler.snapshot()).isEqualTo(shown);
        assertThat(tape.told).hasToString(told);
        assertThat(scheduler.step()).isEqualTo(before.step());
    }

    @Test
    void aLaterValueOutOfRangeLeavesTheSchedulerAsItWas() {
        Plan plan = Plan.of(linear(1, 0, 10)).with(MOMENTUM, linear(0.8, 1.1, 3));
        Tape tape = Tape.of("0");
        List<Event> events = new ArrayList<>();
        Scheduler scheduler = Scheduler.start(plan, tape, events::add);
        scheduler.advance();
        events.clear();
        String message = "momentum[0] must be >= 0 and < 1, got 1 at step 2";
        changesNothing(scheduler, tape, IllegalStateException.class, message, scheduler::advance);
        changesNothing(scheduler, tape, IllegalStateException.class, message, scheduler::advance);
        assertThat(events).isEmpty();
        scheduler.set(MOMENTUM, "0", 0.9);
        scheduler.advance();
        assertThat(tape.told).containsEntry("lr[0]", 0.8).containsEntry("momentum[0]", 0.9);
        changesNothing(scheduler, tape, IllegalStateException.class, message, () -> scheduler.release(MOMENTUM, "0"));
    }

    @Test
    void aScheduleThatFailsLeavesTheSchedulerAsItWas() {
        Schedule failing = Schedule.of(
                t -> {
                    if (t == 2) {
                        throw new ArithmeticException("no such time");
                    }
                    return 1;
                },
                Double.POSITIVE_INFINITY);
        Tape tape = Tape.of("0", "1");
        Scheduler scheduler = Scheduler.start(Plan.of(linear(1, 0, 9)).with(LEARNING_RATE, "1", failing), tape);
        scheduler.advance();
        changesNothing(scheduler, tape, ArithmeticException.class, "no such time", scheduler::advance);
        scheduler.set(LEARNING_RATE, "0", 0.5);
        assertThat(tape.told).containsEntry("lr[0]", 0.5).containsEntry("lr[1]", 1.0);
    }

    @Test
    void whatIsSetByHandIsChecked() {
        Tape tape = Tape.of("0").expecting("late");
        Scheduler scheduler =
                Scheduler.start(Plan.of(linear(1, 0, 10)).with(LEARNING_RATE, "late", linear(-1, 1, 10)), tape);
        changesNothing(
                scheduler,
                tape,
                IllegalArgumentException.class,
                "lr[0] must be finite and >= 0, got nan at step 0",
                () -> scheduler.set(LEARNING_RATE, "0", Double.NaN));
        changesNothing(
                scheduler,
                tape,
                NoSuchElementException.class,
                "the plan does not set lr[1]; it sets lr[0]",
                () -> scheduler.set(LEARNING_RATE, "1", 1));
        changesNothing(
                scheduler,
                tape,
                IllegalArgumentException.class,
                "lr[late] must be finite and >= 0, got -1 at step 0",
                () -> scheduler.join("late"));
        assertThat(scheduler.sets(LEARNING_RATE, "late")).isFalse();
    }

    @Test
    void groupsThatAreNotExpectedDoNotJoin() {
        Tape tape = Tape.of("0").expecting("late", "later");
        Scheduler scheduler = Scheduler.start(Plan.of(linear(1, 0, 10)), tape);
        scheduler.join("late");
        for (String name : List.of("late", "0", "latte")) {
            changesNothing(
                    scheduler,
                    tape,
                    IllegalArgumentException.class,
                    "a group that joins must be expected by the optimizer and new, got '" + name + "'",
                    () -> scheduler.joinWithOwnClock(name));
        }
        assertThatThrownBy(() -> scheduler.joinWithOwnClock("latter"))
                .hasMessageEndingWith("did you mean 'later'?; there is later");
    }

    @Test
    void anObservationThatOneRuleRefusesIsSeenByNone() {
        Plan plan = Plan.of(linear(1, 0, 10))
                .with(LEARNING_RATE, "", new Halving("loss", 0.5))
                .with(LEARNING_RATE, "", Halving.on("loss"));
        Tape tape = Tape.of("0");
        List<Event> events = new ArrayList<>();
        Scheduler scheduler = Scheduler.start(plan, tape, events::add);
        changesNothing(
                scheduler,
                tape,
                IllegalArgumentException.class,
                "loss must be a number",
                () -> scheduler.observe("loss", Double.NaN));
        assertThat(events).isEmpty();
    }

    @Test
    void anOptimizerThatFailsIsGivenBackWhatItHad() {
        Plan plan = Plan.of(linear(1, 0, 10))
                .with(MOMENTUM, linear(0.8, 0.9, 10))
                .with(LEARNING_RATE, "", Halving.on("loss"));
        Tape tape = Tape.of("0", "1").expecting("late");
        Scheduler scheduler = Scheduler.start(plan, tape);
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                scheduler::advance, () -> scheduler.observe("loss", 2), () -> scheduler.set(LEARNING_RATE, "1", 0.3))) {
            tape.failOn(MOMENTUM);
            changesNothing(scheduler, tape, UnsupportedOperationException.class, "the optimizer fails", call);
        }
        scheduler.advance();
        assertThat(tape.told).containsEntry("lr[1]", 0.9).containsEntry("momentum[1]", 0.81);
    }

    @Test
    void logsAreToldAllAndWhatTheyThrowComesOutAtTheEnd() {
        List<Event> first = new ArrayList<>();
        List<Event> last = new ArrayList<>();
        Tape tape = Tape.of("0", "1");
        EventLog failing = event -> {
            first.add(event);
            throw new UnsupportedOperationException("no room for event " + first.size());
        };
        Scheduler scheduler = Scheduler.start(Plan.of(linear(1, 0, 10)), tape, failing, last::add);
        assertThatThrownBy(scheduler::advance)
                .hasMessage("no room for event 1")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
        assertThat(scheduler.step()).isEqualTo(1);
        assertThat(tape.told).containsEntry("lr[1]", 0.9);
        assertThat(last).isEqualTo(first).hasSize(2);
        assertThatThrownBy(scheduler::skip).hasMessage("no room for event 3");
        assertThat(scheduler.skipped()).isEqualTo(1);
    }

    @Test
    void aLogMayReadTheSchedulerButNotChangeIt() {
        List<Scheduler> itself = new ArrayList<>();
        List<Object> read = new ArrayList<>();
        Scheduler scheduler = Scheduler.start(Plan.of(linear(1, 0, 10)), Tape.of("0"), event -> {
            Scheduler own = itself.get(0);
            read.add(own.value(LEARNING_RATE, "0"));
            read.add(own.checkpoint().step());
            own.advance();
        });
        itself.add(scheduler);
        assertThatThrownBy(scheduler::advance)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("an optimizer or a log must not change the scheduler that calls it");
        assertThat(read).containsExactly(0.9, 1L);
        assertThat(scheduler.step()).isEqualTo(1);
    }
}
