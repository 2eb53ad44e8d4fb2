package dev.anneal;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Hyperparameter.MOMENTUM;
import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.linear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

    private static final String TEXT = """
            lr = linear(0, 0.1, 500).then(cosine(0.1, 0, 9500))
            lr[backbone] = linear(0, 0.1, 500).then(cosine(0.1, 0, 9500)).times(0.1)
            momentum = constant(0.9)
            lr *= plateau(on="val_loss", factor=0.1, patience=10)""";

    @Test
    void itsTextReadsBack() {
        Plan plan = Plan.parse("""
                lr = linear(0, 0.1, 500)            # warmup
                    .then(cosine(0.1, 0, total - 500))
                lr[backbone] = lr * 0.1; momentum = 0.9
                lr *= plateau(factor=0.1, patience=10, on='val_loss')
                """, Horizon.parse("steps=10000"));
        assertThat(plan).hasToString(TEXT);
        assertThat(Plan.parse(TEXT)).isEqualTo(plan).hasSameHashCodeAs(plan);
    }

    @Test
    void aScheduleAloneIsThatOfTheLearningRate() {
        assertThat(Plan.parse("linear(0, 1, 5)")).isEqualTo(Plan.of(linear(0, 1, 5)));
        assertThat(Plan.parse("0.1")).hasToString("lr = constant(0.1)");
    }

    @Test
    void aGroupWithoutAScheduleFollowsThatOfAll() {
        Plan plan = Plan.parse(TEXT);
        assertThat(plan.schedule(LEARNING_RATE, "backbone"))
                .hasValueSatisfying(s -> assertThat(s.at(500)).isEqualTo(0.1 * 0.1));
        assertThat(plan.schedule(LEARNING_RATE, "head")).isEqualTo(plan.schedule(LEARNING_RATE, ""));
        assertThat(plan.schedule(MOMENTUM, "head")).hasValue(constant(0.9));
        assertThat(plan.schedule(Hyperparameter.BETA1, "")).isEmpty();
        assertThat(plan.length()).isEqualTo(10_000);
    }

    @Test
    void whatIsAssignedMayBeChanged() {
        Plan plan = Plan.parse("lr = 0.1; lr *= linear(0, 1, 5); lr += 1; lr -= 0.5; lr /= 4; lr[0] *= 2; lr *= 3");
        assertThat(plan.schedule(LEARNING_RATE, "").orElseThrow().at(5)).isEqualTo((0.1 + 1 - 0.5) / 4 * 3);
        assertThat(plan.schedule(LEARNING_RATE, "0").orElseThrow().at(5)).isEqualTo((0.1 + 1 - 0.5) / 4 * 2);
    }

    @Test
    void laterLinesReadWhatEarlierOnesAssigned() {
        assertThat(Plan.parse("lr = linear(0, 1, 5)\nmomentum = 0.95 - 0.1 * lr"))
                .hasToString("lr = linear(0, 1, 5)\n"
                        + "momentum = constant(0.95).plus(linear(0, 1, 5).times(0.1).times(-1))");
    }

    @Test
    void equalityLooksAtOrderAndRules() {
        Plan plan = Plan.parse("lr = 0.1; momentum = 0.9");
        assertThat(plan).isNotEqualTo(Plan.parse("momentum = 0.9; lr = 0.1"));
        assertThat(plan.diff(Plan.parse("momentum = 0.9; lr = 0.1"))).isEqualTo("the same lines in another order");
        assertThat(plan).isNotEqualTo(Plan.parse("lr = 0.1; momentum = 0.9; lr *= plateau()"));
        assertThat(plan.with(MOMENTUM, constant(0.8)).with(MOMENTUM, constant(0.9)))
                .isEqualTo(plan);
        assertThat(Plan.of(constant(0.1)).with(MOMENTUM, constant(0.9))).isEqualTo(plan);
    }

    @Test
    void aDiffShowsLinesOfEach() {
        Plan before = Plan.parse("lr = cosine(0.1, 0, total)\nmomentum = 0.9", Horizon.parse("steps=500"));
        Plan after = Plan.parse("lr = cosine(0.1, 0, total)\nbeta1 = 0.9", Horizon.parse("steps=600"));
        assertThat(before.diff(after)).isEqualTo("""
                - lr = cosine(0.1, 0, 500)
                + lr = cosine(0.1, 0, 600)
                - momentum = constant(0.9)
                + beta1 = constant(0.9)""");
        assertThat(before.diff(before)).isEmpty();
        Plan ruled = Plan.parse("lr = 0.1; lr *= plateau(patience=3)");
        assertThat(ruled.diff(Plan.parse("lr = 0.1; lr *= plateau(patience=4)")))
                .isEqualTo("""
                - lr *= plateau(on="val_loss", factor=0.1, patience=3)
                + lr *= plateau(on="val_loss", factor=0.1, patience=4)""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "head",
                "0",
                "12",
                "007",
                "100000000",
                "12345678901234567890",
                "-1",
                "1.5",
                "a b",
                "a.b",
                "if",
                "None",
                "lambda",
                "é",
                "'",
                "\"",
                "\\",
                "\n",
                "\u0000",
                "#",
                "lr",
                "total",
                "]"
            })
    void groupNamesAreQuotedWhereTheyMust(String group) {
        Plan plan = Plan.of(constant(1)).with(LEARNING_RATE, group, constant(2));
        assertThat(Plan.parse(plan.toString())).isEqualTo(plan);
    }

    @Test
    void plainGroupNamesAreNotQuoted() {
        Plan plan = Plan.of(constant(1))
                .with(LEARNING_RATE, "head", constant(2))
                .with(LEARNING_RATE, "3", constant(3))
                .with(LEARNING_RATE, "layer 1", constant(4));
        assertThat(plan).hasToString("""
                lr = constant(1)
                lr[head] = constant(2)
                lr[3] = constant(3)
                lr["layer 1"] = constant(4)""");
    }

    @Test
    void aGroupCanFollowAnother() {
        Plan plan = Plan.parse("lr = 0.1; lr[a] = lr * 2; lr['b c'] = lr[a] * 2; lr[d] = lr[e] * 3; lr[f] = lr['b c']");
        assertThat(plan.toString().lines())
                .containsExactly(
                        "lr = constant(0.1)",
                        "lr[a] = constant(0.2)",
                        "lr[\"b c\"] = constant(0.4)",
                        "lr[d] = constant(0.30000000000000004)",
                        "lr[f] = constant(0.4)");
    }

    @Test
    void aGroupThatFollowsNothingYetIsRefused() {
        assertThatThrownBy(() -> Plan.parse("lr[a] = lr[b]")).hasMessageStartingWith("lr[b] has not been assigned yet");
    }

    @Test
    void callsThatTheNotationDoesNotKnowAreReadByAnExtension() {
        Plan.Extension extension = chain ->
                chain.toString().startsWith("their.half(") ? new Plan.Extended(Schedule.constant(0.5), 2) : null;
        Plan plan = Plan.parse("lr = their.half(x) * 2; momentum = their.half(y).times(3)", Horizon.UNKNOWN, extension);
        assertThat(plan).hasToString("lr = constant(1)\nmomentum = constant(1.5)");
    }

    @Test
    void whatNoExtensionKnowsIsUnknownAsBefore() {
        assertThatThrownBy(() -> Plan.parse("their.half(x)", Horizon.UNKNOWN, chain -> null))
                .hasMessageContaining("unknown function 'their.half'");
    }

    @Test
    void theNamesOfTheNotationComeFirst() {
        Plan.Extension extension = chain -> new Plan.Extended(Schedule.constant(9), 1);
        assertThat(Plan.parse("linear(0, 1, 10)", Horizon.UNKNOWN, extension))
                .isEqualTo(Plan.parse("linear(0, 1, 10)"));
    }
}
