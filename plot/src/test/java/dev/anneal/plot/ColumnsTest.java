package dev.anneal.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.training.CsvLog;
import dev.anneal.training.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("run.csv");
    }

    private Columns read(String text) throws IOException {
        return Columns.read(Files.writeString(file, text));
    }

    @Test
    void aCurveFileIsRead() throws IOException {
        Columns columns = read("# text: a, b\n\nstep,lr,momentum\n0,0.004,0.95\n1,1e-3,0.9\r\n2.5,5,\n");
        assertThat(columns.unit()).isEqualTo("step");
        assertThat(columns.names()).containsExactly("lr", "momentum");
        assertThat(columns.times()).containsExactly(0, 1, 2.5);
        assertThat(columns.values("lr")).containsExactly(0.004, 1e-3, 5);
        assertThat(columns.values("momentum")).containsExactly(0.95, 0.9, Double.NaN);
    }

    @Test
    void aLogOfTrainingIsRead() throws IOException {
        Plan plan = Plan.parse("lr = linear(0, 1, 4); lr[late] = lr * 0.5");
        try (CsvLog log = CsvLog.create(file, plan)) {
            for (int step = 0; step < 4; step++) {
                log.log(new Event.Applied(step, "0", Hyperparameter.LEARNING_RATE, step, step + 1));
                if (step == 1) {
                    log.log(new Event.Joined(2, "late", false));
                }
                if (step > 1) {
                    log.log(new Event.Applied(step, "late", Hyperparameter.LEARNING_RATE, 0.5 * step, 0));
                }
            }
        }
        Columns columns = Columns.read(file);
        assertThat(columns.names()).containsExactly("lr", "lr[late]");
        assertThat(columns.times()).containsExactly(0, 1, 2, 3);
        assertThat(columns.values("lr")).containsExactly(0, 1, 2, 3);
        assertThat(columns.values("lr[late]")).containsExactly(Double.NaN, Double.NaN, 1, 1.5);
    }

    @Test
    void namesInQuotesMayHaveCommasAndQuotes() throws IOException {
        Columns columns = read("step,\"lr[\"\"a,b\"\"]\",momentum\n0,1,inf\n1,-inf,2\n");
        assertThat(columns.names()).containsExactly("lr[\"a,b\"]", "momentum");
        assertThat(columns.values("lr[\"a,b\"]")).containsExactly(1, Double.NaN);
        assertThat(columns.values("momentum")).containsExactly(Double.NaN, 2);
    }

    @Test
    void whatIsReadCanBeDrawn() throws IOException {
        Columns columns = read("epoch,loss\n0,2\n1,nan\n2,1\n3,1\n");
        Figure figure =
                Figure.titled("").labelled(columns.unit(), "").with("loss", columns.times(), columns.values("loss"));
        assertThat(figure.terminal(40, 6, Colour.NONE)).contains("loss", "epoch");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'step,lr\n0,x'|:2: lr must be a number, got 'x'",
                "'# a\nstep,lr\n0,1\n\n1,2,3'|:5: a row must have 2 cells, got 3",
                "'step,lr\n5,1\n4,1'|:3: step must be a finite number that never falls, got 4 after 5.0",
                "'step,lr\n,1'|:2: step must be a finite number that never falls, got ",
                "'step,lr,lr\n0,1,1'|:1: names must differ and not be empty, got step,lr,lr",
                "'step\n0'|:1: a table must have a time and a series, got step",
                "'step,lr'|: a table must have a line of names and a row, got names only",
                "''|: a table must have a line of names and a row, got neither",
            })
    void errorsTellFileLineAndWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + message.stripTrailing() + (message.endsWith("got") ? " " : ""));
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> Columns.read(file)).hasMessage(file + " must be text in UTF-8");
    }

    @Test
    void unknownNamesAreRefused() throws IOException {
        Columns columns = read("step,lr\n0,1\n");
        assertThatThrownBy(() -> columns.values("loss")).hasMessage("name must be one of [lr], got loss");
    }
}
