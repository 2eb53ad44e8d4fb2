package dev.anneal.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Plan.Target;
import dev.anneal.training.Simulation.Observed;
import dev.anneal.training.Simulation.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {

    private static final Target LR = new Target(Hyperparameter.LEARNING_RATE, "");
    private static final Target HEAD = new Target(Hyperparameter.LEARNING_RATE, "head");
    private static final Target MOMENTUM = new Target(Hyperparameter.MOMENTUM, "");

    private static Series loss(double every, Double... values) {
        return new Series("val_loss", List.of(values), every);
    }

    private static List<Double> values(Simulation run, Target target, double... times) {
        List<Double> values = new ArrayList<>();
        for (double time : times) {
            run.advance(time);
            values.add(run.value(target));
        }
        return values;
    }

    @Test
    void anObservationActsFromItsOwnRowOn() {
        Plan plan = Plan.parse("lr = 1\nlr *= plateau(factor=0.5, patience=0)");
        Simulation run = Simulation.of(plan, List.of(loss(1, 1.0, 1.0, 0.5, 0.5)));
        assertThat(values(run, LR, 0, 1, 1.5, 2, 3, 4, 5, 100))
                .containsExactly(1.0, 1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.25);
    }

    @Test
    void timesBetweenRowsMayBeLeftOut() {
        Plan plan = Plan.parse("lr = linear(1, 0, 100)\nlr *= plateau(factor=0.5, patience=0)");
        Simulation run = Simulation.of(plan, List.of(loss(10, 1.0, 1.0, 1.0)));
        assertThat(values(run, LR, 19, 50)).containsExactly(0.81, 0.125);
    }

    @Test
    void aRuleActsOnItsOwnGroupsAndHyperparameter() {
        Plan plan = Plan.parse("""
                lr = 1
                lr[head] = 8
                momentum = 0.9
                lr *= plateau(factor=0.5, patience=0)
                lr[head] *= plateau(factor=0.25, patience=1)
                """);
        Simulation run = Simulation.of(plan, List.of(loss(1, 1.0, 1.0, 1.0)));
        run.advance(3);
        assertThat(run.value(LR)).isEqualTo(0.25);
        assertThat(run.value(HEAD)).isEqualTo(0.5);
        assertThat(run.value(MOMENTUM)).isEqualTo(0.9);
        assertThat(run.time()).isEqualTo(3);
    }

    @Test
    void groupsWithoutAScheduleOfTheirOwnMayBeAskedFor() {
        Plan plan = Plan.parse("lr = 1\nlr *= plateau(factor=0.5, patience=0)");
        Simulation run = Simulation.of(plan, List.of(loss(1, 1.0, 1.0)), List.of(HEAD), observed -> {});
        run.advance(2);
        assertThat(run.value(HEAD)).isEqualTo(0.5);
        assertThatThrownBy(() -> run.value(MOMENTUM))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("momentum is none of [lr, lr[head]]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Simulation.of(plan, List.of(), List.of(MOMENTUM), observed -> {}))
                .withMessage("the plan does not set momentum");
    }

    @Test
    void aRuleMayActOnOneOfTheGroupsThatHaveNoScheduleOfTheirOwn() {
        Plan plan = Plan.parse("lr = linear(1, 0, 8)\nlr[head] *= plateau(factor=0.5, patience=0)");
        Simulation run = Simulation.of(plan, List.of(loss(1, 1.0, 1.0)));
        run.advance(4);
        assertThat(run.value(LR)).isEqualTo(0.5);
        assertThat(run.value(HEAD)).isEqualTo(0.25);
    }

    @Test
    void whatIsObservedComesInTheOrderOfTime() {
        Plan plan = Plan.parse("""
                lr = 1
                lr *= plateau(factor=0.5, patience=0)
                lr *= plateau(on="accuracy", mode="max", factor=0.5, patience=0)
                """);
        List<Observed> log = new ArrayList<>();
        Series accuracy = new Series("accuracy", List.of(0.5, 0.6, 0.6), 2);
        Simulation run = Simulation.of(plan, List.of(accuracy, loss(3, 1.0, 1.0)), List.of(), log::add);
        run.advance(6);
        assertThat(log.stream().map(one -> one.metric() + " " + one.time() + " " + one.acted()))
                .containsExactly(
                        "accuracy 2.0 false",
                        "val_loss 3.0 false",
                        "accuracy 4.0 false",
                        "accuracy 6.0 true",
                        "val_loss 6.0 true");
        assertThat(log).allMatch(one -> !one.reason().isBlank());
        assertThat(run.value(LR)).isEqualTo(0.25);
    }

    @Test
    void metricsThatNobodyFollowsAreNamed() {
        Plan plan = Plan.parse("lr = 1\nlr *= plateau(on=\"loss\")\nlr *= plateau()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Simulation.of(plan, List.of(new Series("top1", List.of(1.0), 1))))
                .withMessage("metric must be one that a rule follows, got top1: followed are loss, val_loss");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Simulation.of(Plan.parse("lr = 1"), List.of(loss(1, 1.0))))
                .withMessage("metric must be one that a rule follows, got val_loss: the plan has no rule");
    }

    @Test
    void timeGoesForwardsOnly() {
        Simulation run = Simulation.of(Plan.parse("lr = 1"), List.of());
        run.advance(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.advance(4))
                .withMessage("time must be finite and >= 5, got 4");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.POSITIVE_INFINITY, Double.NaN})
    void aDistanceIsFiniteAndPositive(double every) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loss(every, 1.0))
                .withMessageStartingWith("every must be finite and > 0, got ");
    }
}
