package dev.anneal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Scheduler;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCheckTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    @ParameterizedTest
    @CsvSource({
        "lr, 0, true",
        "lr, 1e9, true",
        "lr, -1e-9, false",
        "lr, NaN, false",
        "lr, Infinity, false",
        "weight_decay, 0, true",
        "weight_decay, -1, false",
        "momentum, 0, true",
        "momentum, 0.999, true",
        "momentum, 1, false",
        "momentum, -0.1, false",
        "momentum, NaN, false",
        "beta1, 1, false",
        "beta2, 1, false",
        "scale, -3, true",
        "scale, Infinity, false",
        "temperature, -1, true",
        "temperature, NaN, false"
    })
    void eachHyperparameterHasItsRange(String name, double value, boolean allowed) {
        assertThat(new Hyperparameter(name).allows(value)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lr = linear(1, -1, 4)                                   | lr must be finite and >= 0, got -0.5 at step 3",
                "lr = 1; lr[head] = linear(0.1, -0.1, 20)                | lr[head] must be finite and >= 0, got -0.010000000000000009 at step 11",
                "lr = 1; momentum = linear(0, 1, 9)                      | momentum must be >= 0 and < 1, got 1 at step 9",
                "lr = formula(t -> 1 / (t - 3))                          | lr must be finite and >= 0, got -0.3333333333333333 at step 0",
                "lr = linear(1, -1, 8); beta1 = linear(0.5, 1.5, 4)      | beta1 must be >= 0 and < 1, got 1 at step 2",
                "momentum = 1; lr = -1                                   | momentum must be >= 0 and < 1, got 1 at step 0",
                "lr = hold(1, 999990).then(constant(-1))                 | lr must be finite and >= 0, got -1 at step 999990",
                "lr = hold(1, 5e6).then(constant(-1))                    | lr must be finite and >= 0, got -1 at step 5000000",
                "lr = hold(1, 5e6).then(hold(-1, 1)).then(constant(1))   | lr must be finite and >= 0, got -1 at step 5000000",
                "lr = linear(1, -1, 2e9)                                 | lr must be finite and >= 0, got -1.000000082740371e-9 at step 1000000001",
                "lr = formula(t -> 1 - t / 3e12)                         | lr must be finite and >= 0, got -3.33288951992472e-13 at step 3000000000001"
            })
    void theFirstValueOutOfRangeIsFound(String text, String violation) {
        assertThat(Plan.parse(text).check(INF)).get().hasToString(violation);
    }

    @Test
    void itLooksUpToATimeInclusive() {
        Plan plan = Plan.parse("lr = linear(1, -1, 4)");
        assertThat(plan.check(2)).isEmpty();
        assertThat(plan.check(3)).isPresent();
        assertThat(plan.check(2.9)).isEmpty();
        assertThat(Plan.parse("lr = -1").check(0)).isPresent();
        assertThat(Plan.parse("lr = exponential(0.1, 0.9); momentum = 0.9").check(INF))
                .isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> plan.check(-1)).withMessage("until must be >= 0, got -1");
        assertThatIllegalArgumentException().isThrownBy(() -> plan.check(Double.NaN));
    }

    @Test
    void aViolationTellsItsParts() {
        Violation violation =
                Plan.parse("lr = 1; lr[a] = linear(1, -1, 4)").check(INF).orElseThrow();
        assertThat(violation.target()).hasToString("lr[a]");
        assertThat(violation.time()).isEqualTo(3);
        assertThat(violation.value()).isEqualTo(-0.5);
        assertThat(violation.rule()).isEqualTo("finite and >= 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cosine(1, 0, 1).repeat().times(linear(1, 0, 1e300))",
                "linear(1, 0, 1e15).staircase(0.001)",
                "cosine(1, 0, 1e300)",
                "linear(1, 0, 1e9).staircase(1e9)"
            })
    void lengthsBeyondReasonAreNoReasonToWait(String text) {
        Plan plan = Plan.parse("lr = " + text);
        Assertions.assertTimeout(
                Duration.ofSeconds(10), () -> assertThat(plan.check(INF)).isEmpty());
    }

    @Test
    void operatorsWithinEachOtherCountAsParts() {
        Schedule stairs = Schedule.linear(1, 0, 1e9);
        for (int i = 0; i < 100; i++) {
            stairs = stairs.staircase(3);
        }
        Plan plan = Plan.of(stairs);
        Assertions.assertTimeout(
                Duration.ofSeconds(10), () -> assertThat(plan.check(INF)).isEmpty());
    }

    @Test
    void manyPartsAreNoReasonToWait() {
        Schedule sum = Schedule.linear(0, 1, 1e6);
        for (int i = 0; i < 18; i++) {
            sum = sum.plus(sum);
        }
        Plan plan = Plan.of(sum);
        Assertions.assertTimeout(
                Duration.ofSeconds(10), () -> assertThat(plan.check(INF)).isEmpty());
    }

    @Test
    void readingIsLiberalAndStartingIsNot() {
        Plan plan = Plan.parse("lr = 0.1; momentum = constant(1.5)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scheduler.start(plan, OptimizerSink.pulling("a")))
                .withMessage("momentum[a] must be >= 0 and < 1, got 1.5 at step 0");
    }
}
