package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.optax.Optax;
import dev.anneal.notation.NotationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OptaxTest {

    static Stream<Path> curves() {
        return Recorded.curves("optax");
    }

    static Stream<List<String>> refused() {
        return Recorded.refused("optax");
    }

    static Stream<Entry> entries() {
        return new Optax().entries().stream();
    }

    private static Reading reading(String text) {
        return Dialects.understand(text, Horizon.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("curves")
    void everyRecordedCurveAgrees(Path file) throws IOException {
        assertThat(Recorded.disagreement(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatOptaxRefusesIsRefused(List<String> line) {
        assertThat(Recorded.refusal(line.get(0), line.get(1))).isPresent();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyEntryHasAFormulaAndAnExampleThatCanBeReadBack(Entry entry) {
        Entry.Example example = Objects.requireNonNull(entry.example());
        assertThat(entry.formula()).isNotEmpty();
        if (!entry.name().startsWith("contrib.")) {
            Plan plan = Dialects.read(example.text(), Horizon.parse(example.horizon()));
            assertThat(Plan.parse(plan.toString())).isEqualTo(plan);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            warmup_cosine_decay_schedule(0.0, 0.1, 10, 100) | linear(0, 0.1, 10).then(cosine(0.1, 0, 90))
            linear_schedule(0.1, 0.0, 10, 5)                | hold(0.1, 5).then(linear(0.1, 0, 10))
            piecewise_constant_schedule(1.0, {20: 0.1, 10: 0.1}) | multiStep(1, 0.1, 10, 20)
            exponential_decay(0.1, 10, 0.5, staircase=True) | exponential(0.1, 0.5, 10).staircase(10)
            cosine_onecycle_schedule(100, 0.1)              | cosine(0.004, 0.1, 30).then(cosine(0.1, 4e-7, 70))
            """)
    void regularSchedulesAreClosedForms(String text, String notation) {
        assertThat(reading("optax." + text).plan()).isEqualTo(Plan.of(Schedule.parse(notation)));
        assertThat(reading("optax.schedules." + text).plan()).isEqualTo(Plan.of(Schedule.parse(notation)));
        assertThat(reading(text).plan()).isEqualTo(Plan.of(Schedule.parse(notation)));
    }

    @Test
    void aBoundaryBeforeEarlierOnesOverridesThem() {
        Plan plan = reading("optax.join_schedules([optax.constant_schedule(0.3), optax.constant_schedule(0.2), "
                        + "optax.linear_schedule(0.7, 0.0, 50)], [50, 20])")
                .plan();
        assertThat(plan).hasToString("lr = hold(0.3, 20).then(linear(0.7, 0, 50))");
    }

    @Test
    void functionsOfTheTextAreJoinedWithTheirOwnTime() {
        Plan plan = reading("optax.join_schedules([lambda s: jnp.where(s < 3, 0.1, 0.2), "
                        + "lambda t: 0.1 * jnp.clip(t / 10, 0.0, 0.5)], [30])")
                .plan();
        Schedule lr = plan.assignments().get(0).schedule();
        assertThat(List.of(lr.at(2), lr.at(3), lr.at(29), lr.at(30), lr.at(32), lr.at(99)))
                .containsExactly(0.1, 0.2, 0.2, 0.0, 0.1 * (2.0 / 10), 0.05);
    }

    @Test
    void whatIsNoScheduleOfOptaxIsNotJoined() {
        assertThatThrownBy(() -> reading("optax.join_schedules([hf.get_constant_schedule(optimizer)], [])"))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining("schedules[0] must be a schedule of optax or a lambda");
    }

    @Test
    void stairsAreWhereDoublesHaveThem() {
        // in doubles 27 / 2.7 is 10, though the double 2.7 is a bit more than that
        Schedule lr = reading("optax.exponential_decay(1.0, 2.7, 0.5, staircase=True)")
                .plan()
                .assignments()
                .get(0)
                .schedule();
        assertThat(List.of(lr.at(26), lr.at(27))).containsExactly(Math.pow(0.5, 9), Math.pow(0.5, 10));
    }

    @Test
    void aFaultIsShownAtItsArgument() {
        String text = "optax.cosine_decay_schedule(init_value=0.1, decay_steps=-5)";
        assertThatThrownBy(() -> reading(text))
                .isInstanceOfSatisfying(
                        NotationException.class,
                        e -> assertThat(e.getMessage().stripTrailing())
                                .endsWith(" ".repeat(2 + text.indexOf("-5")) + "^^"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            factor=0.5, patience=5                 | plateau(on="val_loss", factor=0.5, patience=4, mode="min")
            patience=0, cooldown=2.9, rtol=0, atol=0.5 | plateau(on="val_loss", factor=0.1, patience=0, mode="min", relative=0, absolute=0.5, cooldown=2, counted="good")
            accumulation_size=5, min_scale=0.01    | plateau(on="val_loss", factor=0.1, patience=9, mode="min", floor=0.01, mean=5)
            """)
    void aPlateauIsARuleOnAScale(String arguments, String rule) {
        assertThat(reading("optax.contrib.reduce_on_plateau(" + arguments + ")").plan())
                .isEqualTo(Plan.parse("scale = constant(1)\nscale *= " + rule));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            min_scale=2, accumulation_size=3 | scale = piecewise({0: 1, 3: 2})
            patience=2.5                     | scale = constant(1)
            patience=-1                      | scale = constant(1)
            accumulation_size=0              | scale = constant(1)
            accumulation_size=1.5            | scale = constant(1)
            """)
    void whatNeverActsIsNoRule(String arguments, String plan) {
        assertThat(reading("optax.contrib.reduce_on_plateau(" + arguments + ")").plan())
                .hasToString(plan);
    }

    @Test
    void aScaleBesideAnOptimizerTellsThatItsRateIsLeftOut() {
        Reading reading = Dialects.understand(
                "tx = optax.chain(optax.adam(1e-3), optax.contrib.reduce_on_plateau(factor=0.5))",
                Horizon.parse("steps=100"));
        assertThat(reading.plan().assignments()).singleElement().asString().startsWith("scale");
        assertThat(reading.notes())
                .containsExactly(
                        "this is the scale of the updates that adam makes; its learning_rate is not part of the plan");
    }
}
