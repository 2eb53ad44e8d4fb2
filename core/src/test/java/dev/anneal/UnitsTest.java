package dev.anneal;

import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.formula;
import static dev.anneal.Schedule.hold;
import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Schedules in epochs and in fractions of a run, and where their boundaries come to lie in updates. */
class UnitsTest {

    /** Warmup, hold and decay over the given parts of a hundred, or of a thousand. */
    private static Schedule trapezoid(int warmup, int hold, int whole) {
        double unit = whole;
        return linear(0, 1, warmup / unit)
                .then(hold(1, hold / unit))
                .then(linear(1, 0, (whole - warmup - hold) / unit));
    }

    private static void hasExactBoundaries(int warmup, int hold, int whole, double steps) {
        Schedule stretched = trapezoid(warmup, hold, whole).stretched(steps);
        double each = steps / whole;
        assertThat(stretched.nextKnot(0)).as("%d of %d", warmup, whole).isEqualTo(warmup * each);
        assertThat(stretched.nextKnot(warmup * each)).isEqualTo((warmup + hold) * each);
        assertThat(stretched.length()).isEqualTo(steps);
        assertThat(stretched.at(warmup * each)).isEqualTo(1);
        assertThat(stretched.at(steps)).isZero();
    }

    @Test
    void everySplitIntoPercentsHasExactBoundaries() {
        int splits = 0;
        for (int warmup = 1; warmup < 99; warmup++) {
            for (int hold = 1; warmup + hold < 100; hold++, splits++) {
                hasExactBoundaries(warmup, hold, 100, 1_000);
                hasExactBoundaries(warmup, hold, 100, 100_000_000);
            }
        }
        assertThat(splits).isEqualTo(4_851);
    }

    @Test
    void everySplitIntoThousandthsHasExactBoundaries() {
        for (int warmup = 1; warmup < 999; warmup++) {
            for (int hold = 1; warmup + hold < 1_000; hold += 7) {
                hasExactBoundaries(warmup, hold, 1_000, 1_000);
                hasExactBoundaries(warmup, hold, 1_000, 100_000_000);
            }
        }
    }

    @Test
    void milestonesInEpochsAreExactForAnyNumberOfSteps() {
        int[] milestones = {3, 7, 11, 30, 60, 80};
        Schedule epochs = multiStep(1, 2, 3, 7, 11, 30, 60, 80);
        for (int steps = 1; steps <= 3_000; steps++) {
            Schedule stretched = epochs.stretched(steps);
            for (int i = 0; i < milestones.length; i++) {
                double milestone = (double) milestones[i] * steps;
                assertThat(stretched.before(milestone)).isEqualTo(1 << i);
                assertThat(stretched.at(milestone)).isEqualTo(2 << i);
            }
        }
    }

    @Test
    void stretchingIsAChangeOfUnitForEveryOperator() {
        Schedule[] some = {
            linear(0, 1, 8).repeat(Evolution.stretching(2)),
            formula("t -> 1 / (1 + t)").staircase(2),
            linear(0, 1, 8).skip(3).until(4).then(hold(2, 4)),
            linear(0, 1, 8).times(constant(2)).plus(formula("t -> t", 5)).min(hold(0.7, 1)),
        };
        for (Schedule schedule : some) {
            for (double t = 0; t < 40; t += 0.25) {
                assertThat(schedule.stretched(4).at(4 * t))
                        .as("%s at %s", schedule, t)
                        .isCloseTo(schedule.at(t), within(1e-12));
            }
            assertThat(schedule.stretched(4).length()).isEqualTo(4 * schedule.length());
        }
    }

    @Test
    void anEpochalStaircaseChangesOnceAnEpoch() {
        Schedule epochal = formula("t -> t").staircase(1).stretched(391);
        for (int epoch = 0; epoch < 300; epoch++) {
            assertThat(epochal.at(391.0 * epoch)).isEqualTo(epoch);
            assertThat(epochal.at(391.0 * epoch + 390)).isEqualTo(epoch);
        }
    }

    @Test
    void unitsMayBeFractional() {
        // 1,797 images in batches of 64 are 28.078125 updates an epoch
        Schedule schedule = multiStep(1, 0.5, 1, 2).stretched(1797 / 64.0);
        assertThat(schedule.at(28)).isEqualTo(1);
        assertThat(schedule.at(29)).isEqualTo(0.5);
        assertThat(schedule.length()).isEqualTo(56.15625);
    }
}
