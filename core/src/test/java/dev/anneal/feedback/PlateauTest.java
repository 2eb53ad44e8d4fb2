package dev.anneal.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlateauTest {

    private static final double NAN = Double.NaN;
    private static final Plateau HALVES =
            Plateau.on("loss").changing(Change.by(0.5)).waiting(Patience.of(1));

    private static Observing observing(Plateau rule) {
        return new Observing(rule, 1);
    }

    @Test
    void actsAtTheObservationThatExceedsThePatience() {
        assertThat(observing(HALVES).values(3, 3, 3, 3, 3)).containsExactly(1, 1, 0.5, 0.5, 0.25);
    }

    @Test
    void anImprovementBeginsTheCountAnew() {
        assertThat(observing(HALVES).values(3, 3, 2, 2, 1, 1, 1)).containsExactly(1, 1, 1, 1, 1, 1, 0.5);
    }

    @Test
    void whileItCoolsDownNothingIsCountedAndTheBestIsKept() {
        Plateau rule = HALVES.waiting(Patience.of(0).cooldown(2));
        assertThat(observing(rule).values(3, 3, 2, 3, 2.5, 2.5, 1)).containsExactly(1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25);
    }

    @Test
    void whileItRestsTheBestIsNotKept() {
        Plateau rule = HALVES.waiting(Patience.of(0).rest(2));
        assertThat(observing(rule).values(3, 3, 2, 3, 2.5)).containsExactly(1, 0.5, 0.5, 0.5, 0.5);
    }

    @Test
    void afterTheRestItCoolsDown() {
        Plateau rule = HALVES.waiting(Patience.of(0).rest(1).cooldown(1));
        assertThat(observing(rule).values(3, 3, 3, 3, 3)).containsExactly(1, 0.5, 0.5, 0.5, 0.25);
    }

    @Test
    void mayCountTheGoodOnes() {
        Plateau rule = HALVES.waiting(Patience.of(1).counting(Patience.Counted.GOOD));
        assertThat(observing(rule).values(3, 2, 1, 1, 0.5)).containsExactly(1, 0.5, 0.5, 0.5, 0.5);
    }

    @Test
    void doesNotListenBeforeItsTime() {
        assertThat(observing(HALVES.waiting(Patience.of(0)).from(3)).values(1, 5, 5, 4, 3, 3))
                .containsExactly(1, 1, 1, 1, 1, 0.5);
    }

    @Test
    void whateverComesFirstMayBeTheBestEvenWhatIsNoNumber() {
        Plateau rule = HALVES.waiting(Patience.of(0)).judging(Comparison.lower().startingAt(NAN));
        assertThat(observing(rule).values(Double.POSITIVE_INFINITY, 1, 1)).containsExactly(1, 1, 0.5);
        assertThat(observing(rule).values(NAN, 1, 0.5)).containsExactly(1, 0.5, 0.25);
    }

    @Test
    void aBestToBeginWithMustBeBeaten() {
        Plateau rule =
                HALVES.waiting(Patience.of(0)).judging(Comparison.higher().startingAt(10));
        assertThat(observing(rule).values(9, 11, 10)).containsExactly(0.5, 0.5, 0.25);
    }

    @Test
    void whatIsNoNumberIsBadOrPassedOverOrRefused() {
        Plateau rule = HALVES.waiting(Patience.of(0));
        assertThat(observing(rule).values(1, NAN)).containsExactly(1, 0.5);
        Signal skipping = Signal.each().onNan(Signal.Nan.SKIP);
        assertThat(observing(rule.looking(skipping)).values(1, NAN, 1)).containsExactly(1, 1, 0.5);
        Signal failing = Signal.each().onNan(Signal.Nan.FAIL);
        assertThatThrownBy(() -> observing(rule.looking(failing)).observe(NAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss must be a number, got nan");
    }

    @Test
    void aMeanIsJudgedOnceForAll() {
        Plateau rule = HALVES.waiting(Patience.of(0)).looking(Signal.meanOf(2));
        assertThat(observing(rule).values(1, 3, 9, 1, 0, 1, 0, 1)).containsExactly(1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25);
    }

    @Test
    void aWindowIsJudgedAfterEach() {
        Plateau rule = HALVES.waiting(Patience.of(0)).looking(Signal.window(2));
        // means 1, 2, 2, 1, 0.5
        assertThat(observing(rule).values(1, 3, 1, 1, 0)).containsExactly(1, 0.5, 0.25, 0.125, 0.125);
    }

    @Test
    void anExponentialMeanIsCorrectedForItsBeginning() {
        Plateau rule = HALVES.looking(Signal.smoothed(0.5)).waiting(Patience.of(5));
        assertThat(observing(rule).reason(1)).isEqualTo("loss 1 (smoothed) is the first");
        // (0.5 · 1 + 0.5 · 0 · …): 0.25 / 0.75
        assertThat(observing(rule).reason(1, 0)).isEqualTo("loss 0.333333 (smoothed) is better than 1");
    }

    @Test
    void eachGroupHasItsOwnLimits() {
        Observing observing = new Observing(
                HALVES.waiting(Patience.of(0)).changing(Change.by(0.1).floor(0.01)), 1, 0.05);
        observing.values(1, 1);
        assertThat(observing.value(0)).isEqualTo(0.1);
        assertThat(observing.value(1)).isEqualTo(0.01);
    }

    @Test
    void saysWhetherItActed() {
        Observing observing = observing(HALVES.changing(Change.by(0.5).floor(1)));
        assertThat(observing.observe(1).acted()).isFalse();
        assertThat(observing.observe(1).acted()).isFalse();
        assertThat(observing.observe(1).acted()).isTrue();
        assertThat(observing.value(0)).isEqualTo(1);
    }

    @Test
    void anotherUnitMovesOnlyWhenItListens() {
        assertThat(HALVES.from(3).stretched(100)).isEqualTo(HALVES.from(300));
    }
}
