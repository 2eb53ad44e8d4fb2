package dev.anneal.training;

import static dev.anneal.Evolution.stretching;
import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Hyperparameter.MOMENTUM;
import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.exponential;
import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResumeTest {

    private static final int STEPS = 40;

    private final List<Event> events = new ArrayList<>();

    static Stream<Plan> plans() {
        Schedule warm = linear(0, 1, 7).then(cosine(1, 0.1, 25));
        return Stream.of(
                Plan.of(constant(0.1)),
                Plan.of(warm).with(MOMENTUM, linear(0.95, 0.85, 20)),
                Plan.of(warm.times(0.3)).with(LEARNING_RATE, "b", multiStep(1, 0.1, 5, 10, 30)),
                Plan.of(cosine(1, 0, 5).repeat(stretching(2))).with(LEARNING_RATE, "", Halving.on("loss")),
                Plan.of(exponential(1, 0.9))
                        .with(LEARNING_RATE, "late", warm)
                        .with(LEARNING_RATE, "b", Halving.on("acc"))
                        .with(LEARNING_RATE, "", new Halving("loss", 0.01))
                        .with(MOMENTUM, constant(0.5))
                        .with(MOMENTUM, "late", Halving.on("loss")),
                Plan.parse("""
                        lr = linear(0, 1, 5).then(cosine(1, 0.1, 30))
                        lr[b] = lr * 0.5
                        lr *= plateau(on="loss", factor=0.7, patience=1, cooldown=1, floor=0.01)
                        lr[late] *= newbob(on="loss")
                        lr *= adaptive(on="loss", patience=2, until=0)
                        """),
                Plan.of(Schedule.of(t -> 1 / (1 + t), Double.POSITIVE_INFINITY)),
                Plan.of(warm.staircase(3).stretched(1.7)).with(LEARNING_RATE, "late", linear(1, 0, 20)));
    }

    private static Tape tape() {
        return Tape.of("a", "b").expecting("late", "later");
    }

    /** What happens in the run after an update: a bit of everything. */
    private static void live(Scheduler scheduler, int step) {
        if (step % 5 == 2) {
            scheduler.skip();
        }
        if (step == 9) {
            scheduler.joinWithOwnClock("late");
        }
        if (step == 21) {
            scheduler.join("later");
        }
        if (step == 12) {
            scheduler.set(LEARNING_RATE, "b", 0.123);
        }
        if (step == 26) {
            scheduler.release(LEARNING_RATE, "b");
        }
        scheduler.observe("loss", step % 4 == 0 ? 2 : 0.1);
        scheduler.observe("acc", step % 11 == 3 ? 3 : 0.1);
        scheduler.advance();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void whatFollowsIsTheUninterruptedRunWhereverItIsInterrupted(Plan plan) {
        List<Checkpoint> checkpoints = new ArrayList<>();
        List<String> told = new ArrayList<>();
        Tape whole = tape();
        Scheduler uninterrupted = Scheduler.start(plan, whole);
        for (int step = 0; step < STEPS; step++) {
            checkpoints.add(uninterrupted.checkpoint());
            told.add(whole.told.toString());
            live(uninterrupted, step);
        }
        for (int k = 0; k < STEPS; k++) {
            Tape tape = tape();
            Scheduler resumed = Scheduler.resume(plan, checkpoints.get(k), tape, Resume.EXACT);
            for (int step = k; step < STEPS; step++) {
                assertThat(tape.told).as("%s from %d at %d", plan, k, step).hasToString(told.get(step));
                assertThat(resumed.checkpoint()).isEqualTo(checkpoints.get(step));
                live(resumed, step);
            }
        }
    }

    @Test
    void anotherPlanIsRefusedWithTheLinesThatDiffer() {
        Plan plan = Plan.parse("lr = linear(0, 1, 10)\nmomentum = constant(0.9)");
        Checkpoint checkpoint = Scheduler.start(plan, tape()).checkpoint();
        Plan other = Plan.parse("lr = linear(0, 1, 20)\nmomentum = constant(0.9)");
        Tape tape = tape();
        assertThatThrownBy(() -> Scheduler.resume(other, checkpoint, tape, Resume.EXACT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        the plan must be the one of the checkpoint, but they differ:
                        - lr = linear(0, 1, 10)
                        + lr = linear(0, 1, 20)""");
        assertThat(tape.writes).isZero();
    }

    @Test
    void aFunctionThatPrintsAlikeIsToldByItsValue() {
        Plan plan = Plan.of(Schedule.of(t -> 1 / (1 + t), Double.POSITIVE_INFINITY));
        Scheduler scheduler = Scheduler.start(plan, Tape.of("0"));
        scheduler.advance();
        Checkpoint checkpoint = scheduler.checkpoint();
        Plan other = Plan.of(Schedule.of(t -> 1 / (2 + t), Double.POSITIVE_INFINITY));
        assertThat(other).hasToString(plan.toString());
        assertThatThrownBy(() -> Scheduler.resume(other, checkpoint, Tape.of("0"), Resume.EXACT))
                .hasMessage("the plan must give the values of the checkpoint, but lr[0] was 0.5 at step 1 and is "
                        + "0.3333333333333333; what prints alike, as Java functions do, is not the same");
    }

    @Test
    void anotherPlanKeepsThePosition() {
        Plan plan = Plan.of(linear(1, 0, 10))
                .with(LEARNING_RATE, "", Halving.on("loss"))
                .with(LEARNING_RATE, "", Halving.on("acc"));
        Scheduler scheduler = Scheduler.start(plan, Tape.of("0", "1"));
        scheduler.advance();
        scheduler.observe("loss", 2);
        scheduler.observe("acc", 2);
        scheduler.set(LEARNING_RATE, "1", 0.3);
        Plan other = Plan.of(linear(1, 0, 20))
                .with(LEARNING_RATE, "", Halving.on("acc"))
                .with(LEARNING_RATE, "", Halving.on("f1"));
        Tape tape = Tape.of("0", "1");
        Scheduler resumed = Scheduler.resume(other, scheduler.checkpoint(), tape, Resume.KEEP_POSITION, events::add);
        assertThat(tape.told).containsExactly(entry("lr[0]", 0.95 / 2), entry("lr[1]", 0.3));
        assertThat(events)
                .containsExactly(new Event.Resumed(
                        1,
                        Resume.KEEP_POSITION,
                        "'lr *= halving(on=\"acc\", floor=0)' goes on; 'lr *= halving(on=\"f1\", floor=0)' starts anew;"
                                + " 'lr *= halving(on=\"loss\", floor=0)' no longer acts"));
        resumed.release(LEARNING_RATE, "1");
        assertThat(resumed.value(LEARNING_RATE, "1")).isEqualTo(0.95 / 2);
    }

    @Test
    void aRebasedPlanBeginsWithTheValueThatWas() {
        Plan plan = Plan.of(linear(1, 0, 10)).with(LEARNING_RATE, "", Halving.on("loss"));
        Scheduler scheduler = Scheduler.start(plan, Tape.of("0", "1"));
        scheduler.advance();
        scheduler.observe("loss", 2);
        Plan other = Plan.of(linear(0.7, 0, 37)).with(LEARNING_RATE, "", Halving.on("loss"));
        Tape tape = Tape.of("0", "1");
        Scheduler resumed = Scheduler.resume(other, scheduler.checkpoint(), tape, Resume.REBASE, events::add);
        assertThat(tape.told).containsExactly(entry("lr[0]", 0.45), entry("lr[1]", 0.45));
        assertThat(events.get(0).toString())
                .startsWith("update 1: resumed, REBASE: 'lr *= halving(on=\"loss\", floor=0)' goes on; lr[0] is"
                        + " multiplied by 1.321");
        resumed.advance();
        double ratio = linear(0.7, 0, 37).at(2) / linear(0.7, 0, 37).at(1);
        assertThat(tape.told.get("lr[0]")).isCloseTo(0.45 * ratio, within(1e-15));
        resumed.observe("loss", 2);

        Tape again = Tape.of("0", "1");
        Scheduler exact = Scheduler.resume(other, resumed.checkpoint(), again, Resume.EXACT);
        for (int i = 0; i < 50; i++) {
            assertThat(again.told).isEqualTo(tape.told);
            exact.advance();
            resumed.advance();
        }
    }

    @Test
    void whatNoFactorLeadsToIsRefused() {
        Scheduler zero = Scheduler.start(Plan.of(linear(0, 1, 10)), Tape.of("0"));
        Plan one = Plan.of(constant(1));
        assertThatThrownBy(() -> Scheduler.resume(one, zero.checkpoint(), Tape.of("0"), Resume.REBASE))
                .hasMessage("a rebased value must not be 0 unless it was, but lr[0] was 0 at step 0 and is 1 by the"
                        + " plan; no factor leads from one to the other");
        Scheduler whole = Scheduler.start(one, Tape.of("0"));
        Plan rising = Plan.of(linear(0, 2, 10));
        assertThatThrownBy(() -> Scheduler.resume(rising, whole.checkpoint(), Tape.of("0"), Resume.REBASE))
                .hasMessageStartingWith("a rebased value must not be 0 unless it was, but lr[0] was 1");
        assertThat(Scheduler.resume(rising, zero.checkpoint(), Tape.of("0"), Resume.REBASE)
                        .value(LEARNING_RATE, "0"))
                .isZero();
    }

    @Test
    void aFloorDoesNotKeepARebasedValueFromWhatItWas() {
        String rule = "\nlr *= plateau(on=\"loss\", factor=0.1, patience=0, floor=0.5)";
        Scheduler scheduler = Scheduler.start(Plan.parse("lr = linear(6, 0.3, 1)" + rule), Tape.of("0"));
        scheduler.observe("loss", 1);
        scheduler.observe("loss", 1);
        scheduler.advance();
        assertThat(scheduler.value(LEARNING_RATE, "0")).isEqualTo(0.3);
        Scheduler resumed = Scheduler.resume(
                Plan.parse("lr = constant(1)" + rule), scheduler.checkpoint(), Tape.of("0"), Resume.REBASE);
        assertThat(resumed.value(LEARNING_RATE, "0")).isEqualTo(0.3);
    }

    @Test
    void aRuleThatWouldBeAtItsFloorDoesNotKeepARebasedValueFromWhatItWas() {
        String rule = "\nlr *= plateau(on=\"loss\", factor=0.1, patience=0, floor=0.5)";
        Scheduler scheduler = Scheduler.start(Plan.parse("lr = constant(6)" + rule), Tape.of("0"));
        scheduler.observe("loss", 1);
        scheduler.observe("loss", 1);
        assertThat(scheduler.value(LEARNING_RATE, "0")).isEqualTo(0.6000000000000001);
        // 0.1 · 1 is below the floor, and only a factor above 5 lifts it off
        Scheduler resumed = Scheduler.resume(
                Plan.parse("lr = constant(1)" + rule), scheduler.checkpoint(), Tape.of("0"), Resume.REBASE);
        assertThat(resumed.value(LEARNING_RATE, "0")).isCloseTo(0.6, within(1e-15));
    }

    @Test
    void aValueSetByHandIsNotRebased() {
        Scheduler scheduler = Scheduler.start(Plan.of(constant(1)), Tape.of("0"));
        scheduler.set(LEARNING_RATE, "0", 0);
        Tape tape = Tape.of("0");
        Scheduler resumed = Scheduler.resume(Plan.of(constant(3)), scheduler.checkpoint(), tape, Resume.REBASE);
        assertThat(tape.told).containsExactly(entry("lr[0]", 0.0));
        resumed.release(LEARNING_RATE, "0");
        assertThat(tape.told).containsExactly(entry("lr[0]", 3.0));
    }

    @Test
    void otherGroupsAreRefusedByName() {
        Checkpoint checkpoint =
                Scheduler.start(Plan.of(constant(1)), Tape.of("body", "head")).checkpoint();
        for (Resume mode : Resume.values()) {
            assertThatThrownBy(() -> Scheduler.resume(Plan.of(constant(1)), checkpoint, Tape.of("body", "neck"), mode))
                    .hasMessage("the optimizer must have the groups of the checkpoint, but has none named 'head',"
                            + " but has also 'neck'");
        }
    }

    @Test
    void groupsMayStandInAnotherOrder() {
        Plan plan = Plan.of(linear(1, 0, 10))
                .with(LEARNING_RATE, "b", linear(2, 0, 10))
                .with(LEARNING_RATE, "", new Halving("loss", 0.3));
        Scheduler scheduler = Scheduler.start(plan, Tape.of("a", "b"));
        for (int i = 0; i < 3; i++) {
            scheduler.advance();
            scheduler.observe("loss", 2);
        }
        Tape turned = Tape.of("b", "a");
        Scheduler resumed = Scheduler.resume(plan, scheduler.checkpoint(), turned, Resume.EXACT);
        resumed.advance();
        scheduler.advance();
        assertThat(turned.told)
                .containsEntry("lr[0]", scheduler.value(LEARNING_RATE, "b"))
                .containsEntry("lr[1]", scheduler.value(LEARNING_RATE, "a"));
        assertThat(resumed.value(LEARNING_RATE, "a")).isEqualTo(scheduler.value(LEARNING_RATE, "a"));
    }

    @Test
    void aGroupThatJoinedMayBeThereFromTheStartNow() {
        Plan plan = Plan.of(linear(1, 0, 10));
        Scheduler scheduler = Scheduler.start(plan, Tape.of("a").expecting("late"));
        scheduler.advance();
        scheduler.joinWithOwnClock("late");
        Tape tape = Tape.of("late", "a");
        Scheduler.resume(plan, scheduler.checkpoint(), tape, Resume.EXACT);
        assertThat(tape.told).containsOnly(entry("lr[0]", 1.0), entry("lr[1]", 0.9));
        assertThatThrownBy(() -> Scheduler.resume(plan, scheduler.checkpoint(), Tape.of("a"), Resume.EXACT))
                .hasMessage("the optimizer must have the groups of the checkpoint, but has none named 'late'");
    }

    @Test
    void takingUpAsksEachScheduleOnceAtAnyStep() {
        List<Double> asked = new ArrayList<>();
        Plan plan = Plan.of(Schedule.of(
                t -> {
                    asked.add(t);
                    return 1 / (1 + t);
                },
                Double.POSITIVE_INFINITY));
        Checkpoint.Value value = new Checkpoint.Value("0", LEARNING_RATE, 1 / (1 + 1e9), false, 1);
        Checkpoint far = new Checkpoint(1_000_000_000, 3, plan.toString(), List.of(value), List.of(), List.of());
        asked.clear();
        Scheduler resumed = Scheduler.resume(plan, far, Tape.of("0"), Resume.EXACT);
        assertThat(asked).containsExactly(1e9);
        assertThat(resumed.step()).isEqualTo(1_000_000_000);
        assertThat(resumed.skipped()).isEqualTo(3);
    }

    @Test
    void checkpointsThatNoSchedulerMakesAreRefused() {
        Plan plan = Plan.of(constant(1));
        Checkpoint.Value value = new Checkpoint.Value("0", LEARNING_RATE, 1, false, 1);
        Checkpoint.Value broken = new Checkpoint.Value("0", LEARNING_RATE, Double.NaN, true, 1);
        Checkpoint.Joined late = new Checkpoint.Joined("late", 1, true);
        String start = "the checkpoint must be one that a scheduler has made, but ";
        for (Checkpoint checkpoint : List.of(
                new Checkpoint(1, 0, plan.toString(), List.of(value, value), List.of(), List.of()),
                new Checkpoint(1, 0, plan.toString(), List.of(broken), List.of(), List.of()),
                new Checkpoint(1, 0, plan.toString(), List.of(value), List.of(), List.of(late, late)),
                new Checkpoint(
                        1,
                        0,
                        plan.toString(),
                        List.of(value),
                        List.of(new Checkpoint.RuleState("lr *= other()", "")),
                        List.of()))) {
            assertThatThrownBy(() ->
                            Scheduler.resume(plan, checkpoint, Tape.of("0").expecting("late"), Resume.EXACT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(start);
        }
    }
}
