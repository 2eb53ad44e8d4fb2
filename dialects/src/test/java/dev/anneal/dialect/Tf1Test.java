package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.dialect.tensorflow.Tf1;
import dev.anneal.notation.NotationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Tf1Test {

    static Stream<Path> curves() {
        return Recorded.curves("tf1");
    }

    static Stream<List<String>> refused() {
        return Recorded.refused("tf1");
    }

    @ParameterizedTest
    @MethodSource("curves")
    void everyRecordedCurveAgrees(Path file) throws IOException {
        assertThat(Recorded.disagreement(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatTf1RefusesIsRefused(List<String> line) {
        assertThat(Recorded.refusal(line.get(0), line.get(1))).isPresent();
    }

    private static Reading read(String text) {
        return Dialects.understand(text, Horizon.parse("steps=100 batch_size=50"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tf1.", "tf.train.", "tf.compat.v1.train.", "train.", "learning_rate_decay."})
    void everyPrefixThatPeopleWriteIsKnown(String prefix) {
        assertThat(read(prefix + "exponential_decay(0.1, global_step, 100, 0.5)")
                        .plan())
                .isEqualTo(Plan.parse("lr = exponential(0.1, 0.5, 100)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "step",
                "tf.Variable(0, trainable=False)",
                "tf.Variable(initial_value=0, name='step')",
                "tf.train.get_or_create_global_step()",
                "self.global_step",
                "tf.cast(i, tf.float32)"
            })
    void anythingThatCountsIsTheStep(String step) {
        assertThat(read("tf.train.cosine_decay(0.1, " + step + ", 100)").plan())
                .isEqualTo(Plan.parse("lr = cosine(0.1, 0, 100)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "step * 50, 1000",
                "50 * step, 1000",
                "tf.cast(batch_size * step, tf.int32), 1000",
                "step / 2, 10",
                "step, 20"
            })
    void theStepMayBeCountedInAnotherUnit(String step) {
        Plan plan = read("tf.train.exponential_decay(0.5, " + step + ", 0.5)").plan();
        assertThat(plan.assignments().get(0).schedule().at(40)).isEqualTo(0.125);
    }

    @Test
    void aWholeQuotientOfTheStepMakesStairs() {
        Plan plan = read("tf.train.exponential_decay(0.5, step // 10, 1, 0.5)").plan();
        assertThat(List.of(9.0, 10.0, 19.0, 20.0))
                .extracting(t -> plan.assignments().get(0).schedule().at(t))
                .containsExactly(0.5, 0.25, 0.25, 0.125);
    }

    @Test
    void aCounterMayStartLaterThanAtZero() {
        Plan plan = read("tf.train.exponential_decay(0.5, tf.Variable(10), 10, 0.5)")
                .plan();
        assertThat(plan.assignments().get(0).schedule().at(10)).isEqualTo(0.125);
    }

    @Test
    void aNumberForTheStepGivesARateThatStaysAndARemark() {
        Reading reading = read("tf.train.exponential_decay(0.5, 20, 10, 0.5)");
        assertThat(reading.plan()).hasToString("lr = constant(0.125)");
        assertThat(reading.notes()).singleElement().asString().contains("20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"None", "'global_step'", "step - 5", "[step]", "-3", "step * 0", "step * -2", "10 // step"})
    void whatCountsNoStepsIsRefused(String step) {
        assertThatThrownBy(() -> read("tf.train.cosine_decay(0.1, " + step + ", 100)"))
                .isInstanceOf(NotationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exponential_decay(0.1, step, 0, 0.5)",
                "polynomial_decay(0.1, step, 0)",
                "cosine_decay(0.1, step, 0)",
                "cosine_decay_restarts(0.1, step, 0)",
                "linear_cosine_decay(0.1, step, 0)",
                "inverse_time_decay(0.1, step, 0, 0.5)",
                "natural_exp_decay(0.1, step, 0, 0.5)"
            })
    void aDecayOverNoStepsIsRefusedBecauseItIsNaN(String text) {
        assertThatThrownBy(() -> read("tf1." + text)).hasMessageContaining("decay_steps must not be 0");
    }

    @Test
    void aPowerThatIsInfiniteFromTheStartIsRefused() {
        assertThatThrownBy(() -> read("tf1.polynomial_decay(0.1, step, -5, power=-1.0)"))
                .hasMessageContaining("power must be >= 0 where decay_steps is negative");
    }

    @Test
    void noiseIsRefusedUnlessThereIsNone() {
        assertThatThrownBy(() -> read("tf1.noisy_linear_cosine_decay(0.1, step, 100)"))
                .hasMessageContaining("initial_variance must be 0 here");
        assertThat(read("tf1.noisy_linear_cosine_decay(0.1, step, 100, 0.0)").plan())
                .isEqualTo(read("tf1.linear_cosine_decay(0.1, step, 100)").plan());
    }

    @Test
    void everyEntryShowsItself() {
        for (Entry entry : new Tf1().entries()) {
            assertThat(entry.formula()).as(entry.name()).isNotBlank();
            Entry.Example example = entry.example();
            assertThat(example).as(entry.name()).isNotNull();
            if (example != null) {
                Plan plan = Dialects.read(example.text(), Horizon.parse(example.horizon()));
                assertThat(plan).as(entry.name()).isEqualTo(Plan.parse(plan.toString()));
            }
        }
    }
}
