package dev.anneal;

import static dev.anneal.Refusal.refused;
import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.exponential;
import static dev.anneal.Schedule.formula;
import static dev.anneal.Schedule.geometric;
import static dev.anneal.Schedule.hold;
import static dev.anneal.Schedule.interpolate;
import static dev.anneal.Schedule.inverseSqrt;
import static dev.anneal.Schedule.inverseTime;
import static dev.anneal.Schedule.iterate;
import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;
import static dev.anneal.Schedule.of;
import static dev.anneal.Schedule.piecewise;
import static dev.anneal.Schedule.polynomial;
import static dev.anneal.Schedule.ramp;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every factory, called wrongly: the message names the argument, the rule and what was received. */
class InvalidArgumentsTest {

    private static final double NaN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private static double[] times(double... times) {
        return times;
    }

    static Stream<Refusal> leaves() {
        return Stream.of(
                refused(() -> constant(NaN), "value must be finite, got nan"),
                refused(() -> constant(INF), "value must be finite, got inf"),
                refused(() -> hold(-INF, 1), "value must be finite, got -inf"),
                refused(() -> hold(1, -3), "length must be finite and >= 0, got -3"),
                refused(() -> hold(1, INF), "length must be finite and >= 0, got inf"),
                refused(() -> linear(NaN, 1, 10), "from must be finite, got nan"),
                refused(() -> linear(0, INF, 10), "to must be finite, got inf"),
                refused(() -> linear(0, 1, -1), "length must be finite and >= 0, got -1"),
                refused(() -> linear(0, 1, NaN), "length must be finite and >= 0, got nan"),
                refused(() -> cosine(NaN, 1, 10), "from must be finite, got nan"),
                refused(() -> cosine(0, INF, 10), "to must be finite, got inf"),
                refused(() -> cosine(0, 1, -0.5), "length must be finite and >= 0, got -0.5"),
                refused(() -> polynomial(NaN, 1, 10, 2), "from must be finite, got nan"),
                refused(() -> polynomial(0, NaN, 10, 2), "to must be finite, got nan"),
                refused(() -> polynomial(0, 1, INF, 2), "length must be finite and >= 0, got inf"),
                refused(() -> polynomial(0, 1, 10, 0), "power must be finite and > 0, got 0"),
                refused(
                        () -> geometric(0, 1, 10),
                        "from and to must be finite, not 0, of one sign, and have a quotient that doubles can tell, got 0 and 1"),
                refused(
                        () -> geometric(1, 0, 10),
                        "from and to must be finite, not 0, of one sign, and have a quotient that doubles can tell, got 1 and 0"),
                refused(
                        () -> geometric(1, -1, 10),
                        "from and to must be finite, not 0, of one sign, and have a quotient that doubles can tell, got 1 and -1"),
                refused(
                        () -> geometric(INF, 1, 10),
                        "from and to must be finite, not 0, of one sign, and have a quotient that doubles can tell, got inf and 1"),
                refused(
                        () -> geometric(NaN, 1, 10),
                        "from and to must be finite, not 0, of one sign, and have a quotient that doubles can tell, got nan and 1"),
                refused(
                        () -> geometric(1e-300, 1e300, 10),
                        "from and to must be finite, not 0, of one sign, and have a quotient that doubles can tell, got 1e-300 and 1e300"),
                refused(() -> geometric(1, 2, -1), "length must be finite and >= 0, got -1"),
                refused(() -> ramp(NaN, 1, 10, Curve.cosine()), "from must be finite, got nan"),
                refused(() -> ramp(0, 1, -1, Curve.power(2)), "length must be finite and >= 0, got -1"),
                refused(
                        () -> ramp(0, 1, 10, Curve.geometric()),
                        "curve must lead from 0 to 1, got nan at progress 0 of geometric"),
                refused(() -> exponential(NaN, 0.9), "initial must be finite, got nan"),
                refused(() -> exponential(1, -0.9), "gamma must be finite and >= 0, got -0.9"),
                refused(() -> exponential(1, INF), "gamma must be finite and >= 0, got inf"),
                refused(() -> exponential(1, 0.9, 0), "unit must be finite and > 0, got 0"),
                refused(() -> exponential(1, 0.9, INF), "unit must be finite and > 0, got inf"),
                refused(() -> inverseTime(NaN, 1), "initial must be finite, got nan"),
                refused(() -> inverseTime(1, -1), "rate must be finite and >= 0, got -1"),
                refused(() -> inverseTime(1, 1, 0, 1), "unit must be finite and > 0, got 0"),
                refused(() -> inverseTime(1, 1, 1, INF), "power must be finite, got inf"),
                refused(() -> inverseSqrt(INF, 1), "initial must be finite, got inf"),
                refused(() -> inverseSqrt(1, 0), "unit must be finite and > 0, got 0"),
                refused(() -> multiStep(NaN, 0.1, 30), "initial must be finite, got nan"),
                refused(() -> multiStep(0.1, INF, 30), "gamma must be finite, got inf"),
                refused(() -> multiStep(0.1, 0.1), "milestones must be at least one, got none"),
                refused(() -> multiStep(0.1, 0.1, -1), "milestone must be finite and >= 0, got -1"),
                refused(() -> multiStep(0.1, 0.1, 60, 30), "milestones must not fall, got 60 before 30"),
                refused(() -> multiStep(0.1, 0.1, NaN), "milestone must be finite and >= 0, got nan"),
                refused(() -> multiStep(1e200, 1e200, 1, 2), "value after the last milestone must be finite, got inf"),
                refused(() -> piecewise(times(), times()), "piecewise must start at time 0, got nothing"),
                refused(
                        () -> piecewise(times(0, 1), times(1)),
                        "piecewise must have as many values as times, got 2 times and 1 values"),
                refused(() -> piecewise(times(1), times(1)), "piecewise must start at time 0, got 1"),
                refused(() -> piecewise(times(0, 5, 5), times(1, 2, 3)), "piecewise times must rise, got 5 after 5"),
                refused(() -> piecewise(times(0, 5), times(1, NaN)), "piecewise value must be finite, got nan"),
                refused(() -> piecewise(times(0, INF), times(1, 2)), "piecewise time must be finite, got inf"),
                refused(
                        () -> interpolate(times(0, 5, 3), times(1, 2, 3)),
                        "interpolate times must rise, got 3 after 5"),
                refused(
                        () -> interpolate(times(0, 1), times(1)),
                        "interpolate must have as many values as times, got 2 times and 1 values"),
                refused(() -> interpolate(times(), times()), "interpolate must start at time 0, got nothing"),
                refused(
                        () -> interpolate(times(0, 1), times(0, 1), Curve.geometric()),
                        "curve must lead from 0 to 1, got nan at progress 0 of geometric"),
                refused(() -> formula("t"), "expected a lambda, as t -> 0.1 / (1 + t)\n  t\n  ^"),
                refused(
                        () -> formula("(a, b) -> a"),
                        "formula must have one parameter, the time, got 2 in (a, b) -> a"),
                refused(() -> formula("t -> 1 / t"), "formula must be finite at time 0, got inf"),
                refused(() -> formula("t -> -1 / (t - 5)", 5), "formula must be finite at its length 5, got -inf"),
                refused(() -> formula("t -> t", -1), "length must be finite and >= 0, got -1"),
                refused(() -> formula("t -> t", INF), "length must be finite and >= 0, got inf"),
                refused(() -> formula("t -> x"), "unknown name 'x'\n  t -> x\n       ^"),
                refused(() -> formula("t -> "), "expected an expression, found the end of the text\n  t -> \n       ^"),
                refused(() -> iterate(NaN, 5, (k, v) -> v), "seed must be finite, got nan"),
                refused(() -> iterate(1, 0, (k, v) -> v), "n must be in 1..10000000, got 0"),
                refused(() -> iterate(1, 10_000_001, (k, v) -> v), "n must be in 1..10000000, got 10000001"),
                refused(() -> iterate(1, 5, (k, v) -> 1 / (k - 3)), "value 3 of the iteration must be finite, got inf"),
                refused(() -> of(t -> 1 / t, 5), "function must be finite at time 0, got inf"),
                refused(() -> of(t -> 1 / (5 - t), 5), "function must be finite at its length 5, got inf"),
                refused(() -> of(t -> t, -1), "length must be >= 0, got -1"),
                refused(() -> of(t -> t, NaN), "length must be >= 0, got nan"));
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void aLeafNamesTheArgumentTheRuleAndWhatItGot(Refusal refusal) {
        refusal.check();
    }
}
