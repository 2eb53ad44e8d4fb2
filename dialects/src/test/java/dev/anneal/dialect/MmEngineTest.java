package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.dialect.mmengine.MmEngine;
import dev.anneal.notation.NotationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MmEngineTest extends FrameworkTest {

    MmEngineTest() {
        super(new MmEngine());
    }

    private static final Horizon RUN = Horizon.parse("lr=0.1 epochs=12 steps_per_epoch=20");

    /** A detector's configuration, as people have it. */
    private static final String DETECTOR = """
            max_epochs = 12
            base_lr = 0.02
            train_dataloader = dict(batch_size=2, num_workers=2, dataset=dict(type='CocoDataset'))
            train_cfg = dict(type='EpochBasedTrainLoop', max_epochs=max_epochs, val_interval=1)
            param_scheduler = [
                dict(type='LinearLR', start_factor=0.001, by_epoch=False, begin=0, end=500),
                dict(
                    type='MultiStepLR',
                    begin=0,
                    end=max_epochs,
                    by_epoch=True,
                    milestones=[max_epochs - 4, max_epochs - 1],
                    gamma=0.1)
            ]
            optim_wrapper = dict(
                type='OptimWrapper',
                optimizer=dict(type='SGD', lr=base_lr, momentum=0.9, weight_decay=0.0001))
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            dict(type='LinearLR', by_epoch=False, start_factor=0.5, end=50), dict(type='CosineAnnealingLR', by_epoch=False, begin=50, end=240)     | linear(0.05, 0.1, 49).until(50).then(cosine(0.1, 0, 190).until(189))
            dict(type='LinearLR', by_epoch=False, start_factor=0.5, end=50), dict(type='MultiStepLR', milestones=[8, 11])                          | linear(0.05, 0.1, 49).times(multiStep(1, 0.1, 160, 220))
            dict(type='mmengine.LinearLR', start_factor=0.5, end=5, convert_to_iter_based=True)                                                    | linear(0.05, 0.1, 99)
            dict(type='PolyLR', begin=2, by_epoch=False)                                                                                           | hold(0.1, 2).then(linear(0.1, 0, 237))
            dict(type=ConstantLR, factor=0.5, end=3, by_epoch=False), dict(type='CosineRestartLR', periods=[10], eta_min=0, begin=4, by_epoch=False) | piecewise({0: 0.05, 2: 0.1}).until(4).then(cosine(0.1, 0, 10).until(9))
            """)
    void schedulersThatKeepOutOfEachOthersWayAreClosedForms(String list, String schedule) {
        Reading reading = Dialects.understand("param_scheduler = [" + list + "]", RUN);
        assertThat(reading.plan()).isEqualTo(Plan.parse("lr = " + schedule));
        assertThat(reading.notes()).isEmpty();
    }

    @Test
    void whatActsOnWhatOthersLeaveIsATable() {
        Reading reading = Dialects.understand(
                "param_scheduler = [dict(type='CosineAnnealingLR', eta_min=0.01, by_epoch=False),"
                        + " dict(type='ExponentialLR', gamma=0.5, by_epoch=False)]",
                RUN.with("epochs", 1).with("steps_per_epoch", 3));
        double first = 0.01 + 0.09 * 1.5 / 2;
        assertThat(reading.plan()
                        .schedule(Hyperparameter.LEARNING_RATE, "")
                        .orElseThrow()
                        .at(1))
                .isCloseTo(first * 0.5, within(1e-15));
        assertThat(reading.notes()).singleElement().asString().contains("a table of what mmengine does, up to step 2");
    }

    @Test
    void aListOfEpochsAloneNeedsNoIterations() {
        Reading reading = Dialects.understand(
                "param_scheduler = dict(type='CosineAnnealingLR', eta_min_ratio=0.1)",
                Horizon.parse("lr=0.1 epochs=9"));
        assertThat(reading.clock()).isEqualTo(Clock.EPOCH);
        assertThat(reading.plan()).hasToString("lr = cosine(0.1, 0.010000000000000002, 9).until(8)");
    }

    @Test
    void aConfigurationSaysWhatTheRunDoesNot() {
        Reading reading = Dialects.understand(DETECTOR, Horizon.parse("steps_per_epoch=100"));
        assertThat(reading.plan())
                .isEqualTo(Plan.parse("lr = linear(2e-5, 0.02, 499).times(multiStep(1, 0.1, 800, 1100))"));
        assertThat(reading.notes()).isEmpty();
        assertThat(reading.facts())
                .isEqualTo(Map.of(
                        "epochs",
                        "12",
                        "batch",
                        "2",
                        "optimizer",
                        "SGD",
                        "lr",
                        "0.02",
                        "momentum",
                        "0.9",
                        "weight_decay",
                        "1e-4"));
        Reading told = Dialects.understand(DETECTOR, Horizon.parse("steps_per_epoch=100 lr=0.1"));
        assertThat(told.plan())
                .isEqualTo(Plan.parse("lr = linear(1e-4, 0.1, 499).times(multiStep(1, 0.1, 800, 1100))"));
        assertThat(told.notes()).containsExactly("lr is 0.02 in the text; 0.1, which is given, is taken");
    }

    @Test
    void whatAConfigurationLeavesOpenIsAskedFor() {
        assertThatThrownBy(() -> Dialects.understand(DETECTOR, Horizon.UNKNOWN))
                .hasMessageContaining("give --steps-per-epoch");
        assertThatThrownBy(
                        () -> Dialects.understand("param_scheduler = [dict(type='LinearLR')]", Horizon.parse("lr=0.1")))
                .hasMessageContaining("give --epochs");
        assertThatThrownBy(
                        () -> Dialects.understand("param_scheduler = [dict(type='LinearLR', end=3)]", Horizon.UNKNOWN))
                .hasMessageContaining("give --lr");
    }

    @Test
    void theRateIsScaledForTheBatchWhereTheConfigurationSaysSo() {
        String scaled = DETECTOR + "auto_scale_lr = dict(enable=True, base_batch_size=16)\n";
        Reading reading = Dialects.understand(scaled, Horizon.parse("steps_per_epoch=100 workers=4"));
        assertThat(reading.plan()
                        .schedule(Hyperparameter.LEARNING_RATE, "")
                        .orElseThrow()
                        .at(600))
                .isEqualTo(0.01);
        assertThat(reading.notes())
                .containsExactly("auto_scale_lr scales the rate by 0.5: 8 samples an update on 4 workers");
    }

    @Test
    void whatMayChangeTheRatesAndIsNotFollowedIsTold() {
        String more = DETECTOR + """
                _base_ = './default_runtime.py'
                custom_hooks = [dict(type='MomentumAnnealingHook'), dict(type='SyncNormHook')]
                default_hooks = dict(param_scheduler=dict(type='YOLOv5ParamSchedulerHook'))
                """;
        assertThat(Dialects.understand(more, RUN).notes())
                .contains(
                        "what _base_ inherits is not read: paste it too, or give --lr, --epochs …",
                        "MomentumAnnealingHook may change the rates too, and is not followed",
                        "YOLOv5ParamSchedulerHook may change the rates too, and is not followed");
    }

    @Test
    void aLoopOfIterationsHasOneEpoch() {
        String text = """
                optimizer = dict(type='SGD', lr=0.01, momentum=0.9)
                optim_wrapper = dict(type='OptimWrapper', optimizer=optimizer)
                warmup = dict(type='LinearLR', start_factor=0.5, by_epoch=True, end=3)
                decay = dict(type='PolyLR', power=2.0, by_epoch=False)
                param_scheduler = [warmup, decay]
                train_cfg = dict(type='IterBasedTrainLoop', max_iters=101)
                """;
        Reading reading = Dialects.understand(text, Horizon.UNKNOWN);
        assertThat(reading.notes())
                .contains("what counts epochs stays as it begins: a loop of iterations has one epoch");
        assertThat(reading.plan()
                        .schedule(Hyperparameter.LEARNING_RATE, "")
                        .orElseThrow()
                        .at(50))
                .isCloseTo(0.005 / 4, within(1e-15));
    }

    @Test
    void momentaAndMetricsStandInTheSameList() {
        String text =
                "param_scheduler = [dict(type='StepLR', step_size=4), dict(type='LinearMomentum', start_factor=0.5, end=5),"
                        + " dict(type='ReduceOnPlateauLR', monitor='acc', rule='greater')]";
        Plan plan = Dialects.understand(text, RUN.with("momentum", 0.8)).plan();
        assertThat(plan)
                .isEqualTo(Plan.parse("""
                        lr = exponential(0.1, 0.1, 4).staircase(4)
                        momentum = linear(0.4, 0.8, 4)
                        lr *= plateau(on="acc", mode="max", first=-1e9, eps=1e-8)""")
                        .with(
                                Hyperparameter.LEARNING_RATE,
                                plan.schedule(Hyperparameter.LEARNING_RATE, "").orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            lr_config = dict(policy='step', warmup='linear', step=[8, 11])      | lr_config and momentum_config with a policy are of mmcv
            param_scheduler = [dict(type='StepLRR', step_size=3)]               | schedulers[0]["type"] must be the type of a scheduler (did you mean StepLR?)
            mmengine.param_scheduler = dict(a=[dict(type='StepLR')])            | schedulers must be the schedulers of one optimizer
            param_scheduler = [dict(type='StepLR', size=3)]                     | StepLR has no parameter 'size'
            param_scheduler = [dict(type='LinearLR', begin=9, end=9)]           | end must be greater than begin, got 9
            param_scheduler = [dict(type='PolyLR', begin=20)]                   | begin must be less than end, got 20
            mmengine.LinearLR.build_iter_from_epoch(optimizer, end=3)           | epoch_length must be a positive integer, got None
            mmengine.OneCycleParamScheduler(optimizer, 'momentum', eta_max=1.0) | param_name must be 'lr'
            """)
    void whatCannotBeReadIsRefusedAtItsArgument(String text, String problem) {
        assertThatThrownBy(() -> Dialects.understand(text, RUN))
                .isInstanceOf(NotationException.class)
                .hasMessageStartingWith(problem);
    }
}
