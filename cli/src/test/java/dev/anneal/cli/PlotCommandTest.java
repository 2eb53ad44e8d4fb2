package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotCommandTest {
    @TempDir
    Path folder = Path.of("");

    private Path output(String name, String... inputs) {
        Path file = folder.resolve(name);
        String[] arguments = new String[inputs.length + 3];
        arguments[0] = "plot";
        System.arraycopy(inputs, 0, arguments, 1, inputs.length);
        arguments[inputs.length + 1] = "-o";
        arguments[inputs.length + 2] = file.toString();
        assertThat(Outcome.of(arguments).fine()).isEmpty();
        return file;
    }

    @Test
    void theNameOfTheOutputChoosesItsForm() throws IOException {
        assertThat(ImageIO.read(output("a.png", "linear(0, 1, 9)").toFile()).getWidth())
                .isEqualTo(2000);
        assertThat(output("a.svg", "linear(0, 1, 9)")).content().contains("<svg");
        assertThat(output("a.HTML", "linear(0, 1, 9)")).content().startsWithIgnoringCase("<!doctype html>");
    }

    @Test
    void withoutOutputItDrawsInTheTerminal() {
        assertThat(Outcome.of("plot", "linear(0, 1, 9)", "hold(0.5, 9)").fine())
                .contains("a linear(0, 1, 9) lr", "b hold(0.5, 9) lr");
    }

    @Test
    void tablesAndPlansShareAFigure() throws IOException {
        Path table = Files.writeString(
                folder.resolve("run.csv"), "step,epoch,lr,loss\n0,0,0.1,2\n10,1,0.05,1\n20,2,0,0.5\n");
        assertThat(Outcome.of("plot", table.toString(), "--title", "a run").fine())
                .contains("a run", "lr", "loss")
                .doesNotContain("epoch");
        assertThat(Outcome.of("plot", table.toString(), "linear(0.1, 0, 30)").fine())
                .contains("run.csv lr", "30");
    }

    @Test
    void aTableOfValuesReadsBack() throws IOException {
        Path table = Files.writeString(
                folder.resolve("lr.csv"),
                Outcome.of("values", "cosine(0.1, 0, 50)").fine());
        assertThat(Outcome.of("plot", table.toString(), "--log").fine()).contains("1e-2", "lr");
    }

    @Test
    void aPictureThatCannotBeWrittenIsNamed() {
        Path file = folder.resolve("no/x.png");
        Outcome outcome = Outcome.of("plot", "0.1", "-o", file.toString());
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).isEqualToNormalizingNewlines("cannot write " + file + ": no such file or folder\n");
    }

    @Test
    void wrongInputIsToldInWords() throws IOException {
        Path table = Files.writeString(folder.resolve("bad.csv"), "step,lr\n0,x\n");
        String missing = folder.resolve("none.csv").toString();
        assertThat(Outcome.of("plot", "0.1", "-o", "x.gif").wrong()).contains(".png, .svg or .html, got x.gif");
        assertThat(Outcome.of("plot", missing).wrong()).contains("cannot read " + missing);
        assertThat(Outcome.of("plot", table.toString()).wrong()).contains("bad.csv:2:", "lr must be a number");
        assertThat(Outcome.of("plot", "0", "--log").wrong()).contains("cannot draw this");
        assertThat(Outcome.of("plot").wrong()).contains("TEXT");
    }

    @Test
    void linesOfSeveralFrameworksShareAFigure() {
        assertThat(Outcome.of(
                                "plot",
                                "StepLR(optimizer, 30)",
                                "keras.CosineDecay(0.1, 100)",
                                "--lr",
                                "0.1",
                                "--steps",
                                "100")
                        .fine())
                .contains("StepLR(optimizer, 30) lr", "keras.CosineDecay(0.1, 100) lr", "step\n");
    }

    @Test
    void legendsNameTheSchedulerAndNotItsModules() {
        assertThat(Outcome.of("plot", "tf.keras.optimizers.schedules.CosineDecay(0.1, 100)", "linear(0, 0.1, 9)")
                        .fine())
                .contains("a CosineDecay(0.1, 100) lr");
    }

    @Test
    void epochsAndUpdatesDoNotShareAnAxis() {
        String epochs = "LearningRateScheduler(lambda epoch: 0.5 ** epoch)";
        Outcome refused = Outcome.of("plot", epochs, "linear(0, 1, 9)", "--epochs", "9");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("one of the texts counts epochs and another updates: --steps-per-epoch");
        Outcome alone = Outcome.of("plot", epochs, "0.1", "--epochs", "9");
        assertThat(alone.code()).isZero();
        assertThat(alone.out()).contains(" epoch\n");
    }
}
