package dev.anneal;

import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.exponential;
import static dev.anneal.Schedule.formula;
import static dev.anneal.Schedule.geometric;
import static dev.anneal.Schedule.hold;
import static dev.anneal.Schedule.interpolate;
import static dev.anneal.Schedule.iterate;
import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;
import static dev.anneal.Schedule.of;
import static dev.anneal.Schedule.piecewise;
import static dev.anneal.Schedule.polynomial;
import static dev.anneal.Schedule.ramp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What single schedules are at their ends, between them, and behind them. */
class ScheduleTest {

    private static final List<Curve> CURVES = List.of(
            Curve.linear(),
            Curve.cosine(),
            Curve.geometric(),
            Curve.oneMinusSqrt(),
            Curve.power(0.7).reversed(),
            Curve.exponential(-3),
            Curve.sigmoid(10),
            Curve.tanh(-6, 3),
            Curve.rex(0.1),
            Curve.kDecay(1.7),
            Curve.hyperbolic(1.25),
            Curve.of("p -> sin(pi * p / 2)"));

    @Test
    void endsAreMetBitForBit() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            double from = random.nextDouble(1e-9, 1);
            double to = random.nextDouble(1e-9, 1);
            double length = random.nextBoolean() ? 1 + random.nextInt(100_000) : random.nextDouble(1e-3, 1e3);
            Schedule ramp = ramp(from, to, length, CURVES.get(i % CURVES.size()));
            assertThat(ramp.at(0)).as("%s", ramp).isEqualTo(from);
            assertThat(ramp.at(length)).as("%s", ramp).isEqualTo(to);
            assertThat(ramp.at(1e300)).as("%s", ramp).isEqualTo(to);
        }
    }

    @Test
    void rampsStayBetweenTheirEnds() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 20_000; i++) {
            double from = random.nextDouble(1e-9, 1);
            double to = random.nextInt(4) == 0 ? Math.nextUp(from) : random.nextDouble(1e-9, 1);
            Schedule ramp = ramp(from, to, 10, CURVES.get(i % CURVES.size()));
            assertThat(ramp.at(random.nextDouble() * 10))
                    .as("%s", ramp)
                    .isBetween(Math.min(from, to), Math.max(from, to));
        }
    }

    @Test
    void anExpressionMaySwingBeyondItsEnds() {
        Schedule swing = ramp(0, 1, 10, Curve.of("p -> p + 0.5 * sin(pi * p)"));
        assertThat(swing.at(7)).isEqualTo(0.7 + 0.5 * Math.sin(Math.PI * 0.7));
        assertThat(swing.at(10)).isEqualTo(1);
    }

    @Test
    void aRampOfLengthZeroIsAtItsEnd() {
        assertThat(linear(0, 1, 0).at(0)).isEqualTo(1);
        assertThat(cosine(0, 1, 0).at(0)).isEqualTo(1);
        assertThat(polynomial(0, 1, 0, 2).at(0)).isEqualTo(1);
        assertThat(geometric(2, 1, 0).at(0)).isEqualTo(1);
    }

    @Test
    void aNewValueHoldsFromItsTimeOnAndNotBefore() {
        List<Schedule> jumps = List.of(
                multiStep(1, 2, 10),
                piecewise(new double[] {0, 10}, new double[] {1, 2}),
                hold(1, 10).then(constant(2)),
                exponential(1, 2, 10).staircase(10),
                iterate(1, 2, (k, x) -> 2).stretched(10),
                hold(1, 10).repeat(2, new Evolution(1, 2)));
        for (Schedule jump : jumps) {
            assertThat(jump.at(Math.nextDown(10.0))).as("%s", jump).isEqualTo(1);
            assertThat(jump.before(10)).as("%s", jump).isEqualTo(1);
            assertThat(jump.at(10)).as("%s", jump).isEqualTo(2);
            assertThat(jump.before(Math.nextUp(10.0))).as("%s", jump).isEqualTo(2);
            assertThat(jump.nextKnot(0)).as("%s", jump).isEqualTo(10);
        }
    }

    @Test
    void theEndValueIsHeldFromTheLengthOn() {
        double[] times = {0, 4, 10};
        List<Schedule> ended = List.of(
                linear(0, 0.3, 10),
                cosine(1, 0.3, 10),
                interpolate(times, new double[] {1, 2, 0.3}),
                formula("t -> 0.03 * t", 10),
                of(t -> 0.03 * t, 10),
                piecewise(times, new double[] {1, 2, 0.3}));
        for (Schedule schedule : ended) {
            assertThat(schedule.length()).isEqualTo(10);
            for (double t : new double[] {10, 10.5, 11, 1e9, Double.MAX_VALUE}) {
                assertThat(schedule.at(t)).as("%s", schedule).isEqualTo(schedule.at(10));
                assertThat(schedule.nextKnot(t)).as("%s", schedule).isEqualTo(Double.POSITIVE_INFINITY);
            }
        }
    }

    @Test
    void aStaircaseLooksUpMultiplesAsDecimalsMeanThem() {
        Schedule stairs = formula("t -> t").staircase(2.7);
        assertThat(stairs.at(27) / 2.7).isEqualTo(9);
        assertThat(stairs.at(Math.nextUp(27.0)) / 2.7).isEqualTo(10);
        assertThat(formula("t -> t").staircase(0.1).at(0.3)).isEqualTo(0.2);
        assertThat(formula("t -> t").staircase(3).at(Math.nextDown(9.0))).isEqualTo(6);
        assertThat(linear(0, 1, 10).staircase(4).at(10)).isEqualTo(1);
    }

    @Test
    void iterateAsksEachValueForTheNext() {
        Schedule sums = iterate(1, 5, (k, x) -> x + k);
        assertThat(sums.at(0)).isEqualTo(1);
        assertThat(sums.at(3.9)).isEqualTo(1 + 1 + 2 + 3);
        assertThat(sums.at(100)).isEqualTo(1 + 1 + 2 + 3 + 4);
        assertThat(sums.length()).isEqualTo(5);
    }

    @Test
    void javaFunctionsPrintAsCustomAndAreEqualOnlyToThemselves() {
        Schedule own = of(t -> t, 5);
        assertThat(own).hasToString("custom(5)").isEqualTo(own).isNotEqualTo(of(t -> t, 5));
        assertThat(own.stretched(2)).hasToString("custom(5).stretched(2)");
    }

    @Test
    void arraysAreCopied() {
        double[] times = {0, 5};
        double[] values = {1, 2};
        double[] milestones = {5};
        Schedule table = piecewise(times, values);
        Schedule lines = interpolate(times, values);
        Schedule steps = multiStep(1, 2, milestones);
        times[1] = values[1] = milestones[0] = 77;
        assertThat(List.of(table.at(5), lines.at(5), steps.at(5))).containsOnly(2.0);
    }
}
