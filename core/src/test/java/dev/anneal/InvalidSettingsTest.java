package dev.anneal;

import static dev.anneal.Evolution.stretching;
import static dev.anneal.Refusal.refused;
import static dev.anneal.Schedule.linear;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Curves, evolutions and what is known of a run, called wrongly. */
class InvalidSettingsTest {

    private static final double NaN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    static Stream<Refusal> curves() {
        return Stream.of(
                refused(() -> stretching(0), "stretching must be finite and > 0, got 0"),
                refused(() -> stretching(INF), "stretching must be finite and > 0, got inf"),
                refused(() -> stretching(2).scaling(NaN), "scaling must be finite, got nan"),
                refused(() -> new Evolution(-1, 1), "stretching must be finite and > 0, got -1"),
                refused(() -> Curve.power(0), "power must be finite and > 0, got 0"),
                refused(() -> Curve.power(INF), "power must be finite and > 0, got inf"),
                refused(() -> Curve.exponential(0), "steepness must not be 0, nor so large that exp overflows, got 0"),
                refused(
                        () -> Curve.exponential(800),
                        "steepness must not be 0, nor so large that exp overflows, got 800"),
                refused(() -> Curve.exponential(NaN), "steepness must be finite, got nan"),
                refused(() -> Curve.sigmoid(0), "steepness must be finite and > 0, got 0"),
                refused(() -> Curve.tanh(1, 1), "upper must be so far above lower that tanh differs, got 1"),
                refused(() -> Curve.tanh(NaN, 1), "lower must be finite, got nan"),
                refused(() -> Curve.tanh(0, INF), "upper must be finite, got inf"),
                refused(() -> Curve.tanh(40, 50), "upper must be so far above lower that tanh differs, got 50"),
                refused(() -> Curve.rex(0), "a must be in (0, 1], got 0"),
                refused(() -> Curve.rex(1.5), "a must be in (0, 1], got 1.5"),
                refused(() -> Curve.kDecay(-1), "k must be finite and > 0, got -1"),
                refused(() -> Curve.hyperbolic(0.9), "u must be finite and >= 1, got 0.9"),
                refused(() -> Curve.hyperbolic(INF), "u must be finite and >= 1, got inf"),
                refused(() -> Curve.of("p -> 2 * p"), "curve must lead from 0 to 1, got 2 at progress 1 of p -> 2 * p"),
                refused(() -> Curve.of("p -> 1 - p"), "curve must lead from 0 to 1, got 1 at progress 0 of p -> 1 - p"),
                refused(() -> Curve.of("p"), "expected a lambda, as t -> 0.1 / (1 + t)\n  p\n  ^"),
                refused(() -> Curve.of("(a, b) -> a"), "curve must have one parameter, the progress, got (a, b) -> a"));
    }

    @ParameterizedTest
    @MethodSource("curves")
    void aCurveOrEvolutionNamesTheArgumentTheRuleAndWhatItGot(Refusal refusal) {
        refusal.check();
    }

    static Stream<Refusal> settings() {
        return Stream.of(
                refused(() -> Horizon.parse("steps"), "fact must be key=value, got 'steps'"),
                refused(() -> Horizon.parse("=5"), "fact must be key=value, got '=5'"),
                refused(() -> Horizon.parse("steps="), "fact must be key=value, got 'steps='"),
                refused(() -> Horizon.parse("steps=5 steps=6"), "key must stand once, got 'steps' twice"),
                refused(() -> Horizon.parse("steps=0"), "steps must be a whole number >= 1, got 0"),
                refused(() -> Horizon.parse("steps=2.5"), "steps must be a whole number >= 1, got 2.5"),
                refused(() -> Horizon.parse("steps=many"), "steps must be a whole number >= 1, got many"),
                refused(() -> Horizon.parse("steps=1e16"), "steps must be at most 1e15, got 1e16"),
                refused(() -> Horizon.parse("batch=-1"), "batch must be a whole number >= 1, got -1"),
                refused(() -> Horizon.parse("workers=0"), "workers must be a whole number >= 1, got 0"),
                refused(() -> Horizon.parse("accumulation=0.5"), "accumulation must be a whole number >= 1, got 0.5"),
                refused(() -> Horizon.parse("epochs=0"), "epochs must be finite and > 0, got 0"),
                refused(() -> Horizon.parse("steps_per_epoch=-3"), "steps_per_epoch must be finite and > 0, got -3"),
                refused(() -> Horizon.parse("epochs=x"), "epochs must be finite and > 0, got x"),
                refused(() -> Horizon.parse("lr=1e999"), "lr must be finite, got inf"),
                refused(() -> Horizon.parse("a-b=1"), "key must be letters, digits and underscores, got 'a-b'"),
                refused(() -> Horizon.UNKNOWN.with("1a", 1), "key must be letters, digits and underscores, got '1a'"),
                refused(
                        () -> Horizon.UNKNOWN.with("a b", "c"),
                        "key must be letters, digits and underscores, got 'a b'"),
                refused(
                        () -> Horizon.UNKNOWN.with("a", "b c"),
                        "a must be a number or a word without blanks, got 'b c'"),
                refused(() -> Horizon.UNKNOWN.with("a", ""), "a must be a number or a word, got ''"),
                refused(() -> Horizon.UNKNOWN.with("lr", NaN), "lr must be finite, got nan"),
                refused(() -> Horizon.UNKNOWN.with("lr", INF), "lr must be finite, got inf"),
                refused(
                        () -> new Hyperparameter(""),
                        "name of a hyperparameter must be letters, digits and underscores, and no reserved word, got ''"),
                refused(
                        () -> new Hyperparameter("learning rate"),
                        "name of a hyperparameter must be letters, digits and underscores, and no reserved word, got 'learning rate'"),
                refused(
                        () -> new Hyperparameter("1st"),
                        "name of a hyperparameter must be letters, digits and underscores, and no reserved word, got '1st'"),
                refused(
                        () -> new Hyperparameter("lr[0]"),
                        "name of a hyperparameter must be letters, digits and underscores, and no reserved word, got 'lr[0]'"),
                refused(() -> Phase.of(linear(0, 1, 5), 0, 10), "until must be finite and > 0, got 0"),
                refused(() -> Phase.of(linear(0, 1, 5), INF, 10), "until must be finite and > 0, got inf"),
                refused(() -> Phase.of(linear(0, 1, 5), 5, 0), "most must be >= 1, got 0"),
                refused(
                        () -> new Hyperparameter("if"),
                        "name of a hyperparameter must be letters, digits and underscores, and no reserved word, got 'if'"),
                refused(
                        () -> new Hyperparameter("lambda"),
                        "name of a hyperparameter must be letters, digits and underscores, and no reserved word, got 'lambda'"),
                refused(() -> Horizon.parse("steps=0x10"), "steps must be a whole number >= 1, got 0x10"),
                refused(
                        () -> linear(0, 1, Double.MIN_VALUE).stretched(0.1),
                        "length after stretching must stay a finite number that is not 0, got 0"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aSettingNamesTheArgumentTheRuleAndWhatItGot(Refusal refusal) {
        refusal.check();
    }
}
