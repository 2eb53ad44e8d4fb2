package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Plan;
import dev.anneal.dialect.megatron.Megatron;
import dev.anneal.notation.NotationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MegatronTest extends FrameworkTest {

    MegatronTest() {
        super(new Megatron());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            OptimizerParamScheduler(o, 0, 0.1, 0, 10, 60, 'cosine', 0, 0.1, 50, 'linear') | lr = linear(0, 0.1, 5).then(cosine(0.1, 0, 25)); weight_decay = linear(0, 0.1, 25)
            OptimizerParamScheduler(o, 0, 0.1, 0, 10, 60, 'constant', 0.1, 0.1, 50, 'constant') | lr = linear(0, 0.1, 5); weight_decay = constant(0.1)
            OptimizerParamScheduler(o, 0, 0.1, 0, 10, 60, 'WSD', 0.1, 0.1, 50, 'constant', wsd_decay_steps=20, lr_wsd_decay_style='linear') | lr = linear(0, 0.1, 5).then(hold(0.1, 15)).then(linear(0.1, 0, 10)); weight_decay = constant(0.1)
            """)
    void regularSchedulesAreClosedForms(String text, String plan) {
        assertThat(reading("megatron." + text, "total=40 increment=2").plan())
                .isEqualTo(Plan.parse(plan.replace("; ", "\n")));
    }

    @Test
    void aFactOfAGroupNeedsANumberForEach() {
        assertThatThrownBy(() -> reading(
                        "megatron.OptimizerParamScheduler(o, 0, 0.1, 0, 10, 60, 'cosine', 0, 0.1, 50, 'linear')",
                        "groups=2 wd_mult=1,0,1"))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining("wd_mult must be one number, or one for each of 2 parameter groups, got 1,0,1");
    }

    @Test
    void anUnknownStyleOfWsdIsRefusedOnlyWhereTheRunGetsThere() {
        String text = "megatron.OptimizerParamScheduler(o, 0, 0.1, 0, 10, 60, 'WSD', 0.1, 0.1, 50, 'constant', "
                + "wsd_decay_steps=20)";
        assertThat(reading(text, "total=40")
                        .plan()
                        .assignments()
                        .get(0)
                        .schedule()
                        .at(39))
                .isEqualTo(0.1);
        assertThatThrownBy(() -> reading(text, "total=41"))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining(
                        "lr_wsd_decay_style must be one of 'linear', 'cosine', 'exponential', 'minus_sqrt'");
    }

    @Test
    void whatIsDoneWithACheckpointIsTold() {
        Reading reading = reading(
                "megatron.OptimizerParamScheduler(o, 0, 0.1, 0, 10, 60, 'cosine', 0, 0.1, 50, 'linear', False, True)",
                "");
        assertThat(reading.notes()).anyMatch(note -> note.contains("settings of a checkpoint"));
    }
}
