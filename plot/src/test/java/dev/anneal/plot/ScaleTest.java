package dev.anneal.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.plot.Labels.Style;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
    private static Line line(double... values) {
        double[] x = new double[values.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
        }
        return new Line(x, values);
    }

    private static List<String> labels(List<Tick> ticks) {
        return ticks.stream().map(Tick::label).toList();
    }

    private static Scale logarithmic(double... values) {
        return Scale.logarithmic(List.of(line(values))).orElseThrow();
    }

    @Test
    void timesAreShort() {
        assertThat(labels(Scale.times(new Range(0, 100_000), 5)))
                .containsExactly("0", "20k", "40k", "60k", "80k", "100k");
        assertThat(labels(Scale.times(new Range(0, 90), 4))).containsExactly("0", "50");
        assertThat(labels(Scale.times(new Range(0, 5_000_000), 5))).containsExactly("0", "1M", "2M", "3M", "4M", "5M");
        assertThat(labels(Scale.times(new Range(0, 1e9), 2))).containsExactly("0", "0.5G", "1G");
        assertThat(labels(Scale.times(new Range(0, 2000), 4))).containsExactly("0", "0.5k", "1k", "1.5k", "2k");
        assertThat(labels(Scale.times(new Range(20_000, 20_020), 2))).containsExactly("20000", "20010", "20020");
        assertThat(labels(Scale.times(new Range(0, 1), 5))).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
    }

    @Test
    void aLinearAxisStartsAtZeroWhenThatCostsLittle() {
        assertThat(Scale.linear(List.of(line(0.1, 1))).low()).isZero();
        assertThat(Scale.linear(List.of(line(0.85, 0.95))).low()).isCloseTo(0.845, within(1e-12));
        assertThat(Scale.linear(List.of(line(-1, 1))).low()).isCloseTo(-1.1, within(1e-12));
    }

    @Test
    void aConstantHasRoomAroundIt() {
        assertThat(Scale.linear(List.of(line(0.1, 0.1)))).isEqualTo(new Scale(0, 1.1 * 0.1, false));
        assertThat(Scale.linear(List.of(line(0, 0)))).isEqualTo(new Scale(0, 1, false));
        assertThat(Scale.linear(List.of(line(-2, -2)))).isEqualTo(new Scale(1.1 * -2, 0, false));
        assertThat(Scale.linear(List.of(line(Double.NaN)))).isEqualTo(new Scale(0, 1, false));
    }

    @Test
    void smallValuesAreWrittenWithAFactorOnPaperAndWithPowersInATerminal() {
        Scale scale = Scale.linear(List.of(line(0, 1e-3)));
        assertThat(scale.exponent()).isEqualTo(-3);
        assertThat(Labels.factor(scale.exponent())).isEqualTo(" (×10⁻³)");
        assertThat(labels(scale.ticks(6, Style.TYPESET))).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
        assertThat(labels(scale.ticks(6, Style.PLAIN))).containsExactly("0", "2e-4", "4e-4", "6e-4", "8e-4", "1e-3");
    }

    @Test
    void timesOfATinySpanAreTold() {
        assertThat(labels(Scale.times(new Range(0, 1e-9), 5)))
                .containsExactly("0", "2e-10", "4e-10", "6e-10", "8e-10", "1e-9");
    }

    @Test
    void labelsOfOneAxisHaveOneNumberOfDecimals() {
        assertThat(labels(new Scale(0.84, 0.96, false).ticks(7, Style.TYPESET)))
                .containsExactly("0.84", "0.86", "0.88", "0.90", "0.92", "0.94", "0.96");
    }

    @Test
    void decadesAreLabelledAndTheirNinthsAreMinor() {
        Scale scale = logarithmic(1e-3, 1e-6);
        assertThat(scale.low()).isEqualTo(-6);
        assertThat(labels(scale.ticks(9, Style.TYPESET))).containsExactly("10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³");
        assertThat(labels(scale.ticks(2, Style.PLAIN))).containsExactly("1e-5", "1e-3");
        assertThat(scale.minorTicks().stream().filter(tick -> tick.at() < -3)).hasSize(24);
    }

    @Test
    void valuesOfOneDecadeAreLabelledToo() {
        assertThat(labels(logarithmic(0.2, 0.3).ticks(6, Style.PLAIN))).contains("0.20", "0.30");
        assertThat(labels(logarithmic(0.02, 0.3).ticks(6, Style.PLAIN)))
                .containsExactly("0.01", "0.02", "0.05", "0.1", "0.2");
        assertThat(labels(logarithmic(1e-5, 2e-4).ticks(6, Style.TYPESET)))
                .containsExactly("10⁻⁵", "2×10⁻⁵", "5×10⁻⁵", "10⁻⁴", "2×10⁻⁴");
    }

    @Test
    void aLineThatGoesToZeroIsFollowedForFiveDecades() {
        assertThat(logarithmic(1, 1e-3, 1e-9, 0).low()).isEqualTo(-5);
        assertThat(logarithmic(1, 1e-9).low()).isEqualTo(-9);
        assertThat(logarithmic(1, 1e-300).low()).isEqualTo(-12);
    }

    @Test
    void withoutPositiveValuesThereIsNoLogarithmicAxis() {
        assertThat(Scale.logarithmic(List.of(line(0, -1, Double.NaN)))).isEmpty();
    }

    @Test
    void aLineDivesToTheFloorIsBrokenAndComesUpAgain() {
        Scale scale = new Scale(-3, 0, true);
        Line drawn = scale.project(new Line(new double[] {0, 1, 1, 2, 2, 3}, new double[] {1, 1, 0, 0, 0.1, 0.1}));
        assertThat(drawn.x()).containsExactly(0, 1, 1, 1, 2, 2, 2, 3);
        assertThat(drawn.y()).containsExactly(0, 0, -3, Double.NaN, Double.NaN, -3, -1, -1);
    }

    @Test
    void aRampFromZeroLeavesTheFloorWhereItCrossesIt() {
        Line drawn = new Scale(-2, 0, true).project(new Line(new double[] {0, 100}, new double[] {0, 1}));
        assertThat(drawn.x()).containsExactly(0, 1, 100);
        assertThat(drawn.y()).containsExactly(Double.NaN, -2, 0);
    }
}
