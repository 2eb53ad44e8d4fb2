package dev.anneal.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParameterGroupsTest {

    private final Linear body = Linear.builder().setUnits(3).build();
    private final Linear head = Linear.builder().setUnits(2).build();
    private Model model;

    @BeforeEach
    void build() {
        Natives.load();
        model = Model.newInstance("two layers", Device.cpu(), "PyTorch");
        model.setBlock(new SequentialBlock().add(body).add(head));
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void withoutDeclarationsThereIsOneGroup() {
        assertThat(ParameterGroups.of(model).names()).containsExactly("0");
        assertThat(ParameterGroups.of(model)).hasToString("""
                0: 01Linear_weight
                0: 01Linear_bias
                0: 02Linear_weight
                0: 02Linear_bias""");
    }

    @Test
    void whatNoGroupTakesIsTheRest() {
        assertThat(ParameterGroups.of(model).with("head", head)).hasToString("""
                rest: 01Linear_weight
                rest: 01Linear_bias
                head: 02Linear_weight
                head: 02Linear_bias""");
    }

    @Test
    void theFirstGroupThatTakesAParameterHasIt() {
        ParameterGroups groups = ParameterGroups.of(model)
                .with("biases", name -> name.endsWith("_bias"))
                .with("head", head)
                .with("body", name -> true);
        assertThat(groups.names()).containsExactly("biases", "head", "body");
        assertThat(groups).hasToString("""
                body: 01Linear_weight
                biases: 01Linear_bias
                head: 02Linear_weight
                biases: 02Linear_bias""");
    }

    @Test
    void aGroupThatTakesNothingIsRefused() {
        ParameterGroups groups = ParameterGroups.of(model).with("head", head);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> groups.with("body", name -> name.startsWith("01Lineer")))
                .withMessage("group body must take a parameter, got none; left are [01Linear_weight, 01Linear_bias]");
    }

    @Test
    void groupsHaveDifferentNames() {
        ParameterGroups groups = ParameterGroups.of(model).with("head", head);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> groups.with("head", body))
                .withMessageContaining("a name of its own, other than 'rest', got 'head'");
        assertThatIllegalArgumentException().isThrownBy(() -> groups.with("rest", body));
        assertThatIllegalArgumentException().isThrownBy(() -> groups.with(" ", body));
    }

    @Test
    void aModelWithoutParametersIsRefused() {
        model.setBlock(new SequentialBlock());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParameterGroups.of(model))
                .withMessage("model must have parameters, got none in two layers");
    }
}
