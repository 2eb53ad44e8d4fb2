package dev.anneal.plot;

import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.exponential;
import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Evolution;
import dev.anneal.Schedule;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {

    /** The values of a line at a time, in order. */
    private static double[] at(Line line, double time) {
        return IntStream.range(0, line.x().length)
                .filter(i -> line.x()[i] == time)
                .mapToDouble(i -> line.y()[i])
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 64, 1000})
    void jumpsHaveBothEndsAtTheirOwnTime(int columns) {
        // 50 lies on the edge of a column for 10 columns, within one for 3
        Line line = Sampler.of(multiStep(1, 0.1, 50), new Range(0, 100), columns);
        assertThat(at(line, 50)).containsExactly(1, 0.1);
    }

    @Test
    void aRestartIsDrawnFromTheFootToTheHead() {
        Line line = Sampler.of(cosine(0.1, 0, 10).repeat(), new Range(0, 30), 300);
        assertThat(at(line, 10)).containsExactly(0, 0.1);
        assertThat(at(line, 20)).containsExactly(0, 0.1);
    }

    @Test
    void aRestartAtTheVeryEndIsNotDrawn() {
        Line line = Sampler.of(cosine(0.1, 0, 10).repeat(), new Range(0, 30), 300);
        assertThat(at(line, 30)).containsExactly(0);
    }

    @Test
    void everyPointIsAValueOfTheSchedule() {
        Schedule schedule = linear(0, 1, 7).then(cosine(1, 0.1, 13)).repeat(Evolution.stretching(1.5));
        Line line = Sampler.of(schedule, new Range(0, 997), 333);
        for (int i = 0; i < line.size(); i++) {
            double time = line.x()[i];
            assertThat(line.y()[i]).isIn(schedule.at(time), schedule.before(time));
        }
        assertThat(line.x()).isSorted();
    }

    @Test
    void smoothCurvesAreFollowedWithinAThousandthOfTheirHeight() {
        Schedule schedule = exponential(1, 0.97);
        Line line = Sampler.of(schedule, new Range(0, 300), 600);
        for (int i = 1; i < line.size(); i++) {
            double middle = (line.x()[i - 1] + line.x()[i]) / 2;
            assertThat((line.y()[i - 1] + line.y()[i]) / 2).isCloseTo(schedule.at(middle), within(1e-3));
        }
    }

    @Test
    void timesAreWholeWhereColumnsAreWiderThanOne() {
        Line line = Sampler.of(cosine(1, 0, 100_003), new Range(0, 100_003), 777);
        assertThat(Arrays.stream(line.x()).allMatch(x -> x == Math.rint(x))).isTrue();
    }

    @Test
    void aHundredMillionRestartsAreABandDrawnInNoTime() {
        Schedule schedule = cosine(0.1, 0, 10).repeat(100_000_000);
        Line line =
                Assertions.assertTimeout(Duration.ofSeconds(2), () -> Sampler.of(schedule, new Range(0, 1e9), 2000));
        assertThat(line.size()).isBetween(2000, 10_000);
        for (double from = 0; from < 1e9; from += 5e6) {
            double low = 1;
            double high = 0;
            for (int i = 0; i < line.size(); i++) {
                if (line.x()[i] >= from && line.x()[i] < from + 5e6) {
                    low = Math.min(low, line.y()[i]);
                    high = Math.max(high, line.y()[i]);
                }
            }
            assertThat(low).isZero();
            assertThat(high).isEqualTo(0.1);
        }
    }

    @Test
    void swingsOfAJavaFunctionWithinAColumnAreSeen() {
        Line line = Sampler.of(Schedule.of(t -> Math.sin(t), Double.POSITIVE_INFINITY), new Range(0, 1000), 50);
        assertThat(Arrays.stream(line.y()).max().orElseThrow()).isGreaterThan(0.95);
        assertThat(Arrays.stream(line.y()).min().orElseThrow()).isLessThan(-0.95);
    }

    @Test
    void whatIsNotFiniteIsAGap() {
        Line line = Sampler.of(
                Schedule.of(t -> t < 5 ? 1 : t < 8 ? Double.POSITIVE_INFINITY : 2, Double.POSITIVE_INFINITY),
                new Range(0, 10),
                100);
        assertThat(at(line, 6)).containsExactly(Double.NaN);
        assertThat(at(line, 9)).containsExactly(2);
    }

    @Test
    void aRangeMayStartLaterAndEndBeyondTheSchedule() {
        Line line = Sampler.of(linear(0, 1, 10), new Range(5, 40), 35);
        assertThat(line.x()[0]).isEqualTo(5);
        assertThat(line.y()[0]).isEqualTo(0.5);
        assertThat(line.x()[line.size() - 1]).isEqualTo(40);
        assertThat(line.y()[line.size() - 1]).isEqualTo(1);
        assertThat(at(line, 10)).containsExactly(1);
    }

    @Test
    void tinyRangesAreSampledToo() {
        Line line = Sampler.of(constant(3), new Range(0, 1e-6), 100);
        assertThat(line.y()).containsOnly(3);
        assertThat(line.x()).isSorted().startsWith(0).endsWith(1e-6);
    }

    // ------------------------------------------------------------------------------------------------ recorded values

    @Test
    void fewRecordedValuesAreDrawnAsTheyAre() {
        Line line = Thinning.of(
                new Line(new double[] {0, 1, 2, 3}, new double[] {5, 6, Double.NaN, 7}), new Range(0, 3), 100);
        assertThat(line.x()).containsExactly(0, 1, 2, 3);
        assertThat(line.y()).containsExactly(5, 6, Double.NaN, 7);
    }

    @Test
    void measurementsFarApartAreJoined() {
        double nan = Double.NaN;
        Line rows = new Line(new double[] {0, 1, 2, 3, 4}, new double[] {nan, 3, nan, nan, 2});
        assertThat(Thinning.of(rows, new Range(0, 4), 100).x()).containsExactly(1, 4);
    }

    @Test
    void aSpikeAmongAMillionValuesIsKept() {
        double[] x = new double[1_000_000];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
            y[i] = i == 654_321 ? 100 : i % 7;
        }
        y[300_000] = Double.NaN;
        Line line = Thinning.of(new Line(x, y), new Range(0, x.length - 1), 1000);
        assertThat(line.size()).isLessThan(2100);
        assertThat(at(line, 654_321)).containsExactly(100);
        assertThat(at(line, 300_000)).containsExactly(Double.NaN);
    }

    @Test
    void aPartOfARecordKeepsTheNeighboursToWhichItsLineLeads() {
        double[] x = {0, 10, 20, 30, 40, 50};
        Line line = Thinning.of(new Line(x, x), new Range(15, 35), 100);
        assertThat(line.x()).containsExactly(10, 20, 30, 40);
    }
}
