package dev.anneal.plot;

import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.linear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FigureTest {
    private static final double NAN = Double.NaN;

    @Test
    void rangesMustBeRanges() {
        Figure figure = Figure.titled("");
        assertThatThrownBy(() -> figure.over(-1, 5)).hasMessage("from must be finite and >= 0, got -1.0");
        assertThatThrownBy(() -> figure.over(NAN, 5)).hasMessage("from must be finite and >= 0, got NaN");
        assertThatThrownBy(() -> figure.over(5, 5))
                .hasMessage("to must be > from and <= 1e300, got 5.0 with from = 5.0");
        assertThatThrownBy(() -> figure.over(0, Double.POSITIVE_INFINITY)).hasMessageContaining("got Infinity");
    }

    @Test
    void columnsMustFitTogether() {
        Figure figure = Figure.titled("");
        assertThatThrownBy(() -> figure.with("a", new double[2], new double[3]))
                .hasMessage("x and y must be of one length, at least 1, got 2 and 3");
        assertThatThrownBy(() -> figure.with("a", new double[] {1, 0}, new double[2]))
                .hasMessage("x must be finite and never fall, got 0.0 after 1.0");
        assertThatThrownBy(() -> figure.with("a", new double[] {NAN}, new double[1]))
                .hasMessage("x must be finite and never fall, got NaN");
    }

    @Test
    void whatCannotBeDrawnIsToldByEveryOutput() {
        Figure none = Figure.titled("");
        assertThatThrownBy(none::png).hasMessage("a figure needs a series, got none");
        assertThatThrownBy(none::html).hasMessage("a figure needs a series, got none");
        Figure endless = none.with("lr", constant(1));
        assertThatThrownBy(endless::svg)
                .hasMessage("a figure of schedules without length needs a range: over(from, to)");
        Figure zero = endless.over(0, 9).logarithmic().with("zero", constant(0));
        assertThat(zero.svg()).isNotEmpty();
        Figure zeros =
                none.with("a", constant(0)).with("b", constant(-1)).over(0, 9).logarithmic();
        String message = "a logarithmic axis needs a value > 0, got none in a, b";
        assertThatThrownBy(() -> zeros.terminal(80, 20, Colour.NONE)).hasMessage(message);
        assertThatThrownBy(zeros::png).hasMessage(message);
        assertThatThrownBy(zeros::html).hasMessage(message);
    }

    @Test
    void withoutARangeAFigureReachesToTheLastOfItsSeries() {
        double[] x = {20, 70};
        assertThat(Figure.titled("").with("a", linear(0, 1, 50)).range()).isEqualTo(new Range(0, 50));
        assertThat(Figure.titled("").with("a", x, x).range()).isEqualTo(new Range(20, 70));
        assertThat(Figure.titled("")
                        .with("a", linear(0, 1, 50))
                        .with("b", x, x)
                        .with("c", constant(1))
                        .range())
                .isEqualTo(new Range(0, 70));
    }

    @Test
    void onlySecondSeriesOnlyGapsAndSinglePointsAreDrawnToo() {
        double[] x = {0, 1};
        for (Figure figure : new Figure[] {
            Figure.titled("").withSecondAxis("m", linear(0, 1, 9)),
            Figure.titled("").with("gaps", x, new double[] {NAN, NAN}),
            Figure.titled("").over(0, 2).with("one", new double[] {1}, new double[] {5}),
            Figure.titled("").over(5, 6).with("outside", x, x),
            Figure.titled("").with("equal", linear(0, 1, 9)).with("equal", linear(0, 1, 9)),
        }) {
            assertThat(figure.terminal(40, 10, Colour.NONE)).isNotEmpty();
            assertThat(figure.png()).isNotEmpty();
            assertThat(figure.svg()).isNotEmpty();
            assertThat(figure.html()).isNotEmpty();
        }
    }

    @Test
    void figuresAreValues() {
        double[] x = {0, 1};
        double[] y = {1, 2};
        Figure figure = Figure.titled("a").with("s", x, y);
        String before = figure.terminal(40, 10, Colour.NONE);
        y[0] = 100;
        figure.subtitled("other").with("t", x, y);
        assertThat(figure.terminal(40, 10, Colour.NONE)).isEqualTo(before);
    }

    @Test
    void extremeNumbersAreDrawnOrRefusedInWords() {
        double[] extremes = {0, -1, 4.9e-324, 1e-300, 1e300, 1.7e308, -1.7e308, 0.1, Math.nextUp(0.1), 123_456.789};
        double[][] ranges = {{0, 1}, {0, 4.9e-324}, {1e15, 1e15 + 1}, {5, Math.nextUp(5)}, {0, 1e300}, {0.1, 0.3}};
        for (double[] range : ranges) {
            for (double from : extremes) {
                for (double to : extremes) {
                    Figure figure = Figure.titled("")
                            .over(range[0], range[1])
                            .with("s", linear(from, to, 1))
                            .with("r", range, new double[] {from, to});
                    assertThat(figure.terminal(60, 12, Colour.NONE)).isNotEmpty();
                    assertThat(figure.html()).isNotEmpty();
                    if (from > 1e-300 && from <= 1e300) {
                        assertThat(figure.logarithmic().terminal(60, 12, Colour.NONE))
                                .isNotEmpty();
                    }
                }
            }
        }
    }
}
