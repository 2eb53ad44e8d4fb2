package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.notation.NotationException;
import dev.anneal.testkit.CurveFile;
import dev.anneal.training.Simulation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines of a guide to PyTorch's schedulers (003), and those of a tutorial that prints what they give (004). */
class DocumentsTest {

    private static final Plan.Target RATE = new Plan.Target(Hyperparameter.LEARNING_RATE, "");

    private static final String PRINTED = "doc004\\.printed_.*";

    static Stream<Path> curves() {
        return Recorded.curves("sources")
                .filter(file -> file.getFileName().toString().matches("doc.*"));
    }

    static Stream<Path> printed() {
        return curves().filter(file -> file.getFileName().toString().matches(PRINTED));
    }

    static Stream<List<String>> refused() {
        return Recorded.refused("sources").filter(line -> line.get(0).startsWith("torch."));
    }

    @ParameterizedTest
    @MethodSource("curves")
    void everyRecordedCurveAgrees(Path file) throws IOException {
        assertThat(Recorded.disagreement(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("printed")
    void everyTableComesOutAsItIsPrinted(Path file) throws IOException {
        CurveFile table = CurveFile.read(file);
        Plan plan = Dialects.understand(table.text(), table.horizon()).plan();
        Simulation run = Simulation.of(plan, table.observations());
        // the document cuts the table of the plateau off
        assertThat(table.rows()).hasSize(plan.rules().isEmpty() ? 30 : 14).allSatisfy(row -> {
            run.advance(row.get(0));
            assertThat(printed(run.value(RATE))).isEqualTo(printed(row.get(1)));
        });
    }

    /** Python's {@code %.2e}, which rounds the double itself and not its shortest text. */
    private static String printed(double value) {
        return String.format(Locale.ROOT, "%.2e", new BigDecimal(value));
    }

    private static Schedule rate(String text, Horizon horizon) {
        return Dialects.understand(text, horizon)
                .plan()
                .schedule(Hyperparameter.LEARNING_RATE, "")
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lambda_lr|optim.lr_scheduler.LambdaLR(optimizer=optimizer, lr_lambda=lambda epoch: 0.95 ** epoch)",
                "multiplicative_lr|optim.lr_scheduler.MultiplicativeLR(optimizer, lambda epoch: 0.95**epoch)",
                "step_lr|optim.lr_scheduler.StepLR(optimizer, step_size=10, gamma=0.5)",
                "multi_step_lr|optim.lr_scheduler.MultiStepLR(optimizer, milestones=[30,80], gamma=0.5)",
                "exponential_lr|optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.5)",
                "cosine_annealing_lr|lr_scheduler.CosineAnnealingLR(optimizer, T_max=50, eta_min=0)",
                "cyclic_lr|torch.optim.lr_scheduler.CyclicLR(optimizer, base_lr=5e-5, step_size_up=5, max_lr=1e-4, "
                        + "mode='exp_range', gamma=0.5)",
                "cosine_annealing_warm_restarts|CosineAnnealingWarmRestarts(optimizer, T_0=10, T_mult=1, eta_min=0.00001)",
            })
    void aLineMeansTheSameHoweverItNamesItsModule(String name, String line) throws IOException {
        CurveFile curve = CurveFile.read(Path.of("..", "reference", "sources", "doc003." + name + ".csv"));
        assertThat(curve.disagreement(Dialects.understand(line, curve.horizon()).plan()))
                .isEmpty();
    }

    @Test
    void aPastedPairOfOptimizerAndSchedulerNeedsNothingElse() {
        String text = """
                opt = torch.optim.SGD(net.parameters(), lr=0.001, momentum=0.9)
                scheduler = torch.optim.lr_scheduler.OneCycleLR(opt, max_lr=0.01,
                                                                steps_per_epoch=10,
                                                                epochs=3)
                """;
        assertThat(rate(text, Horizon.UNKNOWN).at(0)).isCloseTo(0.0004, within(1e-18));
        assertThat(rate(text, Horizon.UNKNOWN).at(8)).isEqualTo(0.01);
    }

    @ParameterizedTest
    @MethodSource("printed")
    void aTutorialsCellWithItsLoopGivesTheTableBelowIt(Path file) throws IOException {
        CurveFile table = CurveFile.read(file);
        String cell = """
                import torch.nn as nn
                import torch.optim as optim
                import torch.optim.lr_scheduler as lr_scheduler

                model = nn.Linear(4, 1)
                optimizer = optim.SGD(model.parameters(), lr=0.1)
                scheduler = lr_scheduler.%s

                for epoch in range(30):
                    loss = model(torch.randn(8, 4)).mean()
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                    print(f"{epoch}: {scheduler.get_last_lr()[0]:.2e}")
                    scheduler.step()
                """.formatted(String.valueOf(table.headers().get("text")).replace("torch.", ""));
        assertThat(table.disagreement(
                        Dialects.understand(cell, Horizon.parse("unit=epoch")).plan()))
                .isEmpty();
    }

    @Test
    void theSchedulerClassOfTheFirstDocumentIsReadWithItsLoop() {
        String text = """
                from lr_scheduler import LRScheduler

                iterations = 2000
                schedule = LRScheduler(iterations=iterations, lr=0.01, policy='step')
                for i in range(iterations):
                    schedule.update(optimizer, i)
                    train(model, optimizer)
                """;
        Reading reading = Dialects.understand(text, Horizon.UNKNOWN);
        assertThat(reading.taken()).isEqualTo("lrscheduler.LRScheduler");
        assertThat(reading.plan()).hasToString("lr = cosine(0, 0.01, 200).times(multiStep(1, 0.1, 1600, 1800))");
    }

    @Test
    void theBareClassIsThatOfTheFirstDocument() {
        assertThat(Dialects.understand("LRScheduler(100, 0.1, 'constant')", Horizon.UNKNOWN)
                        .taken())
                .isEqualTo("lrscheduler.LRScheduler");
    }

    @Test
    void whatTorchHasRemovedIsPutAsideWithAWord() {
        Reading reading = Dialects.understand(
                "optim.lr_scheduler.LambdaLR(optimizer, lr_lambda=lambda epoch: 0.95 ** epoch, last_epoch=-1, verbose=False)",
                Horizon.parse("lr=0.001 unit=epoch"));
        assertThat(reading.notes()).containsExactly("LambdaLR: verbose is of another version, and is put aside");
        assertThat(reading.plan()
                        .schedule(Hyperparameter.LEARNING_RATE, "")
                        .orElseThrow()
                        .at(1))
                .isEqualTo(0.001 * 0.95);
    }

    @Test
    void aLambdaWithAnEqualsSignIsPointedAt() {
        String line = "optim.lr_scheduler.LambdaLR(optimizer, lr_lambda = lambda epoch = 0.95 ** epoch)";
        assertThatThrownBy(() -> Dialects.understand(line, Horizon.parse("lr=0.001")))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining("\n")
                .hasMessageContaining("^");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsRefusedAtHomeIsRefused(List<String> line) {
        assertThat(Recorded.refusal(line.get(0), line.get(1))).isPresent();
    }
}
