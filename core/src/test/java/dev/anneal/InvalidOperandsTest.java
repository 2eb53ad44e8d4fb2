package dev.anneal;

import static dev.anneal.Evolution.stretching;
import static dev.anneal.Refusal.refused;
import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.exponential;
import static dev.anneal.Schedule.formula;
import static dev.anneal.Schedule.hold;
import static dev.anneal.Schedule.interpolate;
import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;
import static dev.anneal.Schedule.piecewise;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator, called wrongly. */
class InvalidOperandsTest {

    private static final double NaN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Schedule RAMP = linear(0, 1, 5);

    private static double[] times(double... times) {
        return times;
    }

    static Stream<Refusal> operators() {
        return Stream.of(
                refused(
                        () -> constant(1).then(linear(0, 1, 5)),
                        "what then() follows must last; hold(value, length) does, a constant has length 0, got constant(1)"),
                refused(
                        () -> linear(0, 1, 5).then(constant(1)).then(linear(0, 1, 5)),
                        "what then() follows must last; hold(value, length) does, a constant has length 0, got constant(1)"),
                refused(
                        () -> exponential(1, 0.9).then(linear(0, 1, 5)),
                        "what then() follows must have an end; until(n) gives it one, got exponential(1, 0.9)"),
                refused(() -> RAMP.until(-1), "n must be finite and >= 0, got -1"),
                refused(() -> RAMP.until(INF), "n must be finite and >= 0, got inf"),
                refused(() -> RAMP.skip(-1), "n must be finite and >= 0, got -1"),
                refused(() -> RAMP.skip(NaN), "n must be finite and >= 0, got nan"),
                refused(() -> constant(1).repeat(), "length of what repeats must be finite and > 0, got 0"),
                refused(() -> hold(1, 0).repeat(3), "length of what repeats must be finite and > 0, got 0"),
                refused(
                        () -> exponential(1, 0.9).repeat(),
                        "length of what repeats must be finite and > 0; until(n) gives it one, got inf"),
                refused(() -> RAMP.repeat(0), "n must be >= 1, got 0"),
                refused(() -> RAMP.repeat(-2, stretching(2)), "n must be >= 1, got -2"),
                refused(
                        () -> RAMP.repeat(stretching(0.5)),
                        "evolution of an endless repeat must have stretching >= 1 and |scaling| <= 1; repeat(n, stretching(0.5)) has an end, got stretching(0.5)"),
                refused(
                        () -> RAMP.repeat(stretching(2).scaling(-1.5)),
                        "evolution of an endless repeat must have stretching >= 1 and |scaling| <= 1; repeat(n, stretching(2).scaling(-1.5)) has an end, got stretching(2).scaling(-1.5)"),
                refused(
                        () -> RAMP.repeat(5000, stretching(2)),
                        "n must leave each cycle a length that doubles can tell, got 5000"),
                refused(
                        () -> RAMP.repeat(5000, stretching(0.5)),
                        "n must leave each cycle a length that doubles can tell, got 5000"),
                refused(
                        () -> RAMP.repeat(5000, new Evolution(1, 2)),
                        "scaling of the last cycle must be finite, got inf"),
                refused(() -> RAMP.staircase(0), "period must be finite and > 0, got 0"),
                refused(() -> RAMP.staircase(INF), "period must be finite and > 0, got inf"),
                refused(() -> RAMP.stretched(0), "factor must be finite and > 0, got 0"),
                refused(() -> RAMP.stretched(-2), "factor must be finite and > 0, got -2"),
                refused(() -> RAMP.stretched(NaN), "factor must be finite and > 0, got nan"),
                refused(
                        () -> linear(0, 1, 1e300).stretched(1e300),
                        "length after stretching must stay a finite number that is not 0, got inf"),
                refused(
                        () -> linear(0, 1, 1e-300).stretched(1e-300),
                        "length after stretching must stay a finite number that is not 0, got 0"),
                refused(() -> constant(1).stretched(0), "factor must be finite and > 0, got 0"),
                refused(() -> hold(1, 0).stretched(0), "factor must be finite and > 0, got 0"),
                refused(() -> exponential(1, 0.9).stretched(-1), "factor must be finite and > 0, got -1"),
                refused(() -> multiStep(1, 0.5, 3).stretched(0), "factor must be finite and > 0, got 0"),
                refused(() -> piecewise(times(0, 1), times(1, 2)).stretched(0), "factor must be finite and > 0, got 0"),
                refused(
                        () -> interpolate(times(0, 1), times(1, 2)).stretched(INF),
                        "factor must be finite and > 0, got inf"),
                refused(() -> formula("t -> t").stretched(0), "factor must be finite and > 0, got 0"),
                refused(() -> RAMP.staircase(1).stretched(0), "factor must be finite and > 0, got 0"),
                refused(
                        () -> linear(0, 1, 5).then(linear(0, 1, 5)).stretched(0),
                        "factor must be finite and > 0, got 0"),
                refused(() -> RAMP.until(3).stretched(0), "factor must be finite and > 0, got 0"),
                refused(() -> RAMP.skip(3).stretched(0), "factor must be finite and > 0, got 0"),
                refused(() -> RAMP.repeat().stretched(0), "factor must be finite and > 0, got 0"),
                refused(() -> RAMP.times(linear(0, 1, 5)).stretched(0), "factor must be finite and > 0, got 0"),
                refused(() -> RAMP.times(NaN), "factor must be finite, got nan"),
                refused(() -> RAMP.plus(INF), "summand must be finite, got inf"),
                refused(() -> RAMP.atLeast(NaN), "floor must be finite, got nan"),
                refused(() -> RAMP.atMost(-INF), "ceiling must be finite, got -inf"),
                refused(() -> constant(1e300).times(1e300), "times must be finite, got inf"));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void anOperatorNamesTheArgumentTheRuleAndWhatItGot(Refusal refusal) {
        refusal.check();
    }

    static Stream<Refusal> questions() {
        return Stream.of(
                refused(() -> RAMP.at(-1), "time must be finite and >= 0, got -1"),
                refused(() -> RAMP.at(NaN), "time must be finite and >= 0, got nan"),
                refused(() -> RAMP.at(INF), "time must be finite and >= 0, got inf"),
                refused(() -> RAMP.before(-1), "time must be finite and >= 0, got -1"),
                refused(() -> RAMP.before(INF), "time must be finite and >= 0, got inf"),
                refused(() -> RAMP.fill(-1, 1, new double[3]), "time must be finite and >= 0, got -1"),
                refused(() -> RAMP.fill(0, -1, new double[3]), "step must be finite and >= 0, got -1"),
                refused(() -> RAMP.fill(0, 1e308, new double[3]), "time must be finite and >= 0, got inf"));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aTimeThatIsNoneIsRefused(Refusal refusal) {
        refusal.check();
    }
}
