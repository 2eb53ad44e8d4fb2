package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.huggingface.HuggingFace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HuggingFaceTest {

    static Stream<Path> curves() {
        return Recorded.curves("hf");
    }

    static Stream<List<String>> refused() {
        return Recorded.refused("hf");
    }

    static Stream<Entry> entries() {
        return new HuggingFace().entries().stream();
    }

    private static Reading reading(String text) {
        return Dialects.understand(text, Horizon.parse("lr=0.1"));
    }

    @ParameterizedTest
    @MethodSource("curves")
    void everyRecordedCurveAgrees(Path file) throws IOException {
        assertThat(Recorded.disagreement(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatTransformersRefusesIsRefused(List<String> line) {
        assertThat(Recorded.refusal(line.get(0), line.get(1))).isPresent();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyEntryHasAFormulaAndAnExampleThatCanBeReadBack(Entry entry) {
        Entry.Example example = Objects.requireNonNull(entry.example());
        assertThat(entry.formula()).isNotEmpty();
        Plan plan = Dialects.read(example.text(), Horizon.parse(example.horizon()));
        assertThat(Plan.parse(plan.toString())).isEqualTo(plan);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            get_constant_schedule_with_warmup(optimizer, 20)        | linear(0, 0.1, 20)
            get_linear_schedule_with_warmup(optimizer, 10, 100)     | linear(0, 0.1, 10).then(linear(0.1, 0, 90))
            get_inverse_sqrt_schedule(optimizer, 20)                | linear(0, 0.1, 20).then(inverseSqrt(0.1, 20))
            get_wsd_schedule(optimizer, 10, 20, 100) | linear(0, 0.1, 10).then(hold(0.1, 70)).then(cosine(0.1, 0, 20))
            get_scheduler('constant_with_warmup', optimizer, 20)    | linear(0, 0.1, 20)
            get_scheduler(SchedulerType.LINEAR, optimizer, 10, 100) | linear(0, 0.1, 10).then(linear(0.1, 0, 90))
            """)
    void regularSchedulesAreClosedForms(String text, String notation) {
        Plan expected = Plan.of(Schedule.parse(notation));
        for (String prefix : List.of("", "hf.", "transformers.", "transformers.optimization.", "optimization.")) {
            assertThat(reading(prefix + text).plan()).isEqualTo(expected);
        }
    }

    @Test
    void theCosineWaveNeverEnds() {
        Plan plan = reading("hf.get_cosine_schedule_with_warmup(optimizer, 10, 100)")
                .plan();
        assertThat(plan)
                .hasToString("lr = linear(0, 0.1, 10).then(cosine(0.1, 0, 90).then(cosine(0, 0.1, 90)).repeat())");
    }

    @Test
    void aMinimumIsAFactorOfTheRateThatTheOptimizerWasMadeWith() {
        String optimizer = "torch.optim.SGD([dict(params=a, lr=0.5), dict(params=b)], lr=0.1)";
        Plan plan = reading("get_polynomial_decay_schedule_with_warmup(" + optimizer + ", 0, 10, lr_end=0.01)")
                .plan();
        assertThat(plan.assignments())
                .extracting(line -> line.schedule().at(10))
                .containsExactly(0.5 * (0.01 / 0.1), 0.01);
    }

    @Test
    void whereTransformersStopsTheEndIsHeldWithAWord() {
        Reading reading = reading("hf.get_polynomial_decay_schedule_with_warmup(optimizer, 8, 8, lr_end=0.01)");
        assertThat(reading.plan()).hasToString("lr = linear(0, 0.1, 8).then(constant(0.01))");
        assertThat(reading.notes()).singleElement().asString().contains("divides by zero at step 8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            get_scheduler('reduce_lr_on_plateau', optimizer, scheduler_specific_kwargs={'factor': 0.5}) | plateau(on="val_loss", factor=0.5, patience=10, mode="min", eps=1e-8)
            hf.get_reduce_on_plateau_schedule(optimizer, mode='max')           | plateau(on="val_loss", factor=0.1, patience=10, mode="max", eps=1e-8)
            get_scheduler('greedy', optimizer)                                 | greedy(on="val_loss", factor=0.95, patience=10, mode="min", floor=0.001, ceiling=1)
            hf.GreedyLR(optimizer, min_lr=[0.01], smooth=True, window_size=5, warmup=2, reset_start=0) | greedy(on="val_loss", factor=0.95, patience=10, mode="min", warmup=2, floor=0.01, ceiling=1, reset=1, window=5)
            """)
    void whatObservesIsARule(String text, String rule) {
        assertThat(reading(text).plan()).isEqualTo(Plan.parse("lr = constant(0.1)\nlr *= " + rule));
    }

    @Test
    void limitsOfGroupsMakeEachBeginAnewByItself() {
        Reading reading =
                Dialects.understand("hf.GreedyLR(optimizer, min_lr=[0.01, 0.001])", Horizon.parse("lr=0.1,0.1"));
        assertThat(reading.plan().rules()).hasSize(2);
        assertThat(reading.notes()).singleElement().asString().contains("each group begins anew by itself");
    }

    @Test
    void anArgumentOfGetSchedulerIsNotGivenOnceMore() {
        assertThatThrownBy(() -> reading("get_scheduler('linear', optimizer, 1, 9, {'num_warmup_steps': 3})"))
                .hasMessageContaining("must not be an argument of get_scheduler");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Adafactor(model.parameters())                            | scale_parameter must be False
            Adafactor(model.parameters(), 1e-3)                      | lr must be None where relative_step is True
            Adafactor(p, relative_step=False, warmup_init=True)      | warmup_init must be False where relative_step is False
            Adafactor(p, scale_parameter=False, warmup=True)         | Adafactor has no parameter 'warmup'
            optimizer                                                | write it in the optimizer's place
            AdamW(model.parameters(), lr=0.1)                        | write it in the optimizer's place
            """)
    void onlyAnAdafactorWithKnownRatesIsRead(String optimizer, String problem) {
        assertThatThrownBy(() -> reading("hf.AdafactorSchedule(" + optimizer + ")"))
                .hasMessageContaining(problem);
    }
}
