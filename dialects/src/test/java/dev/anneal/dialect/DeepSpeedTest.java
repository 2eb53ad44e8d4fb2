package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Plan;
import dev.anneal.dialect.deepspeed.DeepSpeed;
import dev.anneal.notation.NotationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeepSpeedTest extends FrameworkTest {

    DeepSpeedTest() {
        super(new DeepSpeed());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            WarmupLR(optimizer, 0, 0.1, 10, 'linear') | lr = hold(0, 1).then(linear(0, 0.1, 10))
            WarmupDecayLR(optimizer, 50, 0, 0.1, 10, 'linear') | lr = hold(0, 1).then(linear(0, 0.1, 10).until(10)).then(linear(0.1, 0, 40))
            OneCycle(optimizer, 0.01, 0.1, cycle_first_step_size=20, decay_lr_rate=0.5, decay_step_size=10) | lr = linear(0.01, 0.1, 20).then(linear(0.1, 0.01, 20)).then(inverseTime(0.01, 0.5, 10))
            """)
    void regularSchedulesAreClosedForms(String text, String plan) {
        assertThat(reading("deepspeed." + text, "lr=0.1 optimizer=sgd steps=100")
                        .plan())
                .isEqualTo(Plan.parse(plan.replace("; ", "\n")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sgd | cycle_momentum does nothing with sgd, which has no betas
                | cycle_momentum drives beta1 where the optimizer has betas: give --optimizer adam
            """)
    void whyMomentumIsNotCycledIsTold(String optimizer, String note) {
        String horizon = optimizer == null ? "steps=100" : "steps=100 optimizer=" + optimizer;
        Reading reading = reading("deepspeed.OneCycle(optimizer, 0.01, 0.1)", horizon);
        assertThat(reading.notes()).contains(note);
    }

    @Test
    void adamIsToldBothOfItsCoefficients() {
        Plan plan = reading("deepspeed.OneCycle(optimizer, 0.01, 0.1)", "optimizer=adam steps=100")
                .plan();
        assertThat(plan.toString().lines()).anyMatch("beta2 = constant(0.99)"::equals);
    }

    @Test
    void aNameOfTorchMayStandInAConfiguration() {
        assertThat(reading("deepspeed.{'type': 'ExponentialLR', 'params': {'gamma': 0.9}}", "lr=0.1 steps=100")
                        .plan())
                .isEqualTo(Plan.parse("lr = exponential(0.1, 0.9)"));
    }

    @Test
    void aFaultIsShownAtItsArgument() {
        String text = "deepspeed.WarmupLR(optimizer, warmup_num_steps=1.5)";
        assertThatThrownBy(() -> reading(text, "lr=0.1"))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining("warmup_num_steps must be an integer >= 1, got 1.5");
    }

    @Test
    void aConfigurationInAProgramIsRead() {
        Reading reading = reading("""
                ds_config = {
                    "train_batch_size": 64,
                    "scheduler": {"type": "LRRangeTest", "params": {"lr_range_test_min_lr": 0.1}},
                }
                engine, _, _, _ = deepspeed.initialize(model=model, config=ds_config)""", "lr=0.1 total=100");
        assertThat(reading.taken()).isEqualTo("deepspeed.LRRangeTest");
    }

    @Test
    void aConfigurationThatAProgramPicksFromIsNoSchedulerItself() {
        Reading reading = reading("""
                config = {"scheduler": {"type": "StepLR", "params": {"step_size": 7}}}
                scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.9)""", "lr=0.1 total=100");
        assertThat(reading.taken()).isEqualTo("torch.ExponentialLR");
    }
}
