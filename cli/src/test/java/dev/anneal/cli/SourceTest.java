package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {
    @TempDir
    Path folder = Path.of("");

    private static final String CANONICAL = "lr = linear(0, 0.1, 5)\nmomentum = constant(0.9)\n";

    @Test
    void aTextIsReadFromAFile() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a plan.txt"), "\uFEFFlr = linear(0, 0.1, 5) # warmup\nmomentum = 0.9\n");
        assertThat(Outcome.of("show", "--text", file.toString()).fine()).isEqualTo(CANONICAL);
    }

    @Test
    void aTextIsReadFromStandardInput() {
        assertThat(Outcome.reading("lr = linear(0, 0.1, 5)\nmomentum = 0.9", "show", "--text", "-")
                        .fine())
                .isEqualTo(CANONICAL);
    }

    @Test
    void aTextIsAnArgumentWithSemicolons() {
        assertThat(Outcome.of("show", "--text", "lr = linear(0, 0.1, 5); momentum = 0.9")
                        .fine())
                .isEqualTo(CANONICAL);
    }

    @Test
    void aSlashDoesNotMakeATextAFile() {
        assertThat(Outcome.of("show", "--text", "0.1/2").fine()).isEqualTo("constant(0.05)\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs/lr", "warmup.plan", "warmup.txt", "warmup.anneal", "./x"})
    void aFileThatIsNotThereIsSaidToBeMissing(String name) {
        assertThat(Outcome.of("show", name).wrong()).isEqualTo("no such file: " + name + "\n");
    }

    @Test
    void anErrorInAFileNamesTheFileAndShowsThePlace() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.txt"), "lr = 0.1\nmomentum = constnt(0.9)\n");
        assertThat(Outcome.of("show", file.toString()).wrong())
                .startsWith(file + ": ")
                .contains("2", "unknown function 'constnt'", "           ^^^^^^^", "did you mean 'constant'?");
    }

    @Test
    void aFolderIsNoText() {
        assertThat(Outcome.of("show", folder.toString()).wrong()).isEqualTo(folder + " is a folder\n");
    }

    @Test
    void anEmptyFileIsNoText() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.txt"), " \n");
        assertThat(Outcome.of("show", file.toString()).wrong()).isEqualTo(file + " is empty\n");
        assertThat(Outcome.of("show", "-").wrong()).isEqualTo("standard input is empty\n");
        assertThat(Outcome.of("show", " ").wrong()).isEqualTo("TEXT is empty\n");
    }

    @Test
    void aBinaryFileIsNoText() throws IOException {
        Path bytes = Files.write(folder.resolve("bytes.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 'x'});
        Path zero = Files.write(folder.resolve("zero.txt"), new byte[] {'0', 0});
        assertThat(Outcome.of("show", bytes.toString()).wrong()).contains("is binary");
        assertThat(Outcome.of("show", zero.toString()).wrong()).contains("is binary");
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.txt"), " ".repeat(16_000_001));
        assertThat(Outcome.of("show", file.toString()).wrong()).contains("too large");
    }

    @Test
    void aTableIsSentToPlot() throws IOException {
        Path file = Files.writeString(folder.resolve("lr.csv"), "step,lr\n0,1\n");
        assertThat(Outcome.of("show", file.toString()).wrong()).contains("anneal plot");
    }

    @Test
    void aLineOfSomebodysProgramIsReadFromAFile() throws IOException {
        Path python = Files.writeString(folder.resolve("train.py"), "StepLR(optimizer, step_size=30)  # as ever\n");
        assertThat(Outcome.of("show", "--text", python.toString(), "--lr", "0.1")
                        .fine())
                .isEqualTo("exponential(0.1, 0.1, 30).staircase(30)\n");
        Path wrong = Files.writeString(folder.resolve("Train.java"), "new StepSchedule(ScheduleType.ITERATION)\n");
        assertThat(Outcome.of("show", wrong.toString()).wrong())
                .startsWith(wrong + ": ")
                .contains("StepSchedule needs ");
        assertThat(Outcome.of("show", "nowhere.py").wrong()).isEqualTo("no such file: nowhere.py\n");
    }

    @Test
    void aBlockOfAProgramIsReadFromAFile() throws IOException {
        Path python = Files.writeString(folder.resolve("train.py"), """
                import torch
                from torch.optim.lr_scheduler import StepLR

                EPOCHS = 90
                optimizer = torch.optim.SGD(model.parameters(), lr=0.4, momentum=0.9)
                scheduler = StepLR(optimizer, step_size=EPOCHS // 3)
                for epoch in range(EPOCHS):
                    train(model, optimizer)
                    scheduler.step()
                """);
        assertThat(Outcome.of("values", python.toString(), "--at", "0,30,89").out())
                .isEqualTo("step,lr\n0,0.4\n30,0.04000000000000001\n89,0.004000000000000001\n");
    }
}
