package dev.anneal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.notation.NotationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However a text is made, reading it ends soon, and with an error that says why. */
@Timeout(60)
class ReaderLimitsTest {

    private static final String TOO_MUCH = "reading this text takes too much work";

    /** Names that stand for ever longer sequences: 2, 4, … 131,072 parts. */
    private static String doubled() {
        StringBuilder plan = new StringBuilder("a0 = linear(0, 1, 5)\n");
        for (int i = 1; i < 18; i++) {
            plan.append("a%d = a%d.then(a%d)%n".formatted(i, i - 1, i - 1));
        }
        return plan.toString();
    }

    private static String entries(int count) {
        StringBuilder entries = new StringBuilder("0: 1");
        for (int i = 1; i < count; i++) {
            entries.append(", ").append(i).append(": 1");
        }
        return entries.toString();
    }

    static Stream<Arguments> costly() {
        String ramp = "linear(0, 1, 5)";
        return Stream.of(
                Arguments.of("10 MB of links", ramp + ".stretched(2)".repeat(800_000), "more than 2000000 parts"),
                Arguments.of(
                        "a long chain, stretched often",
                        ramp + (".then(" + ramp + ")").repeat(20_000) + ".stretched(1.0)".repeat(2_000),
                        TOO_MUCH),
                Arguments.of(
                        "a wide table, stretched often",
                        "piecewise({" + entries(100_000) + "})" + ".stretched(1.1)".repeat(2_000),
                        TOO_MUCH),
                Arguments.of(
                        "empty parts that go again",
                        ramp + (".then(" + ramp + ").then(hold(1, 0))").repeat(100_000),
                        TOO_MUCH),
                Arguments.of(
                        "long iterations",
                        "constant(0)" + " + iterate(0.1, 10000000, (k, x) -> x)".repeat(50),
                        TOO_MUCH),
                Arguments.of(
                        "an iteration of much",
                        "iterate(0.1, 10000000, (k, x) -> max(" + "sin(x), ".repeat(1_000) + "x))",
                        TOO_MUCH),
                Arguments.of("brackets", "(".repeat(1_000_000), "nested deeper than 200"),
                Arguments.of("calls in calls", (ramp + ".then(").repeat(100_000), "nested deeper than 200"),
                Arguments.of(
                        "products of products",
                        ramp + ".times(0.5)".repeat(100_000),
                        "schedule must nest at most 150 operators deep, got 151"));
    }

    static Stream<Arguments> costlyPlans() {
        return Stream.of(
                Arguments.of(
                        "sequences that double",
                        doubled() + "b = a17.then(a17).then(a17).then(a17).then(a17).then(a17).then(a17).then(a17)",
                        "schedule must have at most 1000000 parts"),
                Arguments.of(
                        "products that double",
                        "lr = linear(0, 1, 5)\n" + "lr *= lr\n".repeat(60),
                        "schedule must have at most 1000000 parts"),
                Arguments.of("one long name, often used", doubled() + used("a17 * 2"), "a plan must have at most"),
                Arguments.of("one long prefix, often continued", doubled() + used("a17.then(a0)"), TOO_MUCH),
                Arguments.of("one long end, often used", doubled() + used("a0.then(a17)"), TOO_MUCH));
    }

    private static String used(String how) {
        StringBuilder uses = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            uses.append("b%d = %s%n".formatted(i, how));
        }
        return uses.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("costly")
    void textsThatCostTooMuchAreRefused(String name, String text, String problem) {
        assertThatThrownBy(() -> Schedule.parse(text))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("costlyPlans")
    void plansThatCostTooMuchAreRefused(String name, String text, String problem) {
        assertThatThrownBy(() -> Plan.parse(text))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void whatIsOnlyLongIsRead() {
        String sequence = "hold(1, 1)" + ".then(hold(2, 1))".repeat(100_000);
        assertThat(Schedule.parse(sequence)).hasToString(sequence);
        String table = "piecewise({" + entries(200_000) + "})";
        assertThat(Schedule.parse(table)).hasToString(table);
        String iteration = "iterate(0.1, 1e7, (k, x) -> x * 0.9999999)";
        assertThat(Schedule.parse(iteration)).hasToString(iteration);
    }
}
