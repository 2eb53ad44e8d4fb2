package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.dialect.smile.Smile;
import dev.anneal.notation.NotationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmileTest extends FrameworkTest {

    SmileTest() {
        super(new Smile());
    }

    private static final Horizon RUN = Horizon.parse("total=100");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            TimeFunction.exp(0.5, 10)                         | lr = exponential(0.5, 0.36787944117144233, 10)
            TimeFunction.exp(0.5, 10, 0.25)                   | lr = ramp(0.5, 0.25, 10, geometric)
            TimeFunction.exp(0.5, 10, 0.25, false)            | lr = exponential(0.5, 0.25, 10)
            TimeFunction.exp(0.5, 10, 0.25, true)             | lr = exponential(0.5, 0.25, 10).staircase(10)
            TimeFunction.exp(0.5, -10)                        | lr = exponential(0.5, 2.718281828459045, 10)
            TimeFunction.linear(0.5, 7 / 2, 0.25)             | lr = linear(0.5, 0.25, 3)
            TimeFunction.linear(0.5, -3, 0.25)                | lr = constant(0.25)
            TimeFunction.polynomial(0, 0.5, 0, 0.25)          | lr = constant(0.5)
            smile.math.TimeFunction.linear(0.5, 10)           | lr = linear(0.5, 1e-4, 10)
            smile.util.function.TimeFunction.constant(0.5)    | lr = constant(0.5)
            TimeFunction.of(" CosineDecay(0.25,10,0.25) ")    | lr = constant(0.25)
            TimeFunction.of("exp(0.5, 10, true)")             | lr = exponential(0.5, 0.36787944117144233, 10)
            TimeFunction.of("0x1p-3")                         | lr = constant(0.125)
            TimeFunction.of("Piecewise([+1], [.5, 2e-1f])")   | lr = piecewise({0: 0.5, 2: 0.2})
            """)
    void aLineMeansAPlan(String text, String plan) {
        Plan read = Dialects.read(text, RUN);
        assertThat(read).hasToString(plan);
        assertThat(Plan.parse(plan)).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TimeFunction.constant(0.5), TimeFunction.linear(1, 20, 0.5), t -> 1.0 / (1 + t)",
                "new TimeFunction[] {TimeFunction.constant(0.5), TimeFunction.linear(1, 20, 0.5), t -> 1.0 / (1 + t)}"
            })
    void everyPieceSeesTheSameTime(String pieces) {
        Plan plan = Dialects.read("TimeFunction.piecewise(new int[] {4, 9}, " + pieces + ")", RUN);
        assertThat(List.of(0.0, 4.0, 5.0, 9.0, 10.0, 99.0).stream()
                        .map(plan.assignments().get(0).schedule()::at))
                .containsExactly(0.5, 0.5, 0.875, 0.775, 1 / 11.0, 0.01);
        assertThat(Plan.parse(plan.toString())).isEqualTo(plan);
    }

    @Test
    void whatIsSetAsTheMomentumIsNoRate() {
        String set = """
                model.setLearningRate(TimeFunction.linear(0.5, 10, 0.25));
                model.setMomentum(TimeFunction.constant(0.5));
                """;
        String named = """
                TimeFunction momentum = TimeFunction.constant(0.5);
                TimeFunction rate = TimeFunction.linear(0.5, 10, 0.25);
                model.setLearningRate(rate);
                model.setMomentum(momentum);
                """;
        for (String text : List.of(set, named)) {
            Reading reading = Dialects.understand(text, RUN);
            assertThat(reading.plan()).hasToString("lr = linear(0.5, 0.25, 10)\nmomentum = constant(0.5)");
            assertThat(reading.notes()).isEmpty();
        }
    }

    @Test
    void oneFunctionMayBeBoth() {
        String text = """
                TimeFunction f = TimeFunction.constant(0.5);
                model.setMomentum(f);
                """;
        assertThat(Dialects.read(text, RUN)).hasToString("momentum = constant(0.5)");
        assertThat(Dialects.read(text + "model.setLearningRate(f);", RUN))
                .hasToString("lr = constant(0.5)\nmomentum = constant(0.5)");
    }

    @Test
    void aFunctionInsideOfTheMomentumIsNoRate() {
        String text = """
                TimeFunction early = TimeFunction.linear(0.5, 4, 0.25);
                TimeFunction all = TimeFunction.piecewise(new int[] {5}, early, TimeFunction.constant(0.75));
                model.setMomentum(all);
                """;
        assertThat(Dialects.read(text, RUN))
                .hasToString("momentum = linear(0.5, 0.25, 4).until(6).then(constant(0.75))");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            TimeFunction.linear(0.1, 1 / 2, 0)       | decaySteps must not be 0, got 1 / 2
            TimeFunction.polynomial(2, 0.1, 0, 0)    | decaySteps must not be 0, got 0
            TimeFunction.exp(0, 10, 0.1)             | initLearningRate must not be 0, got 0
            TimeFunction.of(0.1)                     | time must be a text in quotes, got 0.1
            TimeFunction.of("1e400")                 | time must have finite numbers, got "1e400"
            TimeFunction.of("exp(0.1, 0)")           | TimeFunction.of: decaySteps must not be 0, got 0
            TimeFunction.piecewise(new int[] {1.5}, new double[] {1, 2})    | milestones[0] must be an int, got 1.5
            TimeFunction.piecewise(new int[] {3, 3}, new double[] {1, 2, 3}) | milestones must rise, got {3, 3}
            TimeFunction.piecewise(new int[] {3}, 1, 2)                     | schedules must be a scheduler, got 1
            TimeFunction.piecewise(new int[] {3}, Tracker.fixed(1f), t -> 1) | schedules must be a TimeFunction, got Tracker.fixed(1f)
            """)
    void whatIsWrongIsToldWhereItStands(String text, String problem) {
        assertThatExceptionOfType(NotationException.class)
                .isThrownBy(() -> Dialects.read(text, RUN))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(problem));
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear(%s, 1, 2", "polynomial(1,%s,1,2", "piecewise([%s], [", "%s"})
    void longTextsAreReadInLittleTime(String form) {
        String text = "TimeFunction.of(\"" + form.formatted("1".repeat(9_000)) + "\")";
        assertThatExceptionOfType(NotationException.class).isThrownBy(() -> Dialects.read(text, RUN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import static smile.util.function.TimeFunction.*;\nvar rate = linear(0.01, 100, 0.001);",
                "import static smile.util.function.TimeFunction.linear;\nmodel.setLearningRate(linear(0.01, 100, 0.001));"
            })
    void bareNamesOfAStaticImportAreRead(String text) {
        Reading reading = Dialects.understand(text, RUN);
        assertThat(reading.plan()).hasToString("lr = linear(0.01, 0.001, 100)");
        assertThat(reading.notes()).isEmpty();
    }
}
