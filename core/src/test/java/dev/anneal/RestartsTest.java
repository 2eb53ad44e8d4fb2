package dev.anneal;

import static dev.anneal.Evolution.stretching;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.linear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cycles over and over. */
class RestartsTest {

    private static final long EXACT = 1L << 53;

    @Test
    void restartsComeAtExactlyTheStepsThatWholeNumbersGive() {
        for (long factor = 2; factor <= 7; factor++) {
            for (long first = 1; first <= 59; first++) {
                Schedule restarts = cosine(1, 0, first).repeat(stretching(factor));
                long start = 0;
                for (long length = first; start + length < EXACT / 8; length *= factor) {
                    long next = start + length;
                    assertThat(restarts.nextKnot(start)).isEqualTo(next);
                    assertThat(restarts.at(next)).isEqualTo(1);
                    assertThat(restarts.before(next)).isZero();
                    assertThat(restarts.at(next - 1))
                            .isCloseTo(cosine(1, 0, length).at(length - 1), within(1e-12));
                    start = next;
                }
            }
        }
    }

    @Test
    void equalCyclesRestartAtMultiples() {
        for (double length : new double[] {1, 7, 391, 0.5, 2.5}) {
            Schedule restarts = linear(1, 0, length).repeat();
            for (long i = 1; i < 5_000; i++) {
                assertThat(restarts.at(i * length)).isEqualTo(1);
                assertThat(restarts.before(i * length)).isZero();
            }
        }
    }

    @Test
    void anyTimeIsAnsweredAtOnce() {
        Schedule wave = linear(0, 1, 3).then(linear(1, 0, 4)).repeat();
        assertThat(wave.at(1e12)).isEqualTo(wave.at(1_000_000_000_000L % 7));
        Schedule slow = cosine(1, 0, 10).repeat(new Evolution(1.0001, 0.9999));
        assertThat(slow.at(1e12)).isBetween(0.0, 1.0);
        assertThat(slow.at(Double.MAX_VALUE)).isBetween(0.0, 1.0);
        assertThat(wave.at(Double.MAX_VALUE)).isBetween(0.0, 1.0);
    }

    @Test
    @Timeout(20)
    void aMillionTimesFarOutCostNoMoreThanNearOnes() {
        Schedule slow = cosine(1, 0, 10).repeat(stretching(1.0001));
        double sum = 0;
        for (int i = 0; i < 1_000_000; i++) {
            sum += slow.at(1e12 + i * 1e6);
        }
        assertThat(sum).isBetween(0.0, 1e6);
    }

    @Test
    void cyclesAreScaledFromTheFirst() {
        Schedule damped = cosine(1, 0, 10).repeat(3, stretching(2).scaling(0.5));
        assertThat(damped.at(0)).isEqualTo(1);
        assertThat(damped.at(10)).isEqualTo(0.5);
        assertThat(damped.at(30)).isEqualTo(0.25);
        assertThat(damped.length()).isEqualTo(70);
        assertThat(damped.at(70)).isZero();
    }

    @Test
    void aNumberOfCyclesEndsWhereTheLastOneDoes() {
        Schedule three = linear(0, 1, 10).repeat(3);
        assertThat(three.length()).isEqualTo(30);
        assertThat(three.at(29.5)).isEqualTo(0.95);
        assertThat(three.at(30)).isEqualTo(1);
        assertThat(three.at(40)).isEqualTo(1);
        assertThat(linear(0, 1, 16).repeat(5, stretching(0.5)).length()).isEqualTo(31);
    }

    @Test
    void evolutionsPrintAsTheyAreWritten() {
        assertThat(stretching(2)).hasToString("stretching(2)");
        assertThat(stretching(2).scaling(0.5)).hasToString("stretching(2).scaling(0.5)");
        assertThat(new Evolution(1, 0.5)).hasToString("scaling(0.5)");
        assertThat(linear(0, 1, 5).repeat(1)).hasToString("linear(0, 1, 5).repeat(1)");
        assertThat(linear(0, 1, 5).repeat(2, stretching(3))).hasToString("linear(0, 1, 5).repeat(2, stretching(3))");
    }
}
