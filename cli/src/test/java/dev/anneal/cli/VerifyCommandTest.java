package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyCommandTest {

    private static final String STEP_LR = """
            # source: a test
            # text: torch.optim.lr_scheduler.StepLR(optimizer, step_size=2)
            # lr: 0.1
            # unit: step
            # tolerance: relative 1e-12 absolute 1e-15
            step,lr
            0,0.1
            1,0.1
            2,0.010000000000000002
            4,0.0010000000000000002
            """;

    @TempDir
    Path folder = Path.of("");

    private Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private Outcome verify() {
        return Outcome.of("verify", folder.toString());
    }

    private static List<String> failed(Outcome outcome) {
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isEqualTo(1);
        return outcome.out().lines().toList();
    }

    @Test
    void whatAgreesIsCounted() throws IOException {
        file("a.csv", STEP_LR);
        file("deep/er/b.csv", "# text: linear(0, 1, total)\n# tolerance: relative 0 absolute 0\nstep,lr\n0,0\n8,1\n");
        file("deep/note.txt", "no curve");
        file("refused.tsv", "text\tlr\terror\nStepLR(optimizer, step_size=0)\t0.1\tZeroDivisionError\n");
        assertThat(verify().fine()).isEqualTo("2 curves, 6 rows, 0 disagree, 1 refused lines, 0 accepted\n");
    }

    @Test
    void refusedLinesMayStandInQuotes() throws IOException {
        file("refused.tsv", """
                "text"|"lr"|"error"
                "SWALR(optimizer, 0.1, 10, ""sin"")"|"0.1"|"ValueError"
                "StepLR(optimizer, step_size=3)"|0.1|none
                """.replace('|', '\t'));
        assertThat(failed(verify()))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("line 3: accepted: StepLR(optimizer, step_size=3)"),
                        line -> assertThat(line).endsWith("2 refused lines, 1 accepted"));
    }

    @Test
    void manyNotesCostNoMoreThanTheyAreLong() throws IOException {
        file("a.csv", "# note: said again\n".repeat(300_000) + STEP_LR);
        assertTimeout(Duration.ofSeconds(10), () -> assertThat(verify().fine()).startsWith("1 curves, 4 rows, 0"));
    }

    @Test
    void theFirstRowThatDisagreesIsTold() throws IOException {
        Path file = file("a.csv", STEP_LR.replace("4,0.0010000000000000002", "4,0.002\n5,0.003"));
        assertThat(failed(verify()))
                .containsExactly(
                        file + ": lr at 4: theirs 0.002, ours 0.0010000000000000002, difference 0.001",
                        "1 curves, 5 rows, 1 disagree, 0 refused lines, 0 accepted");
    }

    @Test
    void filesAreToldInTheirOrder() throws IOException {
        for (String name : List.of("z.csv", "m/a.csv", "a.csv", "m.csv")) {
            file(name, STEP_LR.replace("0,0.1", "0,0.2"));
        }
        List<String> lines = failed(verify());
        assertThat(lines).hasSize(5);
        assertThat(lines.subList(0, 4)).isSorted();
    }

    @Test
    void aFileThatIsNamedTwiceIsCheckedOnce() throws IOException {
        Path file = file("a.csv", STEP_LR);
        assertThat(Outcome.of("verify", folder.toString(), file.toString(), folder + "/./a.csv")
                        .fine())
                .startsWith("1 curves, 4 rows,");
    }

    @Test
    void rowsCountWhatTheUnitSays() throws IOException {
        file("a.csv", STEP_LR.replace("unit: step", "unit: epoch") + "# horizon: steps_per_epoch=20\n");
        file("b.csv", """
                # text: linear(1, 0, total)
                # unit: epoch
                # tolerance: relative 0 absolute 0
                # horizon: epochs=4 steps_per_epoch=100
                step,lr
                0,1
                1,0.75
                4,0
                """);
        assertThat(verify().fine()).startsWith("2 curves, 7 rows, 0 disagree");
    }

    @Test
    void whatValuesWritesAgrees() throws IOException {
        file(
                "a.csv",
                Outcome.of("values", "StepLR(optimizer, 30)", "--lr", "0.1,0.01", "--steps", "90", "--format", "curve")
                        .fine());
        file(
                "b.csv",
                Outcome.of(
                                "values",
                                "lr = linear(0, 1, 9); lr['a,\"b'] = lr * 0.5; momentum = 0.9",
                                "--format",
                                "curve")
                        .fine());
        file(
                "c.csv",
                Outcome.of(
                                "values",
                                "LearningRateScheduler(lambda epoch: 0.5 ** epoch)",
                                "--epochs",
                                "5",
                                "--format",
                                "curve")
                        .out());
        assertThat(verify().fine()).startsWith("3 curves, 107 rows, 0 disagree");
    }

    @ParameterizedTest
    @CsvSource({
        "'keras.LearningRateScheduler(lambda e: 0.1 * 0.5 ** e)', step, '0,0.1;9,0.1;10,0.05;25,0.025'",
        "'keras.LearningRateScheduler(lambda e: 0.1 * 0.5 ** e)', epoch, '0,0.1;1,0.05;2,0.025'",
        "'keras.ExponentialDecay(0.1, 10, 0.5)', epoch, '0,0.1;1,0.05;2,0.025'",
        "'keras.ExponentialDecay(0.1, 10, 0.5)', step, '0,0.1;10,0.05;20,0.025'"
    })
    void rowsCountWhatTheFileSays(String text, String unit, String rows) throws IOException {
        String head = "# text: " + text + "\n# unit: " + unit + "\n# horizon: steps_per_epoch=10 epochs=3\n"
                + "# tolerance: relative 1e-12 absolute 0\nstep,lr\n";
        file("curve.csv", head + rows.replace(";", "\n") + "\n");
        assertThat(verify().fine()).endsWith(" rows, 0 disagree, 0 refused lines, 0 accepted\n");
    }

    @Test
    void linesThatAreAcceptedAreTold() throws IOException {
        String lines = """
                text|lr|error
                StepLR(optimizer, 30)|0.1|no
                StepLR(optimizer, 30)||no

                StepLR(optimizer, step_size=0)|[0.1, 0.2]|ZeroDivisionError
                NoSuchLR(optimizer)|0.1|AttributeError
                torch.NoSuchLR(optimizer)|0.1|AttributeError
                StepLR(optimizer, 30)|x|no
                """;
        Path file = file("refused.tsv", lines.replace("|", "\t").replace("\n", "\r\n"));
        assertThat(failed(verify()))
                .containsExactly(
                        file + ", line 2: accepted: StepLR(optimizer, 30)",
                        file
                                + ", line 3: not refused, but in want of more: StepLR needs the optimizer's rate: give --lr",
                        file + ", line 6: not refused, but not known: unknown function 'NoSuchLR'",
                        file + ", line 8: lr must be a number or a list, got x",
                        "0 curves, 0 rows, 0 disagree, 6 refused lines, 4 accepted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                text: torch.StepLR(optimizer)    | cannot be read: StepLR needs step_size
                text: torch.NoSuchLR(optimizer)  | cannot be read: unknown
                text: linear(0, 1                | cannot be read: the bracket is never closed
                text: 0.1; observations: loss x  | cannot be read: observations must be a name and numbers, got x
                text: torch.StepLR(optimizer, 3); lr: 0.1; observations: loss 1; observed_every: -1 | observed_every must be
                text: torch.ReduceLROnPlateau(o); lr: 1; observations: loss 1 | lr at 0: theirs 0.1, ours 1
                text: keras.ReduceLROnPlateau(); lr: 1; observations: loss 1 | metric must be one that a rule follows, got loss
                text: 0.1; momentum: fast        | cannot be read: momentum must be a number
                text: 0.1; columns: lr           | .
                nothing: 0.1                     | must say '# text: …'
                """)
    void whatCannotBeReadHasALine(String headers, String problem) throws IOException {
        String content =
                "# " + headers.replace("; ", "\n# ") + "\n# tolerance: relative 0 absolute 0\nstep,lr\n0,0.1\n";
        Path file = file("a.csv", content);
        if (problem.equals(".")) {
            assertThat(verify().fine()).startsWith("1 curves, 1 rows, 0 disagree");
            return;
        }
        List<String> lines = failed(verify());
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith(file.toString()).contains(problem).doesNotContain("Exception");
        assertThat(lines.get(1)).startsWith("1 curves, ").contains(" rows, 1 disagree");
    }

    @Test
    void brokenFilesHaveALineEach() throws IOException {
        file("a.csv", STEP_LR.replace("0,0.1", "0,zero"));
        file("b.csv", STEP_LR.replace("tolerance", "tolerant"));
        file("c.csv", STEP_LR.replace("step,lr", "step,momentum"));
        Files.write(folder.resolve("d.csv"), STEP_LR.replace("a test", "ü").getBytes(StandardCharsets.ISO_8859_1));
        file("e.csv", "");
        file("refused.tsv", "line\n");
        Path missing = folder.resolve("missing.csv");
        List<String> lines = failed(Outcome.of("verify", folder.toString(), missing.toString()));
        assertThat(lines)
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo(missing + ": no such file or folder"),
                        line -> assertThat(line).endsWith("a.csv, line 7: cells must be numbers, got 0,zero"),
                        line -> assertThat(line).contains("b.csv: ", "tolerance must be 'relative R absolute A'"),
                        line -> assertThat(line).contains("c.csv: ", "column momentum is not in the plan"),
                        line -> assertThat(line).contains("d.csv must be text in UTF-8"),
                        line -> assertThat(line).contains("e.csv must say '# text: …'"),
                        line -> assertThat(line).contains("refused.tsv, line 1: must name the columns"),
                        line -> assertThat(line)
                                .isEqualTo("5 curves, 8 rows, 7 disagree, 0 refused lines, 0 accepted"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksThatLeadBackAreTold() throws IOException {
        file("in/a.csv", STEP_LR);
        Path back = Files.createSymbolicLink(folder.resolve("in").resolve("back"), folder);
        Path dangling = Files.createSymbolicLink(folder.resolve("b.csv"), folder.resolve("nowhere"));
        assertThat(failed(verify()))
                .containsExactly(
                        back + ": a link that leads back to a folder around it",
                        dangling + ": no such file or folder",
                        "2 curves, 4 rows, 2 disagree, 0 refused lines, 0 accepted");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeIsNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("a.csv");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(failed(verify())).startsWith(pipe + ": no regular file");
    }

    @Test
    void nothingToVerifyIsWrongInput() throws IOException {
        file("note.txt", "");
        assertThat(verify().wrong()).startsWith("0 curves: there is nothing to verify");
        assertThat(Outcome.of("verify").wrong()).contains("FILE|FOLDER");
    }

    @Test
    void manyFilesTakeSeconds() throws IOException {
        for (int i = 0; i < 1000; i++) {
            file("folder" + i % 10 + "/" + i + ".csv", STEP_LR);
        }
        assertTimeout(
                Duration.ofSeconds(20),
                () -> assertThat(verify().fine()).startsWith("1000 curves, 4000 rows, 0 disagree"));
    }
}
