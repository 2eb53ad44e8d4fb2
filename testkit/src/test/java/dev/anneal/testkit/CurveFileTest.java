package dev.anneal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.training.Simulation.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurveFileTest {

    private static final String HEAD = "# text: x\n# tolerance: relative 1e-12 absolute 1e-15\n";

    @TempDir
    Path folder = Path.of("");

    private CurveFile curve(String content) throws IOException {
        return CurveFile.read(Files.writeString(folder.resolve("a.csv"), content));
    }

    private static Plan plan(String text) {
        return Plan.parse(text);
    }

    @Test
    void aWrongPlanIsNamedWithItsFirstRow() throws IOException {
        CurveFile curve = curve(HEAD + "step,lr,momentum\n0,0.1,0.9\n1,0.1,0.8\n2,0.05,0.8\n");
        assertThat(curve.disagreement(plan("lr = 0.1; momentum = 0.9")))
                .hasValue("momentum at 1: theirs 0.8, ours 0.9, difference 0.1");
    }

    @Test
    void whatIsNotFiniteAgreesWithItselfOnly() throws IOException {
        CurveFile curve = curve(HEAD + "step,a,b,c\n1,nan,inf,-inf\n");
        String agreeing =
                "a = formula(t -> (t - 1) / (t - 1)); b = formula(t -> 1 / (t - 1)); c = formula(t -> -1 / (t - 1))";
        assertThat(curve.disagreement(plan(agreeing))).isEmpty();
        for (String other : new String[] {"a = 1", "b = 1; a = formula(t -> (t - 1) / (t - 1))"}) {
            String rest = other.contains("b = ") ? "; c = 1" : "; b = 1; c = 1";
            assertThat(curve.disagreement(plan(other + rest))).isPresent();
        }
        CurveFile finite = curve(HEAD + "step,lr\n1,1e300\n");
        assertThat(finite.disagreement(plan("formula(t -> 1 / (t - 1))"))).isPresent();
        assertThat(finite.disagreement(plan("formula(t -> (t - 1) / (t - 1))"))).isPresent();
    }

    @Test
    void numbersAreReadAsFrameworksPrintThem() throws IOException {
        CurveFile curve = curve(HEAD + "step,lr\n0,NaN\n1,Infinity\n2,-inf\n3,+1.5E-3\n4, .5 \n");
        assertThat(curve.rows().stream().map(row -> row.get(1)))
                .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.5e-3, 0.5);
    }

    @Test
    void lineEndsAndByteOrderMarksDoNotMatter() throws IOException {
        CurveFile curve = curve("\uFEFF" + (HEAD + "# note: a: b # c\nstep,lr\n0,0.1\n").replace("\n", "\r\n"));
        assertThat(curve.text()).isEqualTo("x");
        assertThat(curve.headers()).containsEntry("note", "a: b # c");
        assertThat(curve.disagreement(plan("0.1"))).isEmpty();
    }

    @Test
    void columnsNameGroupsAsPlansDo() throws IOException {
        CurveFile curve = curve(HEAD + "step,lr[0],lr[fc.weight],\"lr[\"\"a,\\\"\"b\"\"]\"\n0,1,2,3\n");
        assertThat(curve.columns()).containsExactly("lr[0]", "lr[fc.weight]", "lr[\"a,\\\"b\"]");
        Plan plan = plan("lr[0] = 1; lr['fc.weight'] = 2; lr[\"a,\\\"b\"] = 3");
        assertThat(curve.disagreement(plan)).isEmpty();
        assertThatThrownBy(() -> curve.disagreement(plan("lr[0] = 1; momentum = 2")))
                .hasMessage("column lr[fc.weight] is not in the plan, which has lr[0], momentum");
    }

    @Test
    void headersTellOfTheRun() throws IOException {
        String headers = """
                # lr: [0.1, 0.01]
                # optimizer: adam beta1=0.9 beta2=0.999
                # momentum: 0.8
                # unit: epoch
                # horizon: steps_per_epoch=20 max_duration=5ep
                """;
        assertThat(curve(HEAD + headers + "step,lr\n0,1\n").horizon())
                .isEqualTo(Horizon.parse("lr=0.1,0.01 optimizer=adam beta1=0.9 beta2=0.999 momentum=0.8 unit=epoch "
                        + "steps_per_epoch=20 max_duration=5ep"));
    }

    @Test
    void settingsOfGroupsBecomeLists() throws IOException {
        assertThat(curve(HEAD + "# group: wd_mult=0.5\n# horizon: total=9\nstep,lr\n0,1\n")
                        .horizon())
                .isEqualTo(Horizon.parse("total=9 wd_mult=0.5"));
        String two = "# group: wd_mult=0.5 lr_mult=2\n# group: wd_mult=1 lr_mult=3\n";
        assertThat(curve(HEAD + two + "# horizon: total=9\nstep,lr\n0,1\n").horizon())
                .isEqualTo(Horizon.parse("total=9 groups=2 lr_mult=2,3 wd_mult=0.5,1"));
        assertThatThrownBy(() -> curve(HEAD + "# group: a=1\n# group: b=1\nstep,lr\n0,1\n")
                        .horizon())
                .hasMessageContaining("every group must have");
    }

    @Test
    void columnsOfRatesSayHowManyGroupsThereAre() throws IOException {
        String rows = "# horizon: total=9\nstep,lr[0],lr[1],momentum\n0,1,2,3\n";
        assertThat(curve(HEAD + rows).horizon()).isEqualTo(Horizon.parse("total=9 groups=2"));
        assertThat(curve(HEAD + "# lr: [1, 2]\n" + rows).horizon()).isEqualTo(Horizon.parse("total=9 lr=1,2"));
        assertThat(curve(HEAD + "# groups: a,b\n" + rows).horizon()).isEqualTo(Horizon.parse("total=9 groups=a,b"));
    }

    @Test
    void theLastRowIsTheHorizonWhereNothingIsSaid() throws IOException {
        assertThat(curve(HEAD + "step,lr\n0,1\n7,1\n").horizon()).isEqualTo(Horizon.parse("steps=7"));
        assertThat(curve(HEAD + "# unit: epoch\nstep,lr\n0,1\n1.5,1\n").horizon())
                .isEqualTo(Horizon.parse("epochs=2 unit=epoch"));
        assertThat(curve(HEAD + "# horizon: steps_per_epoch=3\nstep,lr\n0,1\n").horizon())
                .isEqualTo(Horizon.parse("steps=1 steps_per_epoch=3"));
    }

    @Test
    void aTextMayHaveSeveralLines() throws IOException {
        CurveFile curve = curve("""
                # text: lr = 0.1
                # text: momentum = 0.9
                # tolerance: relative 0 absolute 0
                step,lr,momentum
                0,0.1,0.9
                """);
        assertThat(curve.disagreement(plan(curve.text()))).isEmpty();
    }

    @Test
    void theFurtherLinesOfATextKeepTheirIndentation() throws IOException {
        CurveFile curve = curve(HEAD.replaceAll("# text: .*\n", "") + """
                # text:  def f(t):
                # text:     if t > 3:
                # text:         return 1
                #   note :  two
                step,lr
                0,0.1
                """);
        assertThat(curve.text()).isEqualTo("def f(t):\n    if t > 3:\n        return 1");
        assertThat(curve.headers()).containsEntry("note", "two");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                step,lr;0,one                       | line 3: cells must be numbers, got 0,one
                step,lr;0,0x1p3                     | line 3: cells must be numbers, got 0,0x1p3
                step,lr;0,1d                        | line 3: cells must be numbers, got 0,1d
                step,lr;0,                          | line 3: cells must be numbers
                step,lr;0,1,2                       | line 3: a row must have 2 cells, got 3
                step,lr;-1,1                        | line 3: a time must be finite and >= 0, got -1,1
                step,lr;nan,1                       | line 3: a time must be finite and >= 0, got nan,1
                step,lr,lr;0,1,2                    | line 2: a column must stand once, got step,lr,lr
                step;0                              | line 2: column names must be as step,lr,momentum, got step
                0,0.1;1,0.1                         | line 2: column names must be as step,lr,momentum, got 0,0.1
                step,lr                             | must have rows, got none
                step,lr;# lr: 1;# lr: 2            | line 4: '# lr:' must stand once, got another
                """)
    void aFileThatIsNoCurveIsRefusedWithItsLine(String content, String message) {
        assertThatThrownBy(() -> curve("# text: x\n" + content.replace(';', '\n') + "\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(folder.resolve("a.csv").toString())
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                unit: day                | unit must be step or epoch, got day
                lr: [1, fast]            | lr must be a number, or a list of numbers, got [1, fast]
                optimizer: adam beta1    | optimizer must have settings as key=value, got 'beta1'
                optimizer: adam lr=2; lr: 1 | lr must be said once, got 1 and 2
                horizon: total           | fact must be key=value, got 'total'
                """)
    void headersThatSayNothingSensibleAreRefused(String headers, String message) throws IOException {
        CurveFile curve = curve(HEAD + "# " + headers.replace("; ", "\n# ") + "\nstep,lr\n0,1\n");
        assertThatThrownBy(curve::horizon)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                x                          | tolerance must be 'relative R absolute A', got 'x'
                relative 1 absolute x      | tolerance must be finite and >= 0, got x
                relative -1 absolute 0     | tolerance must be finite and >= 0, got -1
                relative 0 absolute inf    | tolerance must be finite and >= 0, got inf
                """)
    void aToleranceMustBeSaid(String tolerance, String message) throws IOException {
        CurveFile curve = curve("# text: x\n# tolerance: " + tolerance + "\nstep,lr\n0,1\n");
        assertThatThrownBy(() -> curve.disagreement(plan("1"))).hasMessage(message);
        CurveFile silent = curve("# text: x\nstep,lr\n0,1\n");
        assertThatThrownBy(() -> silent.disagreement(plan("1"))).hasMessageContaining("tolerance must be");
    }

    @Test
    void aFileWithoutTextOrOfOtherBytesIsRefused() throws IOException {
        assertThatThrownBy(() -> curve("step,lr\n0,1\n")).hasMessageContaining("must say '# text: …'");
        assertThatThrownBy(() -> curve("")).hasMessageContaining("must say '# text: …'");
        Path bytes = Files.write(folder.resolve("b.csv"), "# text: ü\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> CurveFile.read(bytes)).hasMessage(bytes + " must be text in UTF-8, got other bytes");
        Path large = Files.writeString(folder.resolve("c.csv"), "#".repeat(16_000_001));
        assertThatThrownBy(() -> CurveFile.read(large))
                .hasMessage(large + " must have at most 16 million bytes, got more");
    }

    private static final String OBSERVED = "# observations: val_loss 1 1 nan -inf\nstep,lr\n";

    @Test
    void rulesActOnWhatWasObserved() throws IOException {
        Plan halving = plan("lr = 1; lr *= plateau(factor=0.5, patience=0)");
        CurveFile curve = curve(HEAD + OBSERVED + "0,1\n2,0.5\n1,1\n3,0.25\n4,0.25\n9,0.25\n");
        assertThat(curve.disagreement(halving)).isEmpty();
        assertThat(curve.disagreement(plan("1"))).hasValue("lr at 2: theirs 0.5, ours 1, difference 0.5");
        assertThat(curve.horizon()).isEqualTo(Horizon.parse("metric=val_loss steps=9"));
        assertThat(curve.observations())
                .containsExactly(new Series("val_loss", List.of(1.0, 1.0, Double.NaN, Double.NEGATIVE_INFINITY), 1));
    }

    @Test
    void observationsMayBeMoreThanARowApart() throws IOException {
        CurveFile curve = curve(
                HEAD + "# observed_every: 2.5\n# observations: acc 2 1\n" + OBSERVED + "0,1\n4,1\n5,0.25\n9,0.125\n");
        Plan both = plan("lr = 1; lr *= plateau(factor=0.5, patience=0);"
                + "lr *= plateau(on=\"acc\", mode=\"max\", factor=0.5, patience=0)");
        assertThat(curve.observations()).extracting(Series::every).containsExactly(2.5, 2.5);
        assertThat(curve.disagreement(both)).isEmpty();
    }

    @Test
    void groupsOfTheColumnsFollowTheRuleOfAll() throws IOException {
        CurveFile curve = curve(HEAD + "# observations: val_loss 1 1\nstep,lr[a],lr[b]\n0,1,3\n1,1,3\n2,0.5,1.5\n");
        assertThat(curve.disagreement(plan("lr = 1; lr[b] = 3; lr *= plateau(factor=0.5, patience=0)")))
                .isEmpty();
    }

    @Test
    void whatIsObservedMustBeFollowed() throws IOException {
        CurveFile curve = curve(HEAD + OBSERVED + "0,1\n");
        assertThatThrownBy(() -> curve.disagreement(plan("lr = 1; lr *= plateau(on=\"loss\")")))
                .hasMessage("metric must be one that a rule follows, got val_loss: followed is loss");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            observations: loss 1 x                     | observations must be a name and numbers, got x
            observations: loss                         | observations must be a name and numbers, got loss alone
            observations:                              | observations must be a name and numbers, got nothing
            observations: loss 1; observed_every: 0    | observed_every must be finite and > 0, got 0
            observations: loss 1; observed_every: soon | observed_every must be finite and > 0, got soon
            """)
    void observationsThatAreNoneAreRefused(String headers, String message) throws IOException {
        CurveFile curve = curve("# " + headers.replace("; ", "\n# ") + "\n" + HEAD + "step,lr\n0,1\n");
        assertThatThrownBy(curve::observations)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(curve::horizon).hasMessage(message);
    }
}
