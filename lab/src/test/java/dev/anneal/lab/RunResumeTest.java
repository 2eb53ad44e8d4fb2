package dev.anneal.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.anneal.Plan;
import dev.anneal.lab.RunResult.End;
import dev.anneal.training.Resume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunResumeTest {

    private static final RunListener NOBODY = new RunListener() {};

    /** Acts at the second evaluation that is no better by half, and at the losses of training. */
    private static final String RULES = """
            lr = linear(0.05, 0.2, 10)
            lr[right] = constant(0.1)
            lr *= plateau(on="val_loss", factor=0.5, patience=1, relative=0.5)
            lr[left] *= plateau(on="train_loss", factor=0.9, patience=0, relative=0.9)
            momentum = constant(0.9)
            """;

    private static final long UPDATES = 18;

    @TempDir
    Path parent;

    private static boolean never() {
        return false;
    }

    private Path folder(String name) {
        return parent.resolve(name);
    }

    private Run run(String name, String plan, long updates) {
        return new Run(new Bowl(), Plan.parse(plan), updates, folder(name), 3, Map.of("seed", "1"));
    }

    private RunResult resume(Run run) {
        return resume(run, Resume.EXACT);
    }

    private static RunResult resume(Run run, Resume mode) {
        try (SavedRun saved = SavedRun.open(run.folder())) {
            return run.resume(saved, mode, NOBODY, RunResumeTest::never);
        }
    }

    /** Ends by an exception after so many updates, as nearly as a test can come to a process that is killed. */
    private static void breakOff(Run run, long after) {
        RunListener breaking = new RunListener() {
            @Override
            public void updated(Update update) {
                if (update.step() == after) {
                    throw new IllegalStateException("broken off");
                }
            }
        };
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> run.start(breaking, RunResumeTest::never));
    }

    private void assertSame(String one, String other) throws IOException {
        for (String file : List.of("plan.txt", "run.txt", "metrics.csv", "evaluations.csv")) {
            assertThat(folder(one).resolve(file))
                    .hasSameTextualContentAs(folder(other).resolve(file));
        }
        assertThat(eventsWithoutResumption(one)).isEqualTo(eventsWithoutResumption(other));
    }

    private List<String> eventsWithoutResumption(String name) throws IOException {
        return Files.readAllLines(folder(name).resolve("events.csv")).stream()
                .filter(line -> !line.contains(",resumed,"))
                .toList();
    }

    @Test
    void rulesActFromTheUpdateAfterTheirEpochOn() throws IOException {
        run("one", "lr = constant(0.125)\nlr *= plateau(on=\"val_loss\", factor=0.5, patience=0, relative=0.9)", 12)
                .start(NOBODY, RunResumeTest::never);
        List<String> metrics = Files.readAllLines(folder("one").resolve("metrics.csv"));
        // The first evaluation is the best so far; the second is not better by nine tenths.
        assertThat(metrics.get(8)).startsWith("7,1.75,0.125,");
        assertThat(metrics.get(9)).startsWith("8,2,0.0625,");
        assertThat(Files.readAllLines(folder("one").resolve("events.csv")))
                .filteredOn(line -> line.contains(",acted,"))
                .first()
                .asString()
                .startsWith("8,acted,");
    }

    @Test
    void aGroupWithARuleHasItsColumn() throws IOException {
        run(
                        "one",
                        "lr = constant(0.125)\nlr[left] *= plateau(on=\"val_loss\", factor=0.5, patience=0, relative=0.9)",
                        9)
                .start(NOBODY, RunResumeTest::never);
        List<String> metrics = Files.readAllLines(folder("one").resolve("metrics.csv"));
        assertThat(metrics.get(0)).isEqualTo("step,epoch,lr,lr[left],loss");
        assertThat(metrics.get(9)).startsWith("8,2,0.125,0.0625,");
    }

    @Test
    void stoppedAtAnyStepItGoesOnToTheSameFiles() throws IOException {
        run("whole", RULES, UPDATES).start(NOBODY, RunResumeTest::never);
        assertThat(eventsWithoutResumption("whole")).anyMatch(line -> line.contains(",acted,"));
        for (int k = 0; k < UPDATES; k++) {
            Run run = run("stopped" + k, RULES, UPDATES);
            int[] asked = {k};
            assertThat(run.start(NOBODY, () -> asked[0]-- == 0).end()).isEqualTo(End.STOPPED);
            assertThat(resume(run("stopped" + k, RULES, UPDATES)).end()).isEqualTo(End.COMPLETED);
            assertSame("stopped" + k, "whole");
        }
    }

    @Test
    void brokenOffAtAnyStepItGoesOnToTheSameFiles() throws IOException {
        RunResult whole = run("whole", RULES, UPDATES).start(NOBODY, RunResumeTest::never);
        for (int k = 0; k < UPDATES; k++) {
            String name = "broken" + k;
            breakOff(run(name, RULES, UPDATES), k);
            assertThat(resume(run(name, RULES, UPDATES))).isEqualTo(whole);
            assertSame(name, "whole");
        }
    }

    @Test
    void theLastUpdateMayBeTheEndOfWhatThePlanAllows() throws IOException {
        String plan = "lr = linear(0.5, -0.1, 6)";
        RunResult whole = run("whole", plan, 5).start(NOBODY, RunResumeTest::never);
        assertThat(whole.message()).isEqualTo("completed 5 updates");
        breakOff(run("broken", plan, 5), 3);
        assertThat(resume(run("broken", plan, 5))).isEqualTo(whole);
        assertSame("broken", "whole");
    }

    @Test
    void aCompleteRunIsTakenUpToNothing() throws IOException {
        RunResult whole = run("one", RULES, UPDATES).start(NOBODY, RunResumeTest::never);
        run("whole", RULES, UPDATES).start(NOBODY, RunResumeTest::never);
        assertThat(resume(run("one", RULES, UPDATES))).isEqualTo(whole);
        assertSame("one", "whole");
    }

    @Test
    void moreUpdatesGoOnAsIfTheyHadBeenMeant() throws IOException {
        run("one", RULES, 10).start(NOBODY, RunResumeTest::never);
        resume(run("one", RULES, UPDATES));
        run("whole", RULES, UPDATES).start(NOBODY, RunResumeTest::never);
        assertSame("one", "whole");
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> resume(run("one", RULES, 17)))
                .withMessage("updates must be at least the 18 that were made, got 17");
    }

    @Test
    void anotherPlanIsRefusedUnlessSaidSoAndIsRememberedThen() throws IOException {
        String other = "lr = constant(0.025)";
        breakOff(run("one", "lr = constant(0.1)", UPDATES), 13);
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> resume(run("one", other, UPDATES)))
                .withMessageContaining("- lr = constant(0.1)")
                .withMessageContaining("+ lr = constant(0.025)");
        Run run = run("one", other, UPDATES);
        try (SavedRun saved = SavedRun.open(run.folder())) {
            assertThat(saved.step()).isEqualTo(12);
            run.resume(saved, Resume.KEEP_POSITION, NOBODY, () -> true);
        }
        assertThat(folder("one").resolve("plan.txt")).hasContent(other);
        assertThat(resume(run("one", other, UPDATES)).end()).isEqualTo(End.COMPLETED);
        List<String> metrics = Files.readAllLines(folder("one").resolve("metrics.csv"));
        assertThat(metrics.get(12)).startsWith("11,2.75,0.1,");
        assertThat(metrics.get(13)).startsWith("12,3,0.025,");
        assertThat(metrics).hasSize(19);
    }

    @Test
    void aPlanWithOtherColumnsIsRefused() {
        breakOff(run("one", "lr = constant(0.1)", UPDATES), 13);
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(
                        () -> resume(run("one", "lr = constant(0.1)\nmomentum = constant(0)", UPDATES), Resume.REBASE))
                .withMessageContaining("step,epoch,lr,momentum,loss");
    }

    @Test
    void whatTheRunWasStartedWithIsReadBack() {
        Map<String, String> settings = Map.of("schedule", "lr = 0.1\n\\ momentum = 0\r\n", "data", "=a b=");
        Run run = new Run(new Bowl(), Plan.parse("lr = constant(0.1)"), 8, folder("one"), Run.NEVER, settings);
        run.start(NOBODY, RunResumeTest::never);
        assertThat(folder("one").resolve("checkpoint.bin")).doesNotExist();
        try (SavedRun saved = SavedRun.open(folder("one"))) {
            assertThat(saved.settings()).isEqualTo(settings);
            assertThat(saved.step()).isZero();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Run(new Bowl(), run.plan(), 8, folder("two"), 1, Map.of("a b", "")))
                .withMessageContaining("'a b'");
    }

    @Test
    void onlyOneRunTrainsInAFolder() {
        Run run = run("one", RULES, UPDATES);
        RunListener second = new RunListener() {
            @Override
            public void updated(Update update) {
                assertThatExceptionOfType(RunException.class)
                        .isThrownBy(() -> SavedRun.open(folder("one")))
                        .withMessageContaining("another process trains in " + folder("one"));
            }
        };
        assertThat(run.start(second, RunResumeTest::never).end()).isEqualTo(End.COMPLETED);
        assertThat(resume(run).end()).isEqualTo(End.COMPLETED);
    }

    @Test
    void aFolderWithoutARunIsNamed() throws IOException {
        Files.createDirectories(folder("empty"));
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> SavedRun.open(folder("empty")))
                .withMessage("the folder must hold a run, got " + folder("empty") + " without run.txt");
        assertThat(folder("empty")).isEmptyDirectory();
        Files.writeString(folder("empty").resolve("run.txt"), "distance 10 km\n");
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> SavedRun.open(folder("empty")))
                .withMessageContaining("run.txt: it must begin with the line 'anneal run 1'");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 29, 40, 1000})
    void aCheckpointThatWasCutShortIsRefused(int left) throws IOException {
        breakOff(run("one", RULES, UPDATES), 13);
        Path checkpoint = folder("one").resolve("checkpoint.bin");
        byte[] bytes = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, Arrays.copyOf(bytes, Math.min(left, bytes.length - 1)));
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> SavedRun.open(folder("one")))
                .withMessageStartingWith("cannot go on from " + checkpoint + ": it is ");
    }

    @Test
    void aCheckpointThatWasChangedAnywhereIsRefused() throws IOException {
        breakOff(run("one", RULES, UPDATES), 13);
        Path checkpoint = folder("one").resolve("checkpoint.bin");
        byte[] bytes = Files.readAllBytes(checkpoint);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 200; i++) {
            byte[] changed = bytes.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(checkpoint, changed);
            assertThatExceptionOfType(RunException.class)
                    .isThrownBy(() -> SavedRun.open(folder("one")))
                    .withMessageStartingWith("cannot go on from " + checkpoint + ": it is ");
        }
    }

    @Test
    void aTableThatLostRowsIsRefused() throws IOException {
        breakOff(run("one", RULES, UPDATES), 13);
        Files.writeString(
                folder("one").resolve("metrics.csv"),
                "step,epoch,lr,lr[right],momentum,lr[left],loss\n",
                StandardOpenOption.TRUNCATE_EXISTING);
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> resume(run("one", RULES, UPDATES)))
                .withMessageContaining("metrics.csv must have the ")
                .withMessageContaining("it was cut short or replaced");
    }

    @Test
    void ifOneTableIsRefusedNoneIsCut() throws IOException {
        breakOff(run("one", RULES, UPDATES), 13);
        Path metrics = folder("one").resolve("metrics.csv");
        Files.writeString(metrics, "a row past the checkpoint\n", StandardOpenOption.APPEND);
        byte[] before = Files.readAllBytes(metrics);
        Files.delete(folder("one").resolve("events.csv"));
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> resume(run("one", RULES, UPDATES)))
                .withNoCause()
                .withMessageMatching(
                        ".*events.csv must have the \\d+ bytes that the checkpoint counts, got no such file");
        assertThat(metrics).hasBinaryContent(before);
    }

    @Test
    void aCheckpointIsEnoughWithoutTheSettings() throws IOException {
        breakOff(run("one", RULES, UPDATES), 13);
        Files.delete(folder("one").resolve("run.txt"));
        resume(run("one", RULES, UPDATES));
        run("whole", RULES, UPDATES).start(NOBODY, RunResumeTest::never);
        assertSame("one", "whole");
    }

    @Test
    void aCheckpointThatCannotBeWrittenLeavesTheLastOne() throws IOException {
        RunListener blocking = new RunListener() {
            @Override
            public void updated(Update update) {
                if (update.step() == 7) {
                    // a folder that is not empty is in the way of the next one
                    folder("one")
                            .resolve("checkpoint.new")
                            .resolve("full")
                            .toFile()
                            .mkdirs();
                }
            }
        };
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> run("one", RULES, UPDATES).start(blocking, RunResumeTest::never))
                .withMessageStartingWith("cannot write " + folder("one").resolve("checkpoint.new"));
        Files.delete(folder("one").resolve("checkpoint.new").resolve("full"));
        Files.delete(folder("one").resolve("checkpoint.new"));
        try (SavedRun saved = SavedRun.open(folder("one"))) {
            assertThat(saved.step()).isEqualTo(6);
        }
        resume(run("one", RULES, UPDATES));
        run("whole", RULES, UPDATES).start(NOBODY, RunResumeTest::never);
        assertSame("one", "whole");
    }
}
