package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Plan;
import dev.anneal.dialect.fvcore.FvCore;
import dev.anneal.notation.NotationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FvCoreTest extends FrameworkTest {

    FvCoreTest() {
        super(new FvCore());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            LinearParamScheduler(0.1, 0) | lr = linear(0.1, 0, 100).then(formula(t -> 0 + t * -0.001))
            StepParamScheduler(7, [1, 0.1]) | lr = piecewise({0: 1, 50: 0.1})
            CompositeParamScheduler([ConstantParamScheduler(0.4), CosineParamScheduler(0.4, 0.1)], [0.3, 0.7], ['rescaled', 'rescaled']) | lr = hold(0.4, 30).then(cosine(0.4, 0.1, 70).then(cosine(0.1, 0.4, 70)).repeat())
            """)
    void regularSchedulesAreClosedForms(String text, String plan) {
        assertThat(reading("fvcore." + text, "total=100").plan()).isEqualTo(Plan.parse(plan.replace("; ", "\n")));
    }

    @Test
    void aFunctionMayBeAPart() {
        Reading reading = reading(
                "fvcore.CompositeParamScheduler([lambda w: 0.1 * w, ConstantParamScheduler(0.2)], [0.5, 0.5], "
                        + "['rescaled', 'fixed'])",
                "total=10");
        assertThat(reading.plan().assignments().get(0).schedule().at(4)).isEqualTo(0.1 * (4.0 / 5));
    }

    @Test
    void theLengthOfTheRunIsAskedFor() {
        assertThatThrownBy(() -> reading("fvcore.CosineParamScheduler(1, 0)", ""))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining("CosineParamScheduler is a function of the progress of a run: give --steps");
    }

    @Test
    void aMultiplierIsASchedulerOfProgressAndNoOther() {
        assertThatThrownBy(() -> reading("fvcore.LRMultiplier(optimizer, StepLR(optimizer, 3), 10)", "lr=0.1"))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining("multiplier must be a ParamScheduler");
    }

    @Test
    void whatDetectronCallsLaterIsCalled() {
        String lazy = """
                from detectron2.config import LazyCall as L
                lr_multiplier = L(WarmupParamScheduler)(
                    scheduler=L(MultiStepParamScheduler)(values=[1.0, 0.1], milestones=[60], num_updates=100),
                    warmup_length=10 / 100, warmup_factor=0.001)""";
        String called = "WarmupParamScheduler(scheduler=MultiStepParamScheduler(values=[1.0, 0.1], milestones=[60], "
                + "num_updates=100), warmup_length=10 / 100, warmup_factor=0.001)";
        assertThat(reading(lazy, "total=100").plan())
                .isEqualTo(reading(called, "total=100").plan());
    }
}
