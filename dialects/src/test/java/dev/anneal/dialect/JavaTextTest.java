package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.notation.NotationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Java as people write it: numbers, constants, maps, lambdas and builders. */
class JavaTextTest {

    private static final Horizon RUN = Horizon.parse("total=100 steps_per_epoch=20");

    private static Plan plan(String text) {
        return Dialects.understand(text, RUN).plan();
    }

    private static double value(String text, double t) {
        return plan(text).assignments().get(0).schedule().at(t);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 / 2 | 0
            7 / 2 * 1.0 | 3
            -7 / 2 | -3
            1 / 2.0 | 0.5
            1f / 4 | 0.25
            -7 % 3 | -1
            (int) 2.9 / 2 | 1
            (double) 1 / 2 | 0.5
            Math.round(2.5) | 3
            Math.round(-2.5) | -2
            Math.rint(2.5) | 2
            Math.round(7.2) / 2 | 3
            Math.floor(7.5) / 2 | 3.5
            Math.max(7, 3) / 2 | 3
            Math.pow(10, 2) / 8 | 12.5
            Integer.MAX_VALUE / 2 | 1073741823
            Double.valueOf(3) / 2 | 1.5
            0.1f | 0.10000000149011612
            """)
    void numbersAreJavas(String number, double value) {
        assertThat(value("new FixedSchedule(" + number + ")", 0)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            n -> 1 / (1 + n / 3) | 1 | 1
            n -> 1 / (1 + n / 3) | 3 | 0
            n -> 1f / (1 + n / 3) | 4 | 0.5
            n -> (float) n / 8 | 4 | 0.5
            n -> (n - 5) % 3 | 1 | -1
            n -> n % 3 == 0 ? 1f : 0.5f | 4 | 0.5
            n -> Math.round(n / 2f) | 5 | 3
            n -> (int) (n * 0.3) / 2 | 10 | 1
            n -> Math.min(n, 7) / 2 | 9 | 3
            n -> { return 0.5f * n; } | 3 | 1.5
            """)
    void functionsTakeWholeNumbers(String function, double t, double value) {
        String text = "Tracker.warmUp().setMainTracker(" + function + ").build()";
        assertThat(value(text, t)).isEqualTo(value);
        assertThat(Plan.parse(plan(text).toString())).isEqualTo(plan(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new MapSchedule(ScheduleType.EPOCH, Map.of(0, 0.5, 7, 0.25))",
                "new MapSchedule(EPOCH, Map.ofEntries(Map.entry(7, 0.25), Map.entry(0, 0.5)));",
                "new MapSchedule(ScheduleType.EPOCH, new HashMap<>(java.util.Map.of(0, 0.5, 7, 0.25)))",
                "new org.nd4j.linalg.schedule.MapSchedule.Builder(ScheduleType.EPOCH).add(0, 0.5).add(7, 0.25).build()",
                "dl4j.MapSchedule.Builder(org.nd4j.linalg.schedule.ScheduleType.EPOCH)\n    .add(0, 0.5)\n    .add(7, 0.25)"
                        + "\n    .build()"
            })
    void mapsAreReadInAllWaysInWhichTheyAreWritten(String text) {
        Reading reading = Dialects.understand(text, RUN);
        assertThat(reading.plan()).hasToString("lr = piecewise({0: 0.5, 7: 0.25})");
        assertThat(reading.clock()).isEqualTo(Clock.EPOCH);
    }

    @Test
    void aDeclaredTypeDecidesHowNumbersDivide() {
        String text = "%s a = 7;\nint b = 2;\nISchedule s = new FixedSchedule(a / b);";
        assertThat(value(text.formatted("int"), 0)).isEqualTo(3);
        assertThat(value(text.formatted("final double"), 0)).isEqualTo(3.5);
    }

    @Test
    void ofTwoCallsOfABuilderTheLastCounts() {
        String text = "FixedPerVarTracker.builder()%s.build()";
        String one = ".put(\"w\", 0.5f)";
        String all = ".putAll(Map.of(\"w\", 0.25f, \"v\", 1f))";
        assertThat(plan(text.formatted(one + all)))
                .hasToString("lr = constant(0)\nlr[w] = constant(0.25)\nlr[v] = constant(1)");
        assertThat(plan(text.formatted(all + one)))
                .hasToString("lr = constant(0)\nlr[w] = constant(0.5)\nlr[v] = constant(1)");
        assertThat(value("CosineTracker.builder().setMaxUpdates(5).setBaseValue(3f).setBaseValue(2f).build()", 0))
                .isEqualTo(2);
    }

    @Test
    void aRampCountsIterationsWhereItsBaseCountsEpochs() {
        String text = "new RampSchedule(new StepSchedule(ScheduleType.EPOCH, 0.5, 0.5, 2), 4)";
        assertThat(value(text, 0)).isEqualTo(0.125);
        assertThat(value(text, 39)).isEqualTo(0.5);
        assertThat(value(text, 40)).isEqualTo(0.25);
        assertThatExceptionOfType(NotationException.class)
                .isThrownBy(() -> Dialects.understand(text, Horizon.parse("steps=100")))
                .satisfies(e -> assertThat(e.problem()).contains("--steps-per-epoch"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Tracker.cosine().setBaseValue(0.1f).setMaxUpdates(5) | CosineTracker.builder must end in .build()
            Tracker.cosine().setBaseValue(0.1f).setMaxUpdates(5.5f).build() | setMaxUpdates must be an int >= 1, got 5.5f
            Tracker.cosine().setBaseValue().setMaxUpdates(5).build() | setBaseValue takes 1 argument, got 0
            Tracker.fixed((float) 1e39) | value must be a float, up to 3.4e38, got (float) 1e39
            Tracker.fixed(1e39f) | the number is too large for a float
            Tracker.fixed(rate) | 'rate' is not known: assign it in the text, or give --context rate=NUMBER
            Tracker.warmUp().setMainTracker(0.1f).build() | setMainTracker must be a scheduler, got 0.1f
            Tracker.warmUp().setMainTracker(new FixedSchedule(1)).build() | setMainTracker must be a Tracker, got new FixedSchedule(1)
            FixedPerVarTracker.builder().put(w, 0.1f).build() | put must be a text in quotes, got w
            FixedPerVarTracker.builder().put("w").build() | put must have 2 arguments, got 1
            FixedPerVarTracker.builder().put("", 1f).build() | put must not be empty, got ""
            Tracker.cyclical().optScaleFunction((a, b) -> 1f).build() | optScaleFunction must take 1 argument, got (a, b) -> 1f
            new RampSchedule(Tracker.fixed(0.1f), 3) | baseSchedule must be an ISchedule, got Tracker.fixed(0.1f)
            new MapSchedule(ITERATION, Map.of(0, 0.1, 0, 0.2)) | key of values must stand once, got 0
            new MapSchedule.Builder(ITERATION).add(1.5, 0.1).build() | add must be an int, got 1.5
            new MapSchedule.Builder(ITERATION).add(0).build() | add must have 2 arguments, got 1
            new StepSchedule(ScheduleType.STEP, 1, 1, 1) | scheduleType must be one of 'ITERATION', 'EPOCH', got ScheduleType.STEP
            new CycleSchedule(EPOCH, 0.1, 3000000000) | cycleLength must be an int and not be 0, got 3000000000
            """)
    void wrongArgumentsAreRefusedWhereTheyStand(String text, String problem) {
        assertThatExceptionOfType(NotationException.class)
                .isThrownBy(() -> plan(text))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(problem));
    }

    @Test
    void theCaretStandsUnderTheArgument() {
        assertThatExceptionOfType(NotationException.class)
                .isThrownBy(() -> plan("Tracker.factor().setBaseValue(1f).setFactor(1.01f).build()"))
                .withMessageEndingWith("setFactor(1.01f).build()\n" + " ".repeat(2 + 44) + "^".repeat(5));
    }
}
