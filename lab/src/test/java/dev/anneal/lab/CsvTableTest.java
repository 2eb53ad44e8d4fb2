package dev.anneal.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("table.csv");
    }

    @Test
    void theFileGrowsByWholeRows() throws IOException {
        CsvTable table = new CsvTable(file(), List.of("step", "x"));
        long size = Files.size(file());
        int grown = 0;
        for (int step = 0; step < 20_000; step++) {
            table.row(step, 1 / 3.0);
            if (Files.size(file()) > size) {
                size = Files.size(file());
                grown++;
                assertThat(Files.readString(file())).endsWith(step + ",0.3333333333333333\n");
            }
        }
        assertThat(grown).isBetween(5, 10);
        table.flush();
        assertThat(Files.readAllLines(file())).hasSize(20_001).last().isEqualTo("19999,0.3333333333333333");
    }

    @Test
    void namesWithCommasAndQuotesAreQuoted() throws IOException {
        new CsvTable(file(), List.of("step", "lr[\"a, b\"]"));
        assertThat(file()).hasContent("step,\"lr[\"\"a, b\"\"]\"");
    }

    @Test
    void numbersThatAreNoneAreWrittenInWords() throws IOException {
        CsvTable table = new CsvTable(file(), List.of("step", "x", "y", "z"));
        table.row(0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        table.flush();
        assertThat(Files.readAllLines(file())).last().isEqualTo("0,nan,inf,-inf");
    }

    @Test
    void aFileThatIsThereIsNotOverwritten() throws IOException {
        Files.writeString(file(), "mine");
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> new CsvTable(file(), List.of("step")))
                .withMessage("cannot write " + file() + ": it is there already");
        assertThat(file()).hasContent("mine");
    }

    /** Writes rows until there is no more room. */
    static final class Writing {
        public static void main(String... arguments) {
            CsvTable table = new CsvTable(Path.of(arguments[0]), List.of("step", "x"));
            for (int step = 0; ; step++) {
                table.row(step, 1 / 3.0);
                table.flush();
            }
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aDiskThatRunsFullLeavesWholeRows() throws Exception {
        List<String> words = List.of(
                "sh",
                "-c",
                "ulimit -f 2; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Writing.class.getName(),
                file().toString());
        Process process =
                new ProcessBuilder(words).redirectOutput(Redirect.DISCARD).start();
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("RunException: cannot write " + file());
        assertThat(process.waitFor()).isNotZero();
        assertThat(Files.size(file())).isGreaterThan(900);
        assertThat(Files.readString(file())).endsWith(",0.3333333333333333\n");
    }
}
