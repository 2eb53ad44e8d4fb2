package dev.anneal;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Schedule.constant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerwiseTest {

    private static final Horizon RUN = Horizon.parse("groups=embeddings,layer1,head steps=100");

    @Test
    void ratesFallFromTheOutputToTheInput() {
        Plan plan = Plan.parse("lr = cosine(0.1, 0, total); lr *= layerwise(0.75)", RUN);
        assertThat(plan).hasToString("""
                lr = cosine(0.1, 0, 100)
                lr[embeddings] = cosine(0.1, 0, 100).times(0.5625)
                lr[layer1] = cosine(0.1, 0, 100).times(0.75)
                lr[head] = cosine(0.1, 0, 100)""");
        assertThat(Plan.parse(plan.toString())).isEqualTo(plan);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "layerwise(0.75, embeddings, layer1, head)",
                "layerwise(0.75, [embeddings, layer1, head])",
                "layerwise(0.75, 'embeddings', \"layer1\", head)",
                "layerwise(decay=0.75, groups=[embeddings, layer1, head])",
                "layerwise(3/4, groups=(embeddings, layer1, head))",
                "layerwise(0.75)"
            })
    void theLineNamesTheGroupsOrTheRunDoes(String line) {
        assertThat(Plan.parse("lr = 0.1; lr *= " + line, RUN))
                .isEqualTo(Plan.of(constant(0.1)).layerwise(LEARNING_RATE, 0.75, RUN.groups()));
    }

    @Test
    void namesInTheLineComeFirst() {
        assertThat(Plan.parse("lr = 1; lr *= layerwise(0.5, a, b)", RUN))
                .hasToString("lr = constant(1)\nlr[a] = constant(0.5)\nlr[b] = constant(1)");
    }

    @Test
    void aGroupKeepsItsOwnSchedule() {
        Plan plan = Plan.parse("lr = 1; lr[layer1] = linear(0, 1, 5); lr *= layerwise(0.5)", RUN);
        assertThat(plan).hasToString("""
                lr = constant(1)
                lr[layer1] = linear(0, 1, 5).times(0.5)
                lr[embeddings] = constant(0.25)
                lr[head] = constant(1)""");
        assertThat(Plan.parse("lr[a] = 1; lr[b] = 2; lr *= layerwise(0.5, a, b)"))
                .hasToString("lr[a] = constant(0.5)\nlr[b] = constant(2)");
    }

    @Test
    void itActsAgainOnWhatItMade() {
        assertThat(Plan.parse("lr = 1; lr *= layerwise(0.5, a, b, c); lr *= layerwise(0.5, a, b)"))
                .hasToString("lr = constant(1)\nlr[a] = constant(0.125)\nlr[b] = constant(0.5)\nlr[c] = constant(1)");
    }

    @Test
    void laterLinesReadTheGroups() {
        assertThat(Plan.parse("lr = 1; lr *= layerwise(0.5, a, b); lr[bias] = lr[a] * 3; lr *= plateau()")
                        .assignments())
                .last()
                .hasToString("lr[bias] = constant(1.5)");
    }

    @Test
    void groupsThatAreCountedAreNumbers() {
        assertThat(Plan.parse("lr = 1; lr *= layerwise(0.5)", Horizon.parse("groups=3")))
                .hasToString("lr = constant(1)\nlr[0] = constant(0.25)\nlr[1] = constant(0.5)\nlr[2] = constant(1)")
                .isEqualTo(Plan.parse("lr = 1; lr *= layerwise(0.5, 0, 1, 2)"));
    }

    @Test
    void awkwardNamesAreQuoted() {
        Plan plan = Plan.parse("lr = 1; lr *= layerwise(0.5)", Horizon.parse("groups=layer-1,if,007,é,lr"));
        assertThat(plan.toString().lines())
                .contains("lr[\"layer-1\"] = constant(0.0625)", "lr[\"if\"] = constant(0.125)", "lr[lr] = constant(1)");
        assertThat(Plan.parse(plan.toString())).isEqualTo(plan);
        assertThat(Plan.parse("lr = 1; lr *= layerwise(0.5, 'a b', \"c'd\")").assignments())
                .hasSize(3);
    }

    @Test
    void otherHyperparametersMayDecayToo() {
        assertThat(Plan.parse("weight_decay = 0.1; weight_decay *= layerwise(0.5, a, b)"))
                .hasToString(
                        "weight_decay = constant(0.1)\nweight_decay[a] = constant(0.05)\nweight_decay[b] = constant(0.1)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lr = 1; lr *= layerwise(0)             | decay must be finite and > 0, got 0",
                "lr = 1; lr *= layerwise(-1)            | decay must be finite and > 0, got -1",
                "lr = 1; lr *= layerwise(inf)           | decay must be finite and > 0, got inf",
                "lr = 1; lr *= layerwise(1e-200)        | decay must leave each of 3 groups a factor that doubles can tell, got 1e-200",
                "lr = 1; lr *= layerwise(0.5, a, b, a)  | groups must differ, got 'a' twice",
                "lr = 1; lr *= layerwise()              | layerwise needs decay: layerwise(decay, *groups)",
                "lr = 1; lr *= layerwise(0.5, a + b)    | expected the name or the number of a parameter group",
                "lr = 1; lr *= layerwise(0.5, [])       | no groups are named here, nor by the run",
                "lr *= layerwise(0.5)                   | lr[embeddings] has not been assigned yet",
                "lr = 1; lr = layerwise(0.5)            | layerwise changes what all groups follow: lr *= layerwise(…)",
                "lr = 1; lr[a] *= layerwise(0.5)        | layerwise changes what all groups follow: lr *= layerwise(…)",
                "lr = 1; lr *= layerwise(0.5).times(2)  | layerwise has no operators",
                "lr = 1; lr *= layerwize(0.5)           | unknown function 'layerwize'",
                "lr = 1 * layerwise(0.5)                | unknown function 'layerwise'; write lr *= layerwise(decay), on a line after lr = …"
            })
    void whatMakesNoSenseIsRefused(String text, String problem) {
        assertThatThrownBy(() -> Plan.parse(text, RUN)).hasMessageStartingWith(problem);
    }

    @Test
    void withoutGroupsThereAreNoLayers() {
        assertThatThrownBy(() -> Plan.parse("lr = 1\nlr *= layerwise(0.75)")).hasMessage("""
                        line 2: no groups are named here, nor by the run: layerwise(0.75, embeddings, body, head)
                          lr *= layerwise(0.75)
                                ^^^^^^^^^^^^^^^""");
        assertThatThrownBy(() -> Plan.parse("lr = 1; lr *= layerwise(0.75)", Horizon.parse("groups=a,,b")))
                .hasMessageStartingWith("groups must have names, got a,,b");
        Plan plan = Plan.of(constant(1));
        assertThatThrownBy(() -> plan.layerwise(LEARNING_RATE, 0.5, List.of()))
                .hasMessage("groups must be named, from the input to the output, got none");
    }
}
