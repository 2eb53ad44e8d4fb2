package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.notation.NotationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlateausTest {

    private static final List<String> FOLDERS = List.of("timm", "fastai", "paddle");

    static Stream<Path> curves() {
        return FOLDERS.stream().flatMap(Recorded::curves);
    }

    static Stream<List<String>> refused() {
        return FOLDERS.stream().filter(folder -> !folder.equals("fastai")).flatMap(Recorded::refused);
    }

    @ParameterizedTest
    @MethodSource("curves")
    void everyRecordedCurveAgrees(Path file) throws IOException {
        assertThat(Recorded.disagreement(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsRefusedThereIsRefused(List<String> line) {
        assertThat(Recorded.refusal(line.get(0), line.get(1))).isPresent();
    }

    private static final Horizon RUN = Horizon.parse("lr=0.1 epochs=60");

    private static Plan read(String text) {
        return Dialects.understand(text, RUN).plan();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            timm.PlateauLRScheduler(optimizer)                              | lr = 0.1           | mode="max", eps=1e-8
            timm.PlateauLRScheduler(optimizer, warmup_t=4)                  | lr = linear(0, 0.1, 4) | mode="max", eps=1e-8, start=5
            timm.PlateauLRScheduler(optimizer, warmup_t=2.5, warmup_lr_init=0.05) | lr = linear(0.05, 0.09, 2) | mode="max", eps=1e-8, start=3
            timm.PlateauLRScheduler(optimizer, warmup_t=0.5, mode='min')    | lr = 0             | eps=1e-8, start=1
            timm.scheduler.create_scheduler_v2(optimizer, 'plateau', patience_epochs=3, plateau_mode='min') | lr = 0.1 | patience=3, eps=1e-8
            fastai.ReduceLROnPlateau()                                      | lr = 0.1 | on="valid_loss", patience=0, relative=0, eps=-inf
            fastai.ReduceLROnPlateau('accuracy', patience=2.5, factor=4)    | lr = 0.1 | on="accuracy", mode="max", patience=2, factor=0.25, relative=0, eps=-inf
            fastai.ReduceLROnPlateau('error_rate', comp=np.greater, factor=0.5) | lr = 0.1 | on="error_rate", mode="max", patience=0, factor=2, relative=0, eps=-inf
            fastai.ReduceLROnPlateau(monitor='f1', comp=numpy.less, min_delta=0.1) | lr = 0.1 | on="f1", mode="min", patience=0, relative=0, absolute=0.1, eps=-inf
            ignite.ReduceLROnPlateauScheduler(optimizer, 'acc', mode='max') | lr = 0.1 | on="acc", mode="max", eps=1e-8
            ignite.ReduceLROnPlateauScheduler(optimizer, 'acc', param_group_index=-1, min_lr=0.01) | lr = 0.1 | on="acc", mode="min", floor=0.01, eps=1e-8
            mmengine.ReduceOnPlateauLR(optimizer)                           | lr = 0.1 | on="loss", first=1e9, eps=1e-8
            mmengine.ReduceOnPlateauLR(optimizer, 'acc', 'greater', begin=3, end=60) | lr = 0.1 | on="acc", mode="max", first=-1e9, eps=1e-8, start=3
            paddle.optimizer.lr.ReduceOnPlateau(0.1, 'MAX', cooldown=3)     | lr = 0.1 | mode="max", rest=3, first=nan, eps=1e-8
            """)
    void whatFollowsAMetricIsARule(String text, String schedule, String rule) {
        String named = rule.startsWith("on=") ? rule : "on=\"val_loss\", " + rule;
        assertThat(read(text)).isEqualTo(Plan.parse(schedule + "\nlr *= plateau(" + named + ")"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            timm.PlateauLRScheduler(optimizer, noise_range_t=5)          | noise_range_t must be None here
            timm.PlateauLRScheduler(optimizer, warmup_t=-1)              | warmup_t must be >= 0, got -1
            timm.PlateauLRScheduler(optimizer, lr_min=[0.1, 0.2])        | lr_min must be one number
            timm.create_scheduler_v2(optimizer, 'plateau', step_on_epochs=False, updates_per_epoch=9) | step_on_epochs must be True
            timm.create_scheduler_v2(optimizer, 'plateau', noise=0.5)    | noise must be None here
            fastai.ReduceLROnPlateau(comp=np.equal)                      | comp must be np.less or np.greater
            fastai.ReduceLROnPlateau(factor=0)                           | factor must be > 0, got 0
            fastai.ReduceLROnPlateau(factor=0.5, min_lr=1)               | min_lr must be at most the rate
            ignite.ReduceLROnPlateauScheduler(optimizer, 'l', param_group_index=1) | param_group_index must be the index of one of 1
            ignite.ReduceLROnPlateauScheduler(optimizer, 'l', param_group_index=0, min_lr=0) | min_lr must be a float
            mmengine.ReduceOnPlateauLR(optimizer, begin=5, end=5)        | end must be greater than begin
            mmengine.ReduceOnPlateauLR(optimizer, end=50)                | end must not be before the end of the run
            paddle.ReduceOnPlateau(0.1, threshold_mode='both')           | threshold_mode must be one of 'rel', 'abs'
            """)
    void whatCannotBeReadIsRefusedAtItsArgument(String text, String problem) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(NotationException.class)
                .hasMessageStartingWith(problem)
                .hasMessageContaining("\n  " + text.substring(0, 20));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ReduceLROnPlateau(monitor='valid_loss', min_delta=0.1, patience=2)                      | fastai.ReduceLROnPlateau
            learn.fit(10, 1e-3, cbs=ReduceLROnPlateau(monitor='valid_loss'))                        | fastai.ReduceLROnPlateau
            ReduceLROnPlateau('error_rate', patience=2, factor=2.0)                                 | fastai.ReduceLROnPlateau
            ReduceLROnPlateau('val_loss', factor=0.2, patience=5, min_lr=0.001)                     | keras.ReduceLROnPlateau
            ReduceLROnPlateau('accuracy', 0.5)                                                      | keras.ReduceLROnPlateau
            ReduceLROnPlateau(monitor='valid_loss', mode='min')                                     | keras.ReduceLROnPlateau
            ReduceLROnPlateau(optimizer, 'min')                                                     | torch.ReduceLROnPlateau
            ReduceLROnPlateau(patience=2)                                                           | torch.ReduceLROnPlateau
            """)
    void theNameOfTheMetricTellsWhoseItIs(String text, String taken) {
        assertThat(Dialects.understand(text, RUN).taken()).isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lr = 0.1 * plateau(on=\"loss\")", "plateau(on=\"loss\")"})
    void aRuleOfTheNotationIsNoMisspelledScheduler(String text) {
        assertThatThrownBy(() -> read(text))
                .hasMessageStartingWith("'plateau' is a rule and no schedule; write lr *= plateau(…)");
    }

    @Test
    void ratesThatLieBelowTheFloorAreRaised() {
        Plan plan = read("fastai.ReduceLROnPlateau(factor=1, min_lr=0.05)");
        assertThat(plan).isEqualTo(Plan.of(Schedule.constant(0.1)));
        assertThatThrownBy(() -> read("fastai.ReduceLROnPlateau(factor=1, min_lr=1)"))
                .hasMessageStartingWith("min_lr must be at most the rate");
    }

    @Test
    void ignitePutsTheLeastRateAside() {
        Reading reading =
                Dialects.understand("ignite.ReduceLROnPlateauScheduler(optimizer, 'loss', min_lr=[1, 2, 3])", RUN);
        assertThat(reading.notes()).containsExactly("ReduceLROnPlateauScheduler: ignite puts min_lr aside here");
        Plan second = Dialects.understand(
                        "ignite.ReduceLROnPlateauScheduler(optimizer, 'loss', min_lr=0.5, param_group_index=1)",
                        Horizon.parse("lr=0.1,0.2"))
                .plan();
        assertThat(second.rules())
                .singleElement()
                .isEqualTo(Plan.parse("lr[1] = 1\nlr[1] *= plateau(on=\"loss\", eps=1e-8)")
                        .rules()
                        .get(0));
    }

    @Test
    void theMomentumMayFollowAMetricToo() {
        String text = "mmengine.ReduceOnPlateauMomentum(optimizer, min_value=[0.5, 0.1])";
        assertThat(Dialects.understand(text, Horizon.parse("momentum=0.9,0.8")).plan())
                .isEqualTo(Plan.parse("""
                        momentum[0] = 0.9
                        momentum[1] = 0.8
                        momentum[0] *= plateau(on="loss", floor=0.5, first=1e9, eps=1e-8)
                        momentum[1] *= plateau(on="loss", floor=0.1, first=1e9, eps=1e-8)"""));
    }

    @Test
    void theRunSaysWhatIsObservedWhereTheTextDoesNot() {
        Horizon run = RUN.with("metric", "top1");
        for (String text : List.of(
                "torch.ReduceLROnPlateau(optimizer)",
                "timm.PlateauLRScheduler(optimizer)",
                "paddle.ReduceOnPlateau(0.1)",
                "hf.GreedyLR(optimizer)",
                "optax.contrib.reduce_on_plateau()")) {
            assertThat(metric(text, run)).isEqualTo("top1");
            assertThat(metric(text, RUN)).isEqualTo("val_loss");
        }
        assertThat(metric("fastai.ReduceLROnPlateau()", run)).isEqualTo("valid_loss");
        assertThat(metric("keras.ReduceLROnPlateau(monitor='loss')", run)).isEqualTo("loss");
    }

    private static String metric(String text, Horizon run) {
        return Dialects.understand(text, run).plan().rules().get(0).feedback().metric();
    }
}
