package dev.anneal.plot;

import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.geometric;
import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    private static final Figure STEP = Figure.titled("Step").over(0, 100).with("lr", multiStep(1, 0, 50));
    private static final Figure TWO = Figure.titled("Two")
            .over(0, 100)
            .with("lr", constant(1))
            .withSecondAxis("momentum", linear(0.85, 0.95, 100));

    @Test
    void aJumpIsAVerticalLineInOneColumnOfDots() {
        assertThat(STEP.terminal(24, 8, Colour.NONE)).isEqualTo("""
                Step
                1 ┤⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⢲
                  │          ⢸
                  │          ⢸
                0 ┤          ⢸⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀
                  └┬─────────┬─────────┬
                   0         50      100
                ── lr               step
                """);
    }

    @Test
    void aRampRises() {
        assertThat(Figure.titled("Ramp")
                        .over(0, 100)
                        .with("lr", linear(0, 1, 100))
                        .terminal(24, 8, Colour.NONE))
                .isEqualTo("""
                Ramp
                1 ┤                ⢀⣀⠤⠴⠒
                  │           ⣀⡠⠴⠒⠋⠉
                  │     ⣀⣠⠤⠖⠊⠉
                0 ┤⣀⠤⠔⠚⠉⠁
                  └┬─────────┬─────────┬
                   0         50      100
                ── lr               step
                """);
    }

    @Test
    void aGeometricRampIsStraightOnALogarithmicAxis() {
        Figure figure = Figure.titled("Log").over(0, 100).logarithmic().with("lr", geometric(1, 1e-4, 100));
        assertThat(figure.terminal(26, 9, Colour.NONE)).isEqualTo("""
                Log
                   1 ┤⠲⠤⣀
                     │   ⠉⠒⠦⣄⡀
                     │       ⠉⠓⠢⢤⣀
                1e-3 ┤           ⠈⠙⠲⠤⣀
                     │                ⠉⠒⠦⣄
                     └┬─────────┬────────┬
                      0         50     100
                ── lr                 step
                """);
    }

    @Test
    void theSmallestFigureStillHasAxesAndLegend() {
        assertThat(STEP.terminal(20, 5, Colour.NONE)).isEqualTo("""
                1 ┤⠉⠉⠉⠉⠉⠉⠉⠉⢹
                0 ┤        ⢸⣀⣀⣀⣀⣀⣀⣀⣀
                  └┬───────────────┬
                   0             100
                ── lr           step
                """);
    }

    @Test
    void withoutColoursLettersTellTheLinesApart() {
        assertThat(TWO.terminal(40, 8, Colour.NONE)).isEqualTo("""
                Two
                1 ┤⠒⠒a⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒a⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⣒a⡲⠶⠶⠒⠒│
                  │                ⣀b⡤⠤⠴⠒⠒⠉⠉⠁      ├ 0.9
                  │      ⢀⣀⣀⠤⠤⠖⠒⠚⠉⠉⠁               │
                0 ┤⠤⠤⠖⠒⠊b⠉                         │
                  └┬───────────────┬──────────────┬┘
                   0               50            100
                a lr  b momentum                    step
                """);
    }

    @Test
    void coloursAreEscapeSequencesAroundTheSameDots() {
        String indexed = TWO.terminal(40, 8, Colour.INDEXED);
        assertThat(indexed).contains("\u001b[38;5;67m──\u001b[0m lr", "\u001b[38;5;167m0.9\u001b[0m");
        String full = TWO.terminal(40, 8, Colour.TRUE);
        assertThat(full).contains("\u001b[38;2;76;114;176m──\u001b[0m lr");
        assertThat(plain(full)).isEqualTo(plain(indexed));
        assertThat(STEP.terminal(40, 8, Colour.NONE)).doesNotContain("\u001b");
        assertThat(plain(STEP.terminal(40, 8, Colour.TRUE))).isEqualTo(STEP.terminal(40, 8, Colour.NONE));
    }

    private static String plain(String text) {
        return text.replaceAll("\u001b\\[[0-9;]*m", "");
    }

    @Test
    void missingValuesLeaveAGap() {
        double nan = Double.NaN;
        Figure figure =
                Figure.titled("gap").with("loss", new double[] {0, 1, 2, 3, 4, 5}, new double[] {1, 1, nan, nan, 0, 0});
        assertThat(figure.terminal(30, 8, Colour.NONE)).isEqualTo("""
                gap
                1 ┤⠒⠒⠒⠒⠒⠒
                  │
                  │
                0 ┤                     ⣀⣀⣀⣀⣀⣀
                  └┬─────────────────────────┬
                   0                         5
                ── loss                   step
                """);
    }

    @Test
    void everySizeIsKept() {
        Figure many = TWO.subtitled("a subtitle").logarithmic();
        for (int i = 0; i < 12; i++) {
            many = many.with("series number " + i, cosine(Math.pow(10, -i), 0, 100));
        }
        for (Figure figure : new Figure[] {STEP, TWO, many}) {
            for (int width = 20; width < 130; width += 7) {
                for (int height = 5; height < 40; height += 3) {
                    String[] lines = figure.terminal(width, height, Colour.NONE).split("\n", -1);
                    assertThat(lines).hasSize(height + 1);
                    for (String line : lines) {
                        assertThat(line.length()).isLessThanOrEqualTo(width);
                    }
                }
            }
        }
    }

    @Test
    void aBandOfRestartsFillsItsColumns() {
        String text = Figure.titled("")
                .over(0, 1e9)
                .with("lr", cosine(0.1, 0, 10).repeat(100_000_000))
                .terminal(60, 12, Colour.NONE);
        assertThat(text.lines().skip(2).limit(5))
                .allSatisfy(
                        line -> assertThat(line.substring(line.indexOf('⣿'))).matches("⣿+[⣿⡇]"));
    }

    @ParameterizedTest
    @CsvSource({"19, 10, width", "1001, 10, width", "80, 4, height", "80, 501, height", "-1, 10, width"})
    void absurdSizesAreRefused(int width, int height, String argument) {
        assertThatThrownBy(() -> STEP.terminal(width, height, Colour.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(argument + " must be in [")
                .hasMessageEndingWith("got " + (argument.equals("width") ? width : height));
    }
}
