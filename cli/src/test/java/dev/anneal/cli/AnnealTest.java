package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.plot.Colour;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnealTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aProcessTellsByItsExitCode() throws Exception {
        assertThat(Outcome.ofProcess(folder, "values", "linear(0, 1, 1)").fine())
                .isEqualTo("step,lr\n0,0\n1,1\n");
        assertThat(Outcome.ofProcess(folder, "values", "linear(0, 1").wrong()).contains("^");
        assertThat(Outcome.ofProcess(folder, "values", "-").wrong()).isEqualTo("standard input is empty\n");
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoFailure() throws Exception {
        Path err = folder.resolve("stderr.txt");
        Process process = new ProcessBuilder(Outcome.command("values", "cosine(1, 0, 1e8)"))
                .redirectError(err.toFile())
                .start();
        try (BufferedReader reader = process.inputReader()) {
            assertThat(reader.readLine()).isEqualTo("step,lr");
            assertThat(reader.readLine()).isEqualTo("0,1");
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(err).isEmptyFile();
    }

    @Test
    void aMillionRowsNeedNoMemory() throws Exception {
        List<String> words = Outcome.command("values", "cosine(1, 0, 1e6)");
        words.add(1, "-Xmx24m");
        assertThat(Outcome.ofCommand(folder, words).fine().lines()).hasSize(1_000_002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"values 0.1", "plot --help"})
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsAFailure(String arguments) throws Exception {
        Process process = new ProcessBuilder(Outcome.command(arguments.split(" ", -1)))
                .redirectOutput(Path.of("/dev/full").toFile())
                .start();
        assertThat(process.errorReader().readLine()).startsWith("cannot write: ");
        assertThat(process.waitFor()).isEqualTo(3);
    }

    @Test
    void aNarrowTerminalGetsAFigureAndHelp() {
        for (String[] arguments : new String[][] {{"plot", "linear(0, 1, 9)"}, {"plot", "--help"}}) {
            StringWriter out = new StringWriter();
            PrintWriter err = new PrintWriter(new StringWriter());
            Console console = new Console(InputStream.nullInputStream(), out, err, 40, Colour.NONE);
            assertThat(Anneal.run(console, arguments)).isZero();
            assertThat(out.toString()).isNotEmpty();
        }
    }

    @Test
    void aBugIsOneLine() {
        StringWriter err = new StringWriter();
        Writer broken = new StringWriter() {
            @Override
            public StringWriter append(CharSequence text) {
                throw new UncheckedIOException(new IOException("unexpected"));
            }
        };
        Console console = new Console(InputStream.nullInputStream(), broken, new PrintWriter(err), 80, Colour.NONE);
        assertThat(Anneal.run(console, "show", "0.1")).isEqualTo(3);
        assertThat(err.toString().lines()).singleElement().asString().contains("a bug in anneal", "ANNEAL_TRACE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "values", "plot", "convert", "train", "dialects", "verify", "completion"})
    void everyCommandHasHelpWithAnExample(String command) {
        String help = Outcome.of(command, "--help").fine();
        assertThat(help).contains("Usage: anneal " + command, "\nExample");
        assertThat(Outcome.of("help", command).fine()).isEqualTo(help);
        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void theHelpListsAllCommands() {
        assertThat(Outcome.of("--help").fine())
                .contains(
                        "\n  show  ",
                        "\n  values  ",
                        "\n  plot  ",
                        "\n  convert  ",
                        "\n  train  ",
                        "\n  dialects  ",
                        "\n  verify  ");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(Outcome.of("--version").fine()).startsWith("anneal ");
    }

    @Test
    void mistypedWordsGetASuggestion() {
        assertThat(Outcome.of("shwo", "0.1").wrong()).contains("anneal show");
        assertThat(Outcome.of("show", "0.1", "--stpes", "3").wrong())
                .contains("--steps", "'anneal show --help' tells more");
        assertThat(Outcome.of().wrong()).contains("Usage: anneal");
    }

    @Test
    void theCompletionScriptIsValidBash() throws Exception {
        Path script = Files.writeString(
                folder.resolve("completion.sh"), Outcome.of("completion").fine());
        assertThat(script).content().contains("steps-per-epoch", "complete -F");
        assertThat(Outcome.ofCommand(folder, List.of("bash", "-n", script.toString()))
                        .fine())
                .isEmpty();
    }
}
