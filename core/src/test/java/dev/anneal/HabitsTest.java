package dev.anneal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write who come from elsewhere, and what they are told. */
class HabitsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CosineAnnealingLR(optimizer, T_max=9)         | did you mean 'cosine'?
            optax.cosine_decay_schedule(0.1, 100)         | unknown function 'optax.cosine_decay_schedule'
            torch.optim.lr_scheduler.MultiStepLR(o, [30]) | did you mean 'multiStep'?
            torch.StepLR(optimizer, 30)                   | write exponential(initial, gamma, size).staircase(size)
            step(0.1, 30)                                 | write exponential(initial, gamma, size).staircase(size)
            linear_warmup(0, 0.1, 5)                      | write linear(0, peak, length).then(…)
            hold(1, 5).warmup(5)                          | write linear(0, peak, length).then(…)
            clip(linear(0, 1, 5), 0, 1)                   | write .atLeast(floor).atMost(ceiling)
            plateau(factor=0.1)                           | write lr *= plateau(…), on a line after lr = …
            lr = 0.1 * newbob()                           | 'newbob' is a rule and no schedule; write lr *= newbob(…), on a line after lr = …
            lr = 0.1; lr *= platau(patience=3)            | did you mean 'plateau'?
            GreedyLR(optimizer)                           | write lr *= greedy(…), on a line after lr = …
            ReduceLROnPlateau(optimizer)                  | write lr *= plateau(…), on a line after lr = …
            linear(0, 1, 5).cosine(1, 0, 5)               | .then(cosine(…)) puts it behind
            multiStep(0.1, [30, 60], 0.1)                 | expected a number, got a list
            linear(0, '0.1', 5)                           | expected a number, got a string
            formula(t -> linear(0, 1, 5))                 | expected a number, got a schedule
            cosine(0.1, 0, total)                         | 'total' is not known; the run must tell its steps
            cosine(0.1, 0, int(total * 0.9))              | 'total' is not known; the run must tell its steps
            formula(t -> t / epoch)                       | 'epoch' is not known; the run must tell its steps_per_epoch
            lr: 0.1                                       | expected '=', found ':'
            lr[a.b] = 0.1                                 | other names are quoted
            1 / linear(0, 1, 5)                           | only a number that is not 0 can be a divisor of schedules
            """, quoteCharacter = '"')
    void areAnsweredWithAWayOut(String text, String answer) {
        assertThatThrownBy(() -> Plan.parse(text)).hasMessageContaining(answer);
    }

    @Test
    void milestonesMayBeAList() {
        Schedule steps = Schedule.multiStep(0.1, 0.5, 30, 60);
        assertThat(Schedule.parse("multiStep(0.1, 0.5, [30, 60])")).isEqualTo(steps);
        assertThat(Schedule.parse("multiStep(0.1, milestones=[30, 60], gamma=0.5)"))
                .isEqualTo(steps);
        assertThatThrownBy(() -> Schedule.parse("multiStep(0.1, 0.5, 30, milestones=[60])"))
                .hasMessageStartingWith("'milestones' is given twice");
    }

    @Test
    void aRuleThatStandsTwiceIsADifference() {
        Plan once = Plan.parse("lr = 0.1; lr *= plateau()");
        Plan twice = Plan.parse("lr = 0.1; lr *= plateau(); lr *= plateau()");
        String line = "lr *= plateau(on=\"val_loss\", factor=0.1, patience=10)";
        assertThat(once.diff(twice)).isEqualTo("+ " + line);
        assertThat(twice.diff(once)).isEqualTo("- " + line);
    }
}
