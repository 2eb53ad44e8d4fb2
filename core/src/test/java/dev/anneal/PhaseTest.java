package dev.anneal;

import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.exponential;
import static dev.anneal.Schedule.formula;
import static dev.anneal.Schedule.hold;
import static dev.anneal.Schedule.linear;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Phase.Movement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PhaseTest {

    @Test
    void aTrapezoidRisesHoldsAndFalls() {
        Schedule wsd = linear(0, 1, 10).then(hold(1, 60)).then(cosine(1, 0.5, 30));
        assertThat(Phase.of(wsd, 200, 10))
                .containsExactly(
                        new Phase(0, 10, 0, 1, Movement.RISES),
                        new Phase(10, 70, 1, 1, Movement.HOLDS),
                        new Phase(70, 100, 1, 0.5, Movement.FALLS),
                        new Phase(100, 200, 0.5, 0.5, Movement.HOLDS));
    }

    @Test
    void equalHoldsAreOnePhase() {
        Schedule holds = hold(1, 10).then(hold(1, 10)).then(hold(2, 10));
        assertThat(Phase.of(holds, 30, 10))
                .containsExactly(new Phase(0, 20, 1, 1, Movement.HOLDS), new Phase(20, 30, 2, 2, Movement.HOLDS));
        assertThat(Phase.of(constant(1), 5, 1)).containsExactly(new Phase(0, 5, 1, 1, Movement.HOLDS));
    }

    @Test
    void aPhaseEndsJustBeforeAJump() {
        assertThat(Phase.of(cosine(1, 0, 10).repeat(), 20, 10))
                .containsExactly(new Phase(0, 10, 1, 0, Movement.FALLS), new Phase(10, 20, 1, 0, Movement.FALLS));
    }

    @Test
    void whatGoesUpAndDownVaries() {
        assertThat(Phase.of(formula("t -> sin(t)"), 10, 5))
                .extracting(Phase::movement)
                .containsExactly(Movement.VARIES);
    }

    @Test
    @Timeout(20)
    void endlesslyManyPhasesAreCutOff() {
        assertThat(Phase.of(linear(0, 1, 1).repeat(), 1e12, 7)).hasSize(7);
        assertThat(Phase.of(hold(1, 1).repeat(), 1e12, 7)).hasSize(1);
        assertThat(Phase.of(exponential(1, 0.5), 1e12, 7)).hasSize(1);
    }
}
