package dev.anneal.feedback;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts of rules, made wrongly: the message names the argument, the rule and what was received. */
class InvalidRulesTest {

    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private static Arguments refused(String message, ThrowingCallable call) {
        return Arguments.of(message, call);
    }

    static Stream<Arguments> parts() {
        Plateau plateau = Plateau.on("loss");
        Adaptive adaptive = Adaptive.on("loss");
        Greedy greedy = Greedy.on("loss");
        return Stream.of(
                refused("mean must be >= 1, got 0", () -> Signal.meanOf(0)),
                refused("window must be >= 1, got 0", () -> Signal.window(0)),
                refused("window must be <= 100000, got 100001", () -> Signal.window(100_001)),
                refused("smoothing must be >= 0 and < 1, got 1", () -> Signal.smoothed(1)),
                refused("smoothing must be >= 0 and < 1, got nan", () -> Signal.smoothed(NAN)),
                refused(
                        "mean, window and smoothing exclude each other: give one of them",
                        () -> new Signal(2, 2, 0, Signal.Nan.BAD)),
                refused(
                        "relative must be finite, got nan",
                        () -> Comparison.lower().byRelative(NAN)),
                refused(
                        "absolute must be finite, got inf",
                        () -> Comparison.lower().byAbsolute(INF)),
                refused("patience must be >= 0, got -1", () -> Patience.of(-1)),
                refused("cooldown must be >= 0, got -1", () -> Patience.of(1).cooldown(-1)),
                refused("rest must be >= 0, got -1", () -> Patience.of(1).rest(-1)),
                refused("factor must be finite, got nan", () -> Change.by(NAN)),
                refused("factor must not be 1, got 1", () -> Change.by(1)),
                refused(
                        "floor must be a number below infinity, got nan",
                        () -> Change.by(2).floor(NAN)),
                refused(
                        "floor must be a number below infinity, got inf",
                        () -> Change.by(2).floor(INF)),
                refused(
                        "ceiling must not be below the floor 0, got -1",
                        () -> Change.by(2).ceiling(-1)),
                refused(
                        "ceiling must not be below the floor 0, got nan",
                        () -> Change.by(2).ceiling(NAN)),
                refused(
                        "eps must be a number below infinity, got nan",
                        () -> Change.by(2).eps(NAN)),
                refused("on must name a metric on one line, got ' '", () -> Plateau.on(" ")),
                refused("start must be finite and >= 0, got -1", () -> plateau.from(-1)),
                refused("groups must be >= 1, got 0", () -> plateau.start(0)),
                refused(
                        "threshold must be finite, got inf",
                        () -> NewBob.on("loss").judging(Mode.MIN, INF)),
                refused("patience must be >= 0, got -1", () -> NewBob.on("loss").waiting(-1)),
                refused("tolerance must be a number, got nan", () -> adaptive.judging(Mode.MIN, NAN)),
                refused("patience must be >= 0, got -1", () -> adaptive.waiting(-1)),
                refused("divisor must be finite and > 1, got 1", () -> adaptive.dividing(1, 0)),
                refused("until must be >= 0, got -1", () -> adaptive.dividing(2, -1)),
                refused("factor must be > 0 and < 1, got 2", () -> greedy.changing(Change.by(2))),
                refused("reset must be >= 1, got 0", () -> greedy.resetting(0)),
                refused("warmup must be >= 0, got -1", () -> new Greedy.Timing(0, 0, -1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parts")
    void areRefused(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
