package dev.anneal.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.lab.RunResult.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTest {

    private static final RunListener NOBODY = new RunListener() {};

    @TempDir
    Path parent;

    private Path folder() {
        return parent.resolve("runs").resolve("one");
    }

    private Run run(String plan, long updates) {
        return new Run(new Bowl(), Plan.parse(plan), updates, folder());
    }

    /** Millions of epochs, each of which would wait for the disk. */
    private Run unsaved(String plan, long updates) {
        return new Run(new Bowl(), Plan.parse(plan), updates, folder(), Run.NEVER, Map.of());
    }

    private RunResult start(String plan, long updates) {
        return run(plan, updates).start(NOBODY, () -> false);
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder().resolve(file));
    }

    @Test
    void theUpdateOfStepTUsesThePlanAtT() throws IOException {
        RunResult result = start("lr = linear(0.5, 0, 2)", 3);
        // Both weights: 1, then 0.5, then 0.375.
        assertThat(lines("metrics.csv"))
                .containsExactly("step,epoch,lr,loss", "0,0,0.5,1", "1,0.25,0.25,0.25", "2,0.5,0,0.140625");
        assertThat(result.updates()).isEqualTo(3);
        assertThat(result.end()).isEqualTo(End.COMPLETED);
        assertThat(result.message()).isEqualTo("completed 3 updates");
    }

    @Test
    void everyTargetOfThePlanHasItsColumn() throws IOException {
        start("lr = constant(0.5)\nlr[right] = constant(0)\nmomentum = constant(0.9)", 2);
        assertThat(lines("metrics.csv"))
                .containsExactly("step,epoch,lr,lr[right],momentum,loss", "0,0,0.5,0,0.9,1", "1,0.25,0.5,0,0.9,0.625");
    }

    @Test
    void thePlanIsKeptAsText() throws IOException {
        Plan plan = Plan.parse("lr = linear(0.5, 0, 2)\nmomentum = constant(0.9)");
        new Run(new Bowl(), plan, 1, folder()).start(NOBODY, () -> false);
        assertThat(Files.readString(folder().resolve("plan.txt"))).isEqualTo(plan + "\n");
    }

    @Test
    void theModelIsEvaluatedAfterEachEpochAndAtTheEnd() throws IOException {
        start("lr = constant(0)", 10);
        assertThat(lines("evaluations.csv"))
                .containsExactly("step,epoch,loss,accuracy", "4,1,1,0.5", "8,2,1,0.5", "10,2.5,1,0.5");
    }

    @Test
    void aRunThatEndsWithAnEpochIsEvaluatedOnce() throws IOException {
        start("lr = constant(0)", 4);
        assertThat(lines("evaluations.csv")).hasSize(2);
    }

    @Test
    void theBestEvaluationIsRememberedBesideTheLast() {
        RunResult result = start("lr = linear(0, 2.9, 7)", 8);
        RunResult.Evaluations evaluations = result.evaluations().orElseThrow();
        assertThat(evaluations.best().accuracy())
                .isGreaterThan(evaluations.last().accuracy());
    }

    @Test
    void theListenerHearsWhatTheFilesHold() throws IOException {
        List<String> heard = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void updated(Update update) {
                double left = update.values().of(Hyperparameter.LEARNING_RATE, "left");
                boolean momentum = update.values().isSet(Hyperparameter.MOMENTUM, "left");
                heard.add(update.step() + " " + update.epoch() + " " + left + " " + momentum + " " + update.loss());
            }

            @Override
            public void evaluated(long step, double epoch, Evaluation evaluation) {
                heard.add(step + " " + epoch + " " + evaluation);
            }
        };
        run("lr = constant(0)\nlr[left] = linear(0.5, 0, 2)", 2).start(listener, () -> false);
        assertThat(heard)
                .containsExactly(
                        "0 0.0 0.5 false 1.0",
                        "1 0.25 0.25 false 0.625",
                        "2 0.5 Evaluation[loss=0.5703125, accuracy=0.6368159203980099]");
    }

    @Test
    void askedToStopItEndsAfterTheUpdateWithACompleteFolder() throws IOException {
        List<Long> steps = new ArrayList<>();
        RunListener counting = new RunListener() {
            @Override
            public void updated(Update update) {
                steps.add(update.step());
            }
        };
        RunResult result = run("lr = constant(0.1)", 1_000_000).start(counting, () -> steps.size() == 6);
        assertThat(result.end()).isEqualTo(End.STOPPED);
        assertThat(result.message()).isEqualTo("stopped after 6 of 1000000 updates");
        assertThat(lines("metrics.csv")).hasSize(7);
        assertThat(lines("evaluations.csv")).hasSize(3).last().asString().startsWith("6,1.5,");
    }

    @Test
    void askedToStopAtTheEndOfAnEpochItIsEvaluatedOnce() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        run("lr = constant(0)", 100).start(NOBODY, () -> asked.getAndIncrement() == 4);
        assertThat(lines("evaluations.csv")).containsExactly("step,epoch,loss,accuracy", "4,1,1,0.5");
    }

    @Test
    void divergenceIsRecordedAndEndsTheRun() throws IOException {
        RunResult result = start("lr = constant(1e100)", 100);
        assertThat(result.end()).isEqualTo(End.DIVERGED);
        assertThat(result.message()).isEqualTo("diverged: the loss of step 2 is inf");
        assertThat(result.updates()).isEqualTo(3);
        assertThat(result.evaluations()).isEmpty();
        assertThat(lines("metrics.csv")).last().isEqualTo("2,0.5,1e100,inf");
    }

    @Test
    void divergenceInTheLastUpdateIsSeenByItsEvaluation() throws IOException {
        RunResult result = start("lr = constant(1e100)", 2);
        assertThat(result.message()).isEqualTo("diverged: the validation loss after step 1 is inf");
        assertThat(lines("evaluations.csv")).last().isEqualTo("2,0.5,inf,0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "momentum = constant(0.9)|the plan must set lr for the group left, got no such line",
                "lr[left] = constant(1)|the plan must set lr for the group right, got no such line",
                "lr = constant(1);lr[middle] = constant(1)|the plan must name groups of the model, one of [left, right], got middle",
                "lr = linear(1, -1, 4)|lr must be finite and >= 0, got -0.5 at step 3",
                "lr = constant(1);momentum = linear(0, 1, 9)|momentum must be >= 0 and < 1, got 1 at step 9",
                "lr = constant(1);beta1 = constant(0.9)|the plan must set what the optimizer takes, one of [lr, momentum],"
                        + " got beta1",
            })
    void whatCannotWorkIsRefusedBeforeAnythingIsWritten(String plan, String message) {
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> start(plan.replace(';', '\n'), 10))
                .withMessage(message);
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aRuleOnAMetricThatTheRunDoesNotObserveIsRefused() {
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> start("lr = constant(1)\nlr *= plateau(on=\"test_loss\")", 10))
                .withMessage("a rule must follow a metric of the run, one of [train_loss, val_accuracy, val_loss],"
                        + " got test_loss");
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aRuleOnAGroupThatTheModelDoesNotHaveIsRefused() {
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> start("lr = constant(1)\nlr[middle] *= plateau(on=\"val_loss\")", 10))
                .withMessage("the plan must name groups of the model, one of [left, right], got middle");
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aWrongValueLaterThanWhatIsCheckedAheadKeepsTheRowsBefore() throws IOException {
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> unsaved("lr = hold(0, 1000002).then(hold(-1, 1))", 3_000_000)
                        .start(NOBODY, () -> false))
                .withMessage("lr must be finite and >= 0, got -1 at step 1000002");
        assertThat(lines("metrics.csv")).hasSize(1_000_003).last().asString().isEqualTo("1000001,250000.25,0,1");
    }

    @Test
    void aFolderThatHoldsFilesIsLeftAlone() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("notes.txt"), "mine");
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> start("lr = constant(0.1)", 1))
                .withMessage("the folder of a run must be new or empty, got " + folder());
        assertThat(folder()).isDirectoryContaining("glob:**notes.txt").isDirectoryNotContaining("glob:**.csv");
    }

    @Test
    void anEmptyFolderIsTaken() throws IOException {
        Files.createDirectories(folder());
        assertThat(start("lr = constant(0.1)", 1).end()).isEqualTo(End.COMPLETED);
    }

    @Test
    void aFileInPlaceOfTheFolderIsToldInWords() throws IOException {
        Files.createDirectories(folder().getParent());
        Files.writeString(folder(), "");
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> start("lr = constant(0.1)", 1))
                .withMessage("cannot write " + folder() + ": not a folder");
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> new Run(new Bowl(), Plan.parse("lr = constant(0.1)"), 1, folder().resolve("below"))
                        .start(NOBODY, () -> false))
                .withMessageStartingWith("cannot write " + folder().resolve("below"));
    }

    @Test
    void aDiskThatFailsOnTheWayIsToldInWords() {
        RunListener removing = new RunListener() {
            @Override
            public void updated(Update update) {
                folder().resolve("metrics.csv").toFile().delete();
            }
        };
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> run("lr = constant(0.1)", 8).start(removing, () -> false))
                .withMessage("cannot write " + folder().resolve("metrics.csv") + ": no such file or folder");
    }

    @Test
    void aRunWithoutUpdatesIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run("lr = constant(0.1)", 0))
                .withMessage("updates must be >= 1, got 0");
    }
}
