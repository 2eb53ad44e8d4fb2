package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.dialect.tensorflow.Keras;
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

class KerasTest {

    static Stream<Path> curves() {
        return Recorded.curves("keras");
    }

    static Stream<List<String>> refused() {
        return Recorded.refused("keras");
    }

    @ParameterizedTest
    @MethodSource("curves")
    void everyRecordedCurveAgrees(Path file) throws IOException {
        assertThat(Recorded.disagreement(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatKerasRefusesIsRefused(List<String> line) {
        assertThat(Recorded.refusal(line.get(0), line.get(1))).isPresent();
    }

    private static final Horizon RUN = Horizon.parse("lr=0.1 epochs=20 steps_per_epoch=10");

    private static Reading read(String text) {
        return Dialects.understand(text, RUN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keras.optimizers.schedules.",
                "tf.keras.optimizers.schedules.",
                "tensorflow.keras.optimizers.schedules.",
                "tf.keras.experimental.",
                "keras.",
                "optimizers.schedules.",
                "schedules.",
                ""
            })
    void everyPrefixThatPeopleWriteIsKnown(String prefix) {
        assertThat(read(prefix + "CosineDecay(0.1, 100)").plan()).isEqualTo(Plan.parse("lr = cosine(0.1, 0, 100)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keras.callbacks.", "tf.keras.callbacks.", "callbacks.", "keras.", ""})
    void aCallbackCountsEpochs(String prefix) {
        Reading reading = read(prefix + "LearningRateScheduler(lambda epoch: 0.1 * 0.5 ** epoch, verbose=1)");
        assertThat(reading.clock()).isEqualTo(Clock.EPOCH);
        assertThat(reading.inSteps(RUN).assignments().get(0).schedule().at(25)).isEqualTo(0.025);
    }

    @Test
    void regularCompositionsStayClosedForms() {
        assertThat(read("keras.CosineDecay(0.0, 90, alpha=0.5, warmup_target=0.2, warmup_steps=10)")
                        .plan())
                .hasToString("lr = linear(0, 0.2, 10).then(cosine(0.2, 0.1, 90))");
        assertThat(read("keras.CosineDecayRestarts(0.5, 10, m_mul=0.5, alpha=0.5)")
                        .plan())
                .hasToString("lr = cosine(0.25, 0, 10).repeat(stretching(2).scaling(0.5)).plus(0.25)");
        assertThat(read("keras.ExponentialDecay(0.1, 10, 0.5, staircase=True)").plan())
                .hasToString("lr = exponential(0.1, 0.5, 10).staircase(10)");
        assertThat(read("keras.PiecewiseConstantDecay([3, 3, 7], [0.1, 9.0, 0.2, 0.2])")
                        .plan())
                .hasToString("lr = piecewise({0: 0.1, 4: 0.2})");
    }

    @Test
    void theFloorIsHeldWherePeriodsThatShrinkAreOverAndTheAnswerSaysSo() {
        Reading reading = read("keras.CosineDecayRestarts(1.0, 64, t_mul=0.5, alpha=0.125)");
        assertThat(reading.plan().assignments().get(0).schedule().at(128)).isEqualTo(0.125);
        assertThat(reading.notes())
                .singleElement()
                .asString()
                .contains("step 128")
                .contains("NaN");
    }

    @Test
    void whatIsNaNFromTheFirstUpdateIsRefused() {
        assertThatThrownBy(() -> read("keras.CosineDecayRestarts(0.1, 10, t_mul=-1.0)"))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining("t_mul must be >= 0, got -1.0");
    }

    @Test
    void periodsWhosePeaksGrowGoOnAsFarAsDoublesDo() {
        Plan plan = read("keras.CosineDecayRestarts(0.001, 10, t_mul=1.0, m_mul=2.0)")
                .plan();
        assertThat(plan.assignments().get(0).schedule().at(900)).isEqualTo(0.001 * Math.pow(2, 90));
        assertThat(plan).isEqualTo(Plan.parse(plan.toString()));
    }

    @Test
    void aWholeInitialRateIsReadAsAFloatWithARemark() {
        Reading reading = read("keras.ExponentialDecay(1, 10, 0.5)");
        assertThat(reading.plan()).hasToString("lr = exponential(1, 0.5, 10)");
        assertThat(reading.notes()).singleElement().asString().contains("read as 1.0");
    }

    @Test
    void warmupStepsWithoutATargetAreIgnoredWithARemark() {
        assertThat(read("keras.CosineDecay(0.1, 10, warmup_steps=5)").notes())
                .singleElement()
                .asString()
                .contains("warmup_steps does nothing");
    }

    @Test
    void aFunctionOfTheRateBeforeIsAnIterationThatPrints() {
        Plan plan =
                read("keras.LearningRateScheduler(lambda epoch, lr: lr * 0.5)").plan();
        assertThat(plan).hasToString("lr = iterate(0.05, 21, (epoch, lr) -> lr * 0.5)");
        assertThat(plan).isEqualTo(Plan.parse(plan.toString()));
    }

    @Test
    void aFunctionMayTakeItsRateFromAList() {
        Plan plan = read("keras.LearningRateScheduler(lambda epoch: [0.3, 0.2, 0.1][min(epoch // 5, 2)])")
                .plan();
        assertThat(List.of(0.0, 4.0, 5.0, 10.0, 19.0))
                .extracting(t -> plan.assignments().get(0).schedule().at(t))
                .containsExactly(0.3, 0.3, 0.2, 0.1, 0.1);
    }

    @Test
    void anErrorPointsAtTheArgument() {
        assertThatThrownBy(() -> read("keras.CosineDecay(0.1, decay_steps=-5)"))
                .hasMessageContaining("decay_steps must be > 0, got -5")
                .hasMessageContaining("\n  " + " ".repeat("keras.CosineDecay(0.1, decay_steps=".length()) + "^^");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            keras.ReduceLROnPlateau()                                        | on="val_loss", factor=0.1, patience=9, mode="min", relative=0, absolute=1e-4, first=nan
            keras.callbacks.ReduceLROnPlateau('val_accuracy', patience=3)    | on="val_accuracy", factor=0.1, patience=2, mode="max", relative=0, absolute=1e-4, first=nan
            ReduceLROnPlateau(monitor='mse', patience=0, min_delta=-0.5)     | on="mse", factor=0.1, patience=0, mode="min", relative=0, absolute=0.5, first=nan
            ReduceLROnPlateau(monitor='val_f1', mode='max', patience=1.5, min_delta=0) | on="val_f1", factor=0.1, patience=1, mode="max", relative=0, first=nan
            keras.ReduceLROnPlateau(mode='most', cooldown=1, min_delta=0)    | on="val_loss", factor=0.1, patience=9, mode="min", relative=0, first=nan
            keras.ReduceLROnPlateau(cooldown=3, factor=0, min_lr=0.01, min_delta=0) | on="val_loss", factor=0, patience=9, mode="min", relative=0, cooldown=2, floor=0.01, first=nan
            """)
    void whatFollowsAMetricIsARule(String text, String rule) {
        assertThat(read(text).plan()).isEqualTo(Plan.parse("lr = constant(0.1)\nlr *= plateau(" + rule + ")"));
        assertThat(read(text).clock()).isEqualTo(Clock.EPOCH);
    }

    @Test
    void aFactorBelowZeroNeedsAFloor() {
        assertThatThrownBy(() -> read("keras.ReduceLROnPlateau(factor=-0.5, min_lr=-1)"))
                .isInstanceOf(NotationException.class)
                .hasMessageStartingWith("min_lr must be >= 0 where the factor is negative, got -1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keras.optimizers.SGD(0.25)",
                "tf.keras.optimizers.SGD(lr=0.25, decay=0.0)",
                "tf.keras.optimizers.legacy.SGD(learning_rate=0.25)",
                "keras.optimizers.Adam(0.25, 0.8)"
            })
    void anOptimizerIsOfTheDialectThatItsPrefixNames(String optimizer) {
        Plan plan = read("torch.StepLR(" + optimizer + ", 30, 1.0)").plan();
        assertThat(plan.assignments().get(0).schedule().at(0)).isEqualTo(0.25);
    }

    @Test
    void everyEntryShowsItself() {
        for (Entry entry : new Keras().entries()) {
            assertThat(entry.formula()).as(entry.name()).isNotBlank();
            Entry.Example example = entry.example();
            if (example != null && !entry.name().equals("ReduceLROnPlateau")) {
                Plan plan = Dialects.read("keras." + example.text(), Horizon.parse(example.horizon()));
                assertThat(plan).as(entry.name()).isEqualTo(Plan.parse(plan.toString()));
            }
            assertThat(example).as(entry.name()).isNotNull();
        }
    }
}
