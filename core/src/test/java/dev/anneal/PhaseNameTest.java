package dev.anneal;

import static dev.anneal.Curve.geometric;
import static dev.anneal.Curve.power;
import static dev.anneal.Evolution.stretching;
import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.exponential;
import static dev.anneal.Schedule.formula;
import static dev.anneal.Schedule.hold;
import static dev.anneal.Schedule.interpolate;
import static dev.anneal.Schedule.inverseSqrt;
import static dev.anneal.Schedule.inverseTime;
import static dev.anneal.Schedule.iterate;
import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;
import static dev.anneal.Schedule.piecewise;
import static dev.anneal.Schedule.polynomial;
import static dev.anneal.Schedule.ramp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PhaseNameTest {

    /** The names that a schedule goes through, from knot to knot, as far as 100. */
    private static List<String> names(Schedule schedule) {
        List<String> names = new ArrayList<>();
        for (double t = 0; t < 100; t = schedule.nextKnot(t)) {
            String name = schedule.phase(t);
            if (names.isEmpty() || !names.get(names.size() - 1).equals(name)) {
                names.add(name);
            }
        }
        return names;
    }

    static Stream<Arguments> schedules() {
        return Stream.of(
                Arguments.of(constant(1), "constant"),
                Arguments.of(hold(1, 5), "hold"),
                Arguments.of(linear(0, 1, 5), "linear, hold"),
                Arguments.of(linear(0, 1, 5).then(cosine(1, 0, 5)), "warmup, cosine, hold"),
                Arguments.of(linear(1, 0.5, 5).then(linear(0.5, 0, 5)), "linear, hold"),
                Arguments.of(linear(0, 1, 5).then(hold(1, 5)).then(constant(0)), "warmup, hold, constant"),
                Arguments.of(linear(0, 1, 5).then(inverseSqrt(1, 5)), "warmup, inverseSqrt"),
                Arguments.of(
                        linear(0, 1, 5).then(polynomial(1, 0, 5, 2)).then(exponential(1, 0.5)),
                        "warmup, polynomial, exponential"),
                Arguments.of(ramp(1, 2, 5, power(2)), "power, hold"),
                Arguments.of(ramp(1, 2, 5, geometric()), "geometric, hold"),
                Arguments.of(ramp(1, 2, 5, geometric().reversed()), "geometric, hold"),
                Arguments.of(ramp(1, 2, 5, Curve.of("p -> p * p")), "ramp, hold"),
                Arguments.of(ramp(1, 2, 5, (from, to, p) -> from + (to - from) * p), "custom, hold"),
                Arguments.of(cosine(1, 0, 5).repeat(2, stretching(2)), "cycle 1, cycle 2, hold"),
                Arguments.of(linear(0, 1, 5).then(cosine(1, 0, 40).repeat()), "warmup, cycle 1, cycle 2, cycle 3"),
                Arguments.of(linear(0, 1, 2).repeat(2).then(constant(1)), "cycle 1, cycle 2, constant"),
                Arguments.of(multiStep(1, 0.1, 5, 10), "multiStep, milestone 1, milestone 2"),
                Arguments.of(
                        multiStep(1, 0.1, 5, 10).times(linear(0.1, 1, 3)),
                        "warmup, multiStep, milestone 1, milestone 2"),
                Arguments.of(linear(0.1, 1, 3).times(multiStep(1, 0.1, 5)), "warmup, multiStep, milestone 1"),
                Arguments.of(linear(1, 0, 9).plus(linear(1, 0, 3)), "linear, hold"),
                Arguments.of(cosine(1, 0, 9).times(0.3).plus(0.1).atLeast(0.2).atMost(0.3), "cosine, hold"),
                Arguments.of(constant(0.5).times(cosine(1, 0, 9)), "cosine, hold"),
                Arguments.of(inverseSqrt(1, 4).min(linear(0, 0.5, 12)), "linear, inverseSqrt"),
                Arguments.of(piecewise(new double[] {0, 5}, new double[] {1, 2}), "piecewise, milestone 1"),
                Arguments.of(interpolate(new double[] {0, 5, 9}, new double[] {1, 2, 0}), "interpolate, hold"),
                Arguments.of(inverseTime(1, 0.5), "inverseTime"),
                Arguments.of(formula("t -> 1 / (1 + t)", 5), "formula, hold"),
                Arguments.of(Schedule.of(t -> t, 5), "custom, hold"),
                Arguments.of(iterate(1, 3, (k, x) -> x / 2), "custom, hold"),
                Arguments.of(Schedule.parse("iterate(1, 3, lambda k, x: x / 2)"), "iterate, hold"),
                Arguments.of(linear(0, 1, 5).then(cosine(1, 0, 9)).staircase(2), "warmup, cosine, hold"),
                Arguments.of(linear(0, 1, 5).then(cosine(1, 0, 9)).skip(3), "warmup, cosine, hold"),
                Arguments.of(linear(0, 1, 5).then(cosine(1, 0, 9)).until(7), "warmup, cosine, hold"),
                Arguments.of(linear(0, 1, 5).then(cosine(1, 0, 9)).staircase(1).stretched(3), "warmup, cosine, hold"));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void phasesHaveTheNamesOfTheirParts(Schedule schedule, String names) {
        assertThat(String.join(", ", names(schedule))).isEqualTo(names);
    }

    @Test
    void aPhaseBeginsAtItsKnot() {
        Schedule schedule = linear(0, 1, 5).then(cosine(1, 0, 5));
        assertThat(schedule.phase(Math.nextDown(5))).isEqualTo("warmup");
        assertThat(schedule.phase(5)).isEqualTo("cosine");
        assertThat(schedule.phase(1e300)).isEqualTo("hold");
        assertThatThrownBy(() -> schedule.phase(-1)).hasMessage("time must be finite and >= 0, got -1");
    }
}
