package dev.anneal.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ChangeTest {

    private static final double NEVER_TOO_SMALL = Double.NEGATIVE_INFINITY;

    private static double after(Change change, double scheduled) {
        return change.applied(change.changed(1, scheduled), scheduled);
    }

    @Test
    void aFloorIsMetExactlyAndRecognised() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            double floor = random.nextDouble() * 1e-3;
            double scheduled = floor * (1 + 9 * random.nextDouble());
            Change change = Change.by(0.1).floor(floor);
            double scale = change.changed(1, scheduled);
            assertThat(change.applied(scale, scheduled)).isEqualTo(floor);
            assertThat(change.changed(scale, scheduled)).isEqualTo(scale);
            assertThat(change.isAtFloor(scale, scheduled)).isTrue();
        }
    }

    @Test
    void aCeilingIsMetExactlyAndRecognised() {
        Random random = new Random(4);
        for (int i = 0; i < 10_000; i++) {
            double ceiling = random.nextDouble();
            double scheduled = ceiling * (0.1 + 0.89 * random.nextDouble());
            Change change = Change.by(10).ceiling(ceiling);
            double scale = change.changed(1, scheduled);
            assertThat(change.applied(scale, scheduled)).isEqualTo(ceiling);
            assertThat(change.changed(scale, scheduled)).isEqualTo(scale);
        }
    }

    @Test
    void aChangeOfAtMostEpsIsLeftOut() {
        assertThat(after(Change.by(0.5).eps(0.05), 0.1)).isEqualTo(0.1);
        assertThat(after(Change.by(0.5).eps(0.049), 0.1)).isEqualTo(0.05);
        assertThat(after(Change.by(2).eps(0.1), 0.1)).isEqualTo(0.1);
    }

    @Test
    void aScheduleBelowTheFloorIsLeftAlone() {
        Change change = Change.by(0.1).floor(0.01);
        assertThat(after(change, 0.001)).isEqualTo(0.001);
        assertThat(change.applied(0.5, 0.001)).isEqualTo(0.001);
        assertThat(change.applied(0.5, 0.012)).isEqualTo(0.01);
    }

    @Test
    void withoutALeastChangeItIsLiftedToTheFloor() {
        Change change = Change.by(0.1).floor(0.01).eps(NEVER_TOO_SMALL);
        assertThat(after(change, 0.003)).isCloseTo(0.01, within(1e-17));
        assertThat(after(change, 0.1)).isEqualTo(0.010000000000000002);
        double scale = change.changed(1, 0.003);
        assertThat(change.changed(scale, 0.003)).isEqualTo(scale);
    }

    @Test
    void aFactorMayBeZeroOrNegative() {
        assertThat(after(Change.by(0), 0.1)).isZero();
        assertThat(after(Change.by(0).floor(0.01), 0.1)).isEqualTo(0.01);
        assertThat(after(Change.by(-0.5).floor(-1), 0.1)).isEqualTo(-0.05);
        assertThat(after(Change.by(-0.5), 0.1)).isZero();
    }

    @Test
    void whereNothingIsScheduledNothingChanges() {
        assertThat(Change.by(0.1).changed(1, 0)).isEqualTo(1);
        assertThat(Change.by(0.1).floor(0.01).changed(0.5, 0)).isEqualTo(0.5);
        assertThat(Change.by(0.1).eps(NEVER_TOO_SMALL).changed(1, 0)).isEqualTo(0.1);
    }

    @Test
    void oddValuesLeaveTheScaleAsItIs() {
        Change lifting = Change.by(0.1).floor(0.01).eps(NEVER_TOO_SMALL);
        assertThat(Change.by(0.1).changed(0.5, Double.NaN)).isEqualTo(0.5);
        assertThat(Change.by(0.1).changed(0.5, Double.POSITIVE_INFINITY)).isEqualTo(0.5);
        assertThat(lifting.changed(0.5, Double.NaN)).isEqualTo(0.5);
        assertThat(lifting.changed(1, Double.MIN_VALUE)).isEqualTo(1);
        assertThat(Change.by(1e300).changed(1e300, 1e-300)).isEqualTo(1e300);
    }

    @Test
    void whatWasReducedStaysAtTheFloorWhileTheScheduleFalls() {
        Change change = Change.by(0.1).floor(0.01);
        double scale = change.changed(1, 0.2);
        assertThat(change.applied(scale, 0.2)).isEqualTo(0.2 * 0.1);
        assertThat(change.applied(scale, 0.05)).isEqualTo(0.01);
        assertThat(change.applied(scale, 0.005)).isEqualTo(0.005);
    }

    @Test
    void fromTheFloorItRisesByTheFactor() {
        Change fall = new Change(0.5, 0.01, 1, 0);
        Change rise = new Change(2, 0.01, 1, 0);
        // the schedule has fallen since, and only the floor holds the value up
        double scale = rise.changed(fall.changed(1, 0.02), 0.012);
        assertThat(rise.applied(scale, 0.012)).isEqualTo(0.02);
    }
}
