package dev.anneal.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OtherRulesTest {

    private static final double NAN = Double.NaN;

    @Test
    void newBobLooksAtTheMetricBefore() {
        Observing observing = new Observing(NewBob.on("loss"), 1);
        assertThat(observing.values(10, 2, 2.5, 2.4, 2.399, 0, 0)).containsExactly(1, 1, 0.5, 0.5, 0.25, 0.25, 0.125);
    }

    @Test
    void anImprovementGivesNewBobNoPatienceBack() {
        Observing observing = new Observing(NewBob.on("loss").waiting(1), 1);
        assertThat(observing.values(10, 10, 5, 5, 5)).containsExactly(1, 1, 1, 0.5, 0.5);
    }

    @Test
    void newBobComparesNothingWithWhatIsNoNumber() {
        Observing observing = new Observing(NewBob.on("loss"), 1);
        assertThat(observing.values(10, NAN, 20, 20)).containsExactly(1, 1, 1, 0.5);
    }

    @Test
    void newBobMayFollowAnAccuracy() {
        Observing observing = new Observing(NewBob.on("accuracy").judging(Mode.MAX, 0.1), 1);
        assertThat(observing.values(0.5, 0.6, 0.62, 0.6)).containsExactly(1, 1, 0.5, 0.25);
    }

    @Test
    void adaptiveTakesTheBestAlsoWhereItIsHardlyBetter() {
        Observing observing = new Observing(
                Adaptive.on("loss").judging(Mode.MIN, 0.1).waiting(1).dividing(5, 0), 1);
        // 0.95 counts, and is the best nevertheless: 0.88 is not better than that by 0.1
        assertThat(observing.values(1, 0.95, 0.88)).containsExactly(1, 1, 0.2);
    }

    @Test
    void adaptiveDoesNotCountWhatIsExactlyBetterEnoughOrNoNumber() {
        Observing observing =
                new Observing(Adaptive.on("loss").judging(Mode.MIN, 0.25).waiting(0), 1);
        assertThat(observing.values(1, 0.75, NAN, 0.5, 0.5)).containsExactly(1, 1, 1, 1, 0.2);
    }

    @Test
    void adaptiveDividesOnlyWhatIsAboveItsEnd() {
        Observing observing = new Observing(Adaptive.on("loss").waiting(0).dividing(10, 0.01), 1, 0.01);
        observing.values(1, 1, 1, 1, 1);
        assertThat(observing.value(0)).isEqualTo(0.01);
        assertThat(observing.value(1)).isEqualTo(0.01);
        assertThat(observing.reason(1)).endsWith(": not above 0.01 any more");
    }

    private static Greedy greedy(Change change) {
        return Greedy.on("loss").waiting(new Greedy.Timing(0, 0, 0)).changing(change);
    }

    @Test
    void greedyRisesAndFalls() {
        Observing observing = new Observing(greedy(new Change(0.5, 0, 4, 0)), 1);
        assertThat(observing.values(5, 4, 3, 3, 3, 2)).containsExactly(2, 4, 4, 2, 1, 2);
    }

    @Test
    void greedyComparesNothingAfterItHasActed() {
        Greedy rule = greedy(new Change(0.5, 0, 4, 0)).waiting(new Greedy.Timing(0, 2, 1));
        Observing observing = new Observing(rule, 1);
        assertThat(observing.values(5, 1, 4, 3, 5, 5, 5)).containsExactly(2, 2, 4, 4, 2, 2, 2);
    }

    @Test
    void greedyBeginsAnewWhenAllGroupsWereLowLongEnough() {
        Greedy rule = greedy(new Change(0.5, 0.25, 4, 0)).resetting(2);
        Observing observing = new Observing(rule, 0.5, 1);
        observing.values(5);
        assertThat(observing.value(1)).isEqualTo(2);
        // 1, 0.5, 0.25 with all at the floor, and once more
        assertThat(observing.values(5, 5, 5)).containsExactly(0.5, 0.25, 0.25);
        assertThat(observing.reason(5)).endsWith("; all begins anew");
        assertThat(observing.value(1)).isEqualTo(1);
        assertThat(observing.state()).isEqualTo(rule.start(2));
    }
}
