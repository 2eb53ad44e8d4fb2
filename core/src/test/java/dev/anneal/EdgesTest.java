package dev.anneal;

import static dev.anneal.Evolution.stretching;
import static dev.anneal.Schedule.exponential;
import static dev.anneal.Schedule.formula;
import static dev.anneal.Schedule.geometric;
import static dev.anneal.Schedule.hold;
import static dev.anneal.Schedule.interpolate;
import static dev.anneal.Schedule.inverseTime;
import static dev.anneal.Schedule.iterate;
import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;
import static dev.anneal.Schedule.piecewise;
import static dev.anneal.Schedule.ramp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What happens where doubles end. */
class EdgesTest {

    @Test
    void nothingGrowsToNothing() {
        assertThat(exponential(0, 2).at(1e12)).isZero();
        assertThat(inverseTime(0, 1, 1, -400).at(1e12)).isZero();
        assertThat(exponential(0.1, 1, 1e-300).at(1e300)).isEqualTo(0.1);
        assertThat(inverseTime(0.1, 0, 1e-300, 1).at(1e300)).isEqualTo(0.1);
    }

    @Test
    void cyclesShorterThanTheDoublesAroundThemHaveLeftLimits() {
        Schedule cycle = iterate(1, 9, (k, x) -> x / 2).repeat();
        assertThat(cycle.before(1e100)).isBetween(1.0 / 256, 1.0);
        assertThat(hold(1, 2).then(cycle).before(Double.MAX_VALUE)).isBetween(1.0 / 256, 1.0);
    }

    @Test
    void tinyCyclesFillAsTheyAnswer() {
        Schedule tiny =
                geometric(1e17, 0.3, Double.MIN_NORMAL).repeat(stretching(27).scaling(0.1));
        double[] values = new double[7];
        tiny.fill(0, 0.1, values);
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isEqualTo(tiny.at(i * 0.1));
        }
        assertThat(hold(2, 1e-320).repeat(new Evolution(1, -1)).at(1e300)).isFinite();
    }

    @Test
    void cyclesThatDoublesHardlyTellApartFillAsTheyAnswer() {
        Schedule fine = geometric(15, 42, 0.029).repeat();
        double[] values = new double[3000];
        fine.fill(1e12, 0.1, values);
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isEqualTo(fine.at(1e12 + i * 0.1));
        }
    }

    @Test
    void lengthsThatDoublesCannotHoldAreRefused() {
        assertThatThrownBy(() -> hold(1, 1e308).then(hold(2, 1e308)))
                .hasMessage("length of a sequence must stay finite, got inf");
        assertThatThrownBy(() -> formula("t -> 1 + t", 1e10).stretched(1e300))
                .hasMessage("length after stretching must stay a finite number that is not 0, got inf");
        assertThatThrownBy(() -> formula("t -> 1 + t", 1e-200).stretched(1e-200))
                .hasMessage("length after stretching must stay a finite number that is not 0, got 0");
        assertThatThrownBy(() -> iterate(1, 100, (k, x) -> x).stretched(1e307)).hasMessageEndingWith("got inf");
    }

    @Test
    void tablesDoNotLoseTimesWhenStretched() {
        double[] times = {0, 0.5, 0.5 + 1e-13};
        double[] values = {1, 2, 3};
        assertThatThrownBy(() -> piecewise(times, values).stretched(2))
                .hasMessage("piecewise times must rise, got 1 after 1");
        assertThatThrownBy(() -> interpolate(times, values).stretched(2))
                .hasMessage("interpolate times must rise, got 1 after 1");
        Schedule twice = multiStep(1, 0.1, 0.5, 0.5 + 1e-13).stretched(2);
        assertThat(Schedule.parse(twice.toString())).isEqualTo(twice).hasToString("multiStep(1, 0.1, 1, 1)");
    }

    @Test
    void negativeZeroIsZeroInTables() {
        double[] zero = {0};
        double[] negativeZero = {-0.0};
        assertThat(piecewise(negativeZero, negativeZero))
                .isEqualTo(piecewise(zero, zero))
                .hasToString("piecewise({0: 0})");
        assertThat(interpolate(negativeZero, negativeZero)).isEqualTo(interpolate(zero, zero));
    }

    @Test
    void knotsOfNestedSkipsAreFoundAtOnce() {
        Schedule nested = linear(0, 1, 1000);
        for (int i = 0; i < 60; i++) {
            nested = nested.skip(0.1).until(900);
        }
        assertThat(nested.nextKnot(3)).isCloseTo(900 - 59 * 0.1, within(1e-9));
        assertThat(nested.before(3)).isEqualTo(nested.at(3));
    }

    @Test
    void skipsOfSkipsReadBack() {
        Schedule skipped = linear(0, 1, 5);
        for (int i = 0; i < 50; i++) {
            skipped = skipped.skip(0.1);
            assertThat(Schedule.parse(skipped.toString())).isEqualTo(skipped);
        }
    }

    @Test
    void aCurveOfJavaCodePrintsAsCustom() {
        Curve late = (from, to, p) -> p < 1 ? from : to;
        assertThat(ramp(0, 1, 5, late)).hasToString("ramp(0, 1, 5, custom)");
        assertThat(interpolate(new double[] {0, 5}, new double[] {0, 1}, late))
                .hasToString("interpolate({0: 0, 5: 1}, custom)");
        assertThatThrownBy(() -> Schedule.parse("ramp(0, 1, 5, custom)"))
                .hasMessageStartingWith("a custom curve is Java code, and cannot be read");
    }

    @Test
    void phasesReachAsFarAsTimes() {
        assertThat(Phase.of(linear(0, 1, 1e308), Double.MAX_VALUE, 9)).hasSize(2);
    }

    @Test
    void aTimeThatIsNoneIsRefusedByAllThatAsk() {
        Schedule schedule = Schedule.linear(0, 1, 5);
        for (double t : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> schedule.at(t)).hasMessageStartingWith("time must be finite and >= 0, got ");
            assertThatThrownBy(() -> schedule.before(t)).hasMessageStartingWith("time must be finite and >= 0, got ");
            assertThatThrownBy(() -> schedule.nextKnot(t)).hasMessageStartingWith("time must be finite and >= 0, got ");
        }
    }
}
