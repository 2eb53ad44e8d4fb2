package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObservingTest {

    private static final String HALVING = "lr = 1; lr *= plateau(factor=0.5, patience=0)";

    @TempDir
    Path folder = Path.of("");

    private static String out(String... arguments) {
        List<String> words = new ArrayList<>(List.of("values"));
        words.addAll(List.of(arguments));
        Outcome outcome = Outcome.of(words.toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.out();
    }

    @Test
    void rulesActOnWhatIsObserved() {
        Outcome outcome = Outcome.of("values", HALVING, "--observe", "val_loss=1,1,0.5,nan,inf");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).isEqualTo("step,lr\n0,1\n1,1\n2,0.5\n3,0.5\n4,0.25\n5,0.125\n");
        assertThat(outcome.err().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("note: step "))
                .anyMatch(line -> line.startsWith("note: step 2: val_loss 1 "));
    }

    @Test
    void aGroupThatOnlyARuleTellsOfHasItsOwnColumn() throws IOException {
        String text = "lr = 1; lr[head] *= plateau(factor=0.5, patience=0)";
        String[] curve = {text, "--observe", "val_loss=1,1", "--format", "curve"};
        assertThat(out(text, "--observe", "val_loss=1,1")).isEqualTo("step,lr,lr[head]\n0,1,1\n1,1,1\n2,1,0.5\n");
        Path file = Files.writeString(folder.resolve("curve.csv"), out(curve));
        assertThat(Outcome.of("verify", file.toString()).code()).isZero();
        assertThat(Outcome.of("plot", text, "--observe", "val_loss=1,1").out()).contains("lr[head]");
    }

    @Test
    void theEvaluationsOfARunAreWhatItsRulesFollowed() throws IOException {
        Path file =
                Files.writeString(folder.resolve("evaluations.csv"), "step,epoch,loss,accuracy\n5,1,1,0\n10,2,1,0\n");
        assertThat(out(HALVING, "--observe", "val_loss=" + file)).isEqualTo("step,lr\n0,1\n1,1\n2,0.5\n");
        Path other = Files.writeString(folder.resolve("log.csv"), "step,loss,accuracy\n5,1,0\n");
        assertThat(Outcome.of("values", HALVING, "--observe", "val_loss=" + other)
                        .err())
                .contains("has no column val_loss, its columns are step, loss, accuracy");
    }

    @Test
    void aRuleThatLeavesTheRangeOfAHyperparameterIsToldOf() {
        String text = "momentum = 0.9; momentum *= plateau(factor=1.2, patience=0)";
        for (String command : List.of("values", "plot")) {
            assertThat(Outcome.of(command, text, "--observe", "val_loss=1,1,1").err())
                    .containsOnlyOnce("note: rules make momentum 1.08, seen at step 2: must be >= 0 and < 1");
        }
    }

    @Test
    void whatNoOptimizerCanUseIsToldOnce() {
        assertThat(Outcome.of("plot", "lr = linear(1, -1, 9)").err().lines()).hasSize(1);
    }

    @Test
    void allReasonsAreToldWhenAsked() {
        Outcome outcome = Outcome.of("values", HALVING, "--observe", "val_loss=1,1,0.5", "--why");
        assertThat(outcome.err().lines().map(line -> line.substring(0, "note: step 1".length())))
                .containsExactly("note: step 1", "note: step 2", "note: step 3");
    }

    @Test
    void epochsAreTheDistanceWhereTheTextCountsThem() {
        String[] keras = {"keras.ReduceLROnPlateau(patience=1, factor=0.5)", "--lr", "1", "--observe", "val_loss=1,1"};
        List<String> words = new ArrayList<>(List.of(keras));
        words.addAll(List.of("--steps-per-epoch", "10", "--at", "20,19,0"));
        assertThat(out(words.toArray(String[]::new))).isEqualTo("step,lr\n20,0.5\n19,1\n0,1\n");
        assertThat(out(keras)).isEqualTo("epoch,lr\n0,1\n1,1\n2,0.5\n");
    }

    @Test
    void aCallersUnitIsTheDistance() {
        String text = "torch.ReduceLROnPlateau(optimizer, patience=0, factor=0.5)";
        assertThat(out(text, "--lr", "1", "--observe", "acc=1,1")).isEqualTo("step,lr\n0,1\n1,1\n2,0.5\n");
        assertThat(out(
                        text,
                        "--lr",
                        "1",
                        "--observe",
                        "acc=1,1",
                        "--unit",
                        "epoch",
                        "--steps-per-epoch",
                        "3",
                        "--at",
                        "5,6"))
                .isEqualTo("step,lr\n5,1\n6,0.5\n");
    }

    @Test
    void theDistanceMayBeSaid() {
        assertThat(out(
                        HALVING,
                        "--observe",
                        "val_loss=1,1",
                        "--observe-every",
                        "epoch/2",
                        "--steps-per-epoch",
                        "4",
                        "--steps",
                        "5"))
                .isEqualTo("step,lr\n0,1\n1,1\n2,1\n3,1\n4,0.5\n5,0.5\n");
    }

    @Test
    void aSchedulerThatNamesNoMetricFollowsTheFirst() {
        String greedy = "hf.GreedyLR(optimizer, mode='max', patience=0, factor=0.5, max_lr=8)";
        assertThat(out(greedy, "--lr", "1", "--observe", "top1=1,2")).endsWith("\n2,4\n");
        assertThat(Outcome.of("values", greedy, "--lr", "1", "--observe", "top1=1", "--observe", "top5=1")
                        .wrong())
                .isEqualTo("metric must be one that a rule follows, got top5: followed is top1\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 1\n0.5,nan\n",
                "# losses\n\n1\n1\n0.5\nNaN",
                "step,val_loss,lr\n0,1,0.1\n1,1,0.1\n2,,0.1\n3,0.5,0.1\n4,nan,0.1\n",
                "val_loss\n1\n1\n.5\n-nan\n",
                "\"epoch\";\"val_loss\"\n1;1\n2;1\n3\n4;5e-1\n5;nan\n"
            })
    void filesHaveNumbersOrAColumn(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("losses.csv"), content);
        assertThat(out(HALVING, "--observe", "val_loss=" + file)).endsWith("\n2,0.5\n3,0.5\n4,0.25\n");
    }

    @Test
    void filesWithoutThemAreRefusedWithTheirLine() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "step,loss\n0,1\n1,one\n");
        assertThat(Outcome.of("values", HALVING, "--observe", "val_loss=" + file)
                        .wrong())
                .isEqualTo(file + " has no column val_loss, its columns are step, loss\n");
        assertThat(Outcome.of("values", HALVING, "--observe", "loss=" + file).wrong())
                .isEqualTo(file + ", line 3: expected a number, got 'one'\n");
        Path none = Files.writeString(folder.resolve("b.csv"), "step,val_loss\n0,\n");
        assertThat(Outcome.of("values", HALVING, "--observe", "val_loss=" + none)
                        .wrong())
                .isEqualTo(none + " has no values of val_loss\n");
        assertThat(Outcome.of("values", HALVING, "--observe", "val_loss=" + folder)
                        .wrong())
                .isEqualTo(folder + " is a folder\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --observe=0.9,0.8          | --observe must be METRIC=V1,V2… or METRIC=FILE, got '0.9,0.8'
            --observe==1               | --observe must be METRIC=V1,V2… or METRIC=FILE, got '=1'
            --observe=val loss=1       | --observe must be METRIC=V1,V2… or METRIC=FILE, got 'val loss=1'
            --observe=val_loss=        | --observe val_loss=… must be numbers, as 0.9,0.8, or a file, got ''
            --observe=val_loss=1,,2    | --observe val_loss=… must be numbers, as 0.9,0.8, or a file, got '1,,2'
            --observe=val_loss=no.csv  | --observe val_loss=… must be numbers, as 0.9,0.8, or a file, got 'no.csv'
            --observe=acc=1            | metric must be one that a rule follows, got acc: followed is val_loss
            --observe-every=5          | --observe-every needs --observe METRIC=…
            --why                      | --why needs --observe METRIC=…
            """)
    void wrongInputIsToldInWords(String option, String message) {
        assertThat(Outcome.of("values", HALVING, option).wrong()).startsWith(message);
        assertThat(Outcome.of("plot", HALVING, option.replace("acc=", "val loss="))
                        .wrong())
                .isNotEmpty();
    }

    @Test
    void whatContradictsItselfIsRefused() {
        assertThat(Outcome.of("values", HALVING, "--observe", "a=1", "--observe", "a=2")
                        .wrong())
                .isEqualTo("--observe has a twice\n");
        assertThat(Outcome.of("values", HALVING, "--observe", "val_loss=1", "--observe-every", "0")
                        .wrong())
                .isEqualTo("--observe-every must be finite and > 0, got 0\n");
        String keras = "keras.ReduceLROnPlateau()";
        assertThat(Outcome.of("values", keras, "--lr", "1", "--observe", "val_loss=1", "--observe-every", "5")
                        .wrong())
                .isEqualTo("--observe-every counts steps, and times are epochs here: give --steps-per-epoch\n");
        String refusing = "lr = 1; lr *= plateau(nan=\"fail\")";
        assertThat(Outcome.of("values", refusing, "--observe", "val_loss=nan").err())
                .contains("val_loss");
    }

    @Test
    void aCurveOfARunWithRulesIsReadBack() throws IOException {
        String plan = "lr = linear(1, 0, 20); lr[head] = 2; lr *= plateau(factor=0.5, patience=0);"
                + "lr[head] *= plateau(on=\"acc\", mode=\"max\", patience=1)";
        String curve = out(
                plan,
                "--observe",
                "val_loss=1,1,-inf,2",
                "--observe",
                "acc=0.5,0.5,0.5,nan",
                "--observe-every",
                "4",
                "--format",
                "curve");
        assertThat(curve)
                .contains(
                        "# observations: val_loss 1 1 -inf 2\n",
                        "# observations: acc 0.5 0.5 0.5 nan\n",
                        "# observed_every: 4\n");
        Path file = Files.writeString(folder.resolve("run.csv"), curve);
        assertThat(Outcome.of("verify", file.toString()).fine()).startsWith("1 curves, 21 rows, 0 disagree");
        Files.writeString(file, curve.replace("acc 0.5 0.5 0.5", "acc 0.5 0.6 0.7"));
        assertThat(Outcome.of("verify", file.toString()).out()).contains("lr[head] at 12: theirs 0.1");
    }

    @Test
    void aCurveOfADialectIsReadBackToo() throws IOException {
        String curve = out(
                "timm.PlateauLRScheduler(optimizer, patience_t=0)",
                "--lr",
                "1",
                "--steps-per-epoch",
                "2",
                "--observe",
                "top1=5,6,6,6",
                "--format",
                "curve");
        assertThat(curve).contains("# observed_every: 2\n").doesNotContain("metric=");
        Path file = Files.writeString(folder.resolve("run.csv"), curve);
        assertThat(Outcome.of("verify", file.toString()).fine()).startsWith("1 curves, 9 rows, 0 disagree");
    }

    @Test
    void figuresShowWhatTheRulesDid() throws IOException {
        Path file = folder.resolve("a.svg");
        Outcome drawn =
                Outcome.of("plot", HALVING, "linear(1, 0, 3)", "--observe", "val_loss=1,1,1,1", "-o", file.toString());
        assertThat(drawn.code()).isZero();
        assertThat(drawn.err().lines()).hasSize(3).allMatch(line -> line.startsWith("note: step "));
        Path still = folder.resolve("b.svg");
        assertThat(Outcome.of("plot", HALVING, "linear(1, 0, 3)", "-o", still.toString())
                        .code())
                .isZero();
        assertThat(file).content().isNotEqualTo(Files.readString(still));
        assertThat(Outcome.of("plot", "linear(1, 0, 3)", "--observe", "val_loss=1")
                        .wrong())
                .isEqualTo("--observe val_loss=…: no rule here follows val_loss\n");
    }

    @Test
    void completionOffersTheOptions() {
        assertThat(Outcome.of("completion").fine()).contains("--observe", "--observe-every", "--why");
    }
}
