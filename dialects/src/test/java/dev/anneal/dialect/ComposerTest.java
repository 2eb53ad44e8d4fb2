package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Plan;
import dev.anneal.dialect.composer.Composer;
import dev.anneal.notation.NotationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposerTest extends FrameworkTest {

    ComposerTest() {
        super(new Composer());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            LinearWithWarmupScheduler('1ep', alpha_f=0.5) | lr = linear(0, 0.1, 20).then(linear(0.1, 0.05, 80))
            CosineAnnealingScheduler('0.333dur') | lr = cosine(0.1, 0, 33)
            MultiStepScheduler(['2ep', Time(0.9, TimeUnit.DURATION), Time.from_batch(10)]) | lr = multiStep(0.1, 0.1, 10, 40, 90)
            CosineAnnealingWarmRestartsScheduler('7ba', 2) | lr = cosine(0.1, 0, 7).repeat(stretching(2))
            Trainer(model=model, schedulers=StepScheduler('2ep')) | lr = hold(0.1, 1).then(exponential(0.1, 0.1, 40).staircase(40))
            """)
    void regularSchedulesAreClosedForms(String text, String plan) {
        assertThat(reading("composer." + text, "lr=0.1 steps_per_epoch=20 max_duration=5ep")
                        .plan())
                .isEqualTo(Plan.parse(plan.replace("; ", "\n")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            '10sec'          | must not be wall clock time
            '1h30m'          | must not be wall clock time
            '2.5ep'          | must be a whole number of ep
            10               | must be a time, as '10ep', '200ba' or '0.5dur'
            Time(2.5, 'ep')  | must be an integer
            Time(5, 'weeks') | must be a unit: iter, ep, ba, sp, tok, dur or sec
            '1e999ba'        | must be a whole number of ba
            """)
    void aTimeThatIsNoneIsRefused(String time, String message) {
        assertThatThrownBy(() -> reading("composer.StepScheduler(" + time + ")", "lr=0.1"))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            '1ep'   | give --steps-per-epoch
            '0.5dur'| give --context max_duration=10ep
            '64sp'  | give --batch
            '99tok' | give --context tokens_per_batch=NUMBER
            """)
    void whatATimeNeedsOfTheRunIsAskedFor(String time, String message) {
        assertThatThrownBy(() -> reading("composer.LinearScheduler(t_max=" + time + ")", "lr=0.1"))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void otherTrainersAreNotComposers() {
        Reading reading = reading("""
                scheduler = StepLR(optimizer, step_size=30)
                trainer = Trainer(model=model, args=arguments, optimizers=(optimizer, scheduler))
                """, "lr=0.1 steps=100");
        assertThat(reading.plan()).isEqualTo(Plan.parse("lr = exponential(0.1, 0.1, 30).staircase(30)"));
    }

    @Test
    void aSchedulerMayBeMadeBeforeTheTrainer() {
        Reading reading = reading("""
                from composer import Trainer
                optimizer = DecoupledSGDW(model.parameters(), lr=0.5)
                schedule = composer.optim.LinearScheduler(t_max="10ba")
                trainer = Trainer(model=model, max_duration="2ep", optimizers=optimizer, schedulers=[schedule])
                """, "steps_per_epoch=10");
        assertThat(reading.plan()).isEqualTo(Plan.parse("lr = hold(0.5, 1).then(linear(0.5, 0, 10))"));
    }
}
