package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.torch.Torch;
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
import org.junit.jupiter.params.provider.ValueSource;

class TorchTest {

    private static final Horizon RATE = Horizon.parse("lr=0.1");

    static Stream<Path> curves() {
        Stream<Path> sources = Recorded.curves("sources")
                .filter(file -> file.getFileName().toString().startsWith("doc00"));
        return Stream.concat(Recorded.curves("torch"), sources);
    }

    static Stream<List<String>> refused() {
        Stream<List<String>> sources =
                Recorded.refused("sources").filter(line -> line.get(0).startsWith("torch."));
        return Stream.concat(Recorded.refused("torch"), sources);
    }

    static Stream<Entry> entries() {
        return new Torch().entries().stream();
    }

    @ParameterizedTest
    @MethodSource("curves")
    void everyRecordedCurveAgrees(Path file) throws IOException {
        assertThat(Recorded.disagreement(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatTorchRefusesIsRefused(List<String> line) {
        assertThat(Recorded.refusal(line.get(0), line.get(1))).isPresent();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyExampleIsReadAndPrints(Entry entry) {
        Entry.Example example = Objects.requireNonNull(entry.example());
        Plan plan = Dialects.read(example.text(), Horizon.parse(example.horizon()));
        assertThat(Plan.parse(plan.toString())).isEqualTo(plan);
        assertThat(entry.formula()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"torch.optim.lr_scheduler.", "optim.lr_scheduler.", "lr_scheduler.", "torch.optim.", "torch.", ""
            })
    void theModuleMayStandBeforeTheName(String prefix) {
        assertThat(Dialects.read(prefix + "ExponentialLR(optimizer, gamma=0.9)", RATE))
                .hasToString("lr = exponential(0.1, 0.9)");
    }

    @Test
    void stochasticWeightAveragingHasItsOwnModule() {
        assertThat(Dialects.read("torch.optim.swa_utils.SWALR(optimizer, swa_lr=0.05)", RATE))
                .hasToString("lr = cosine(0.1, 0.05, 10)");
    }

    @Test
    void verboseIsPutAside() {
        Reading reading = Dialects.understand("StepLR(optimizer, 30, 0.5, -1, True)", RATE);
        assertThat(reading.plan()).hasToString("lr = exponential(0.1, 0.5, 30).staircase(30)");
        assertThat(reading.notes()).containsExactly("StepLR: verbose is of another version, and is put aside");
    }

    @Test
    void epochsMayBeCounted() {
        Plan plan =
                Dialects.read("StepLR(optimizer, 2)", RATE.with("unit", "epoch").with("steps_per_epoch", 10));
        Schedule lr = plan.schedule(Hyperparameter.LEARNING_RATE, "").orElseThrow();
        assertThat(lr.at(19)).isEqualTo(0.1);
        assertThat(lr.at(20)).isEqualTo(0.1 * 0.1);
    }

    @Test
    void aLambdaStaysAFormula() {
        assertThat(Dialects.read("LambdaLR(optimizer, lr_lambda=lambda e: 0.95 ** e)", RATE))
                .hasToString("lr = formula(e -> 0.95 ** e).times(0.1)");
    }

    @Test
    void aConstantMultiplierIsAClosedForm() {
        assertThat(Dialects.read("MultiplicativeLR(optimizer, lr_lambda=lambda e: 0.95)", RATE))
                .hasToString("lr = exponential(0.1, 0.95)");
        assertThat(Dialects.read("MultiplicativeLR(optimizer, lambda e: 1 - e / 9)", RATE.with("steps", 5)))
                .hasToString("lr = iterate(0.1, 6, (e, x) -> x * (1 - e / 9))");
    }

    @Test
    void theCosineIsPeriodicForAllTime() {
        Schedule lr = Dialects.read("CosineAnnealingLR(optimizer, T_max=50)", RATE)
                .schedule(Hyperparameter.LEARNING_RATE, "")
                .orElseThrow();
        assertThat(lr.at(1e9)).isEqualTo(0.1);
        assertThat(lr.at(1e9 + 50)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SGD(model.parameters(), 0.3)|0.3",
                "Adam(model.parameters())|0.001",
                "AdamW(model.parameters())|0.001",
                "NAdam(model.parameters())|0.002",
                "RAdam(model.parameters())|0.001",
                "Adamax(model.parameters())|0.002",
                "SparseAdam(model.parameters())|0.001",
                "Adagrad(model.parameters())|0.01",
                "Adadelta(model.parameters())|1",
                "Adafactor(model.parameters())|0.01",
                "ASGD(model.parameters())|0.01",
                "RMSprop(model.parameters())|0.01",
                "Rprop(model.parameters())|0.01",
                "LBFGS(model.parameters())|1",
                "Muon(model.parameters())|0.001"
            })
    void anOptimizerHasItsDefaultRate(String optimizer, double rate) {
        Plan plan = Dialects.read("ExponentialLR(torch.optim." + optimizer + ", 0.5)", Horizon.UNKNOWN);
        assertThat(plan).isEqualTo(Plan.of(Schedule.exponential(rate, 0.5)));
    }

    @Test
    void adamHasItsFirstBetaCycled() {
        String cycle = "base_lr=0.1, max_lr=0.5, step_size_up=10)";
        assertThat(Dialects.read("CyclicLR(torch.optim.AdamW(p), " + cycle, Horizon.UNKNOWN))
                .hasToString("""
                        lr = linear(0.1, 0.5, 10).then(linear(0.5, 0.1, 10)).repeat()
                        beta1 = linear(0.9, 0.8, 10).then(linear(0.8, 0.9, 10)).repeat()""");
        assertThatThrownBy(() -> Dialects.read("CyclicLR(torch.optim.Adagrad(p), " + cycle, Horizon.UNKNOWN))
                .isInstanceOf(NotationException.class)
                .hasMessageStartingWith(
                        "cycle_momentum must be False, because Adagrad has neither momentum nor betas, got True");
    }

    @Test
    void errorsPointAtTheArgument() {
        assertThatThrownBy(() -> Dialects.read("StepLR(optimizer, step_size=0)", RATE))
                .hasMessage("""
                        step_size must not be 0, got 0
                          StepLR(optimizer, step_size=0)
                                                      ^""");
    }

    @Test
    void whatFollowsAMetricIsARule() {
        assertThat(Dialects.read("ReduceLROnPlateau(optimizer, factor=0.5, patience=3)", RATE))
                .isEqualTo(Plan.parse("""
                        lr = constant(0.1)
                        lr *= plateau(on="val_loss", factor=0.5, patience=3, mode="min", eps=1e-8)"""));
        assertThat(Dialects.read(
                        "ReduceLROnPlateau(optimizer, 'max', threshold=0.5, threshold_mode='abs', cooldown=2.5, eps=0)",
                        RATE.with("metric", "top1")))
                .isEqualTo(Plan.parse("""
                        lr = constant(0.1)
                        lr *= plateau(on="top1", factor=0.1, patience=10, mode="max", relative=0, absolute=0.5, cooldown=3)"""));
        assertThatThrownBy(() -> Dialects.read("ReduceLROnPlateau(optimizer, factor=1.5)", RATE))
                .isInstanceOf(NotationException.class)
                .hasMessageStartingWith("factor must be < 1, got 1.5");
        assertThatThrownBy(() -> Dialects.read("ReduceLROnPlateau(optimizer, patience=-1)", RATE))
                .isInstanceOf(NotationException.class)
                .hasMessageStartingWith("patience must be >= 0, got -1");
    }

    @Test
    void floorsOfGroupsAreRulesOfTheirOwn() {
        Horizon two = Horizon.parse("lr=0.1,0.01");
        assertThat(Dialects.read("ReduceLROnPlateau(optimizer, min_lr=[1e-3, 1e-5], eps=0)", two))
                .isEqualTo(Plan.parse("""
                        lr[0] = constant(0.1)
                        lr[1] = constant(0.01)
                        lr[0] *= plateau(on="val_loss", factor=0.1, patience=10, mode="min", floor=0.001)
                        lr[1] *= plateau(on="val_loss", factor=0.1, patience=10, mode="min", floor=1e-5)"""));
        assertThat(Dialects.read("ReduceLROnPlateau(optimizer, min_lr=[1e-3, 1e-3])", two)
                        .rules())
                .singleElement()
                .asString()
                .startsWith("lr *= plateau(")
                .contains("floor=0.001");
    }

    @Test
    void whatFollowsAMetricIsNoSchedule() {
        assertThatThrownBy(() -> Dialects.read("ReduceLROnPlateau(optimizer) * linear(0, 1, 5)", RATE))
                .isInstanceOf(NotationException.class)
                .hasMessageStartingWith(
                        "ReduceLROnPlateau follows a metric, and is no schedule; write it on a line of its own");
        String both = """
                warm = LinearLR(optimizer, total_iters=5)
                reduce = ReduceLROnPlateau(optimizer)
                for epoch in range(10):
                    warm.step()
                    reduce.step(loss)
                """;
        assertThatThrownBy(() -> Dialects.read(both, RATE))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining(
                        "the schedulers of lines 1 and 2 are all stepped, and ReduceLROnPlateau follows a metric");
        assertThat(Dialects.understand(both.replace("    warm.step()\n", ""), RATE)
                        .plan()
                        .rules())
                .hasSize(1);
    }

    @Test
    void aSettingThatTheOptimizerDoesNotHaveIsTold() {
        Reading reading = Dialects.understand(
                "optimizer = torch.optim.SGD(p, lr=0.2, momentun=0.9)\nStepLR(optimizer, 5)", Horizon.parse("steps=9"));
        assertThat(reading.notes())
                .containsExactly("SGD has no parameter momentun, which is put aside; did you mean momentum?");
        assertThat(reading.plan().assignments().get(0).schedule().at(0)).isEqualTo(0.2);
    }

    @Test
    void aLineMayBeScaledForABatch() {
        String line = "StepLR(optimizer, 30).scaledFor(512, 256)";
        assertThat(Dialects.read(line, RATE)).isEqualTo(Dialects.read("lr = " + line, RATE));
    }
}
