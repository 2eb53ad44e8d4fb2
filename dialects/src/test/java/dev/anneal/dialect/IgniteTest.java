package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.dialect.ignite.Ignite;
import dev.anneal.notation.NotationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgniteTest extends FrameworkTest {

    IgniteTest() {
        super(new Ignite());
    }

    private static final Horizon RUN = Horizon.parse("lr=0.1 steps=60");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            LinearCyclicalScheduler(optimizer, 'lr', 0.0, 1.0, 10)                                                       | linear(0, 1, 5).then(linear(1, 0, 5)).repeat()
            CosineAnnealingScheduler(optimizer, 'lr', 0.1, 0.0, 5, cycle_mult=2)                                         | cosine(0.1, 0, 5).repeat(stretching(2))
            CosineAnnealingScheduler(optimizer, 'lr', 0.1, 0.01, 5, start_value_mult=0.5, end_value_mult=0.5)            | cosine(0.1, 0.01, 5).repeat(stretching(1).scaling(0.5))
            LinearCyclicalScheduler(optimizer, 'lr', 1.0, 0.1, 10, warmup_duration=4, monotonic=True)                    | linear(1, 0.1, 10).then(linear(0.1, 1, 4)).repeat()
            PiecewiseLinear(optimizer, 'lr', [(0, 0.1), (8, 0.1), (8, 0.01), (16, 0.001)])                               | hold(0.1, 8).then(linear(0.01, 0.001, 8))
            ConcatScheduler([LinearCyclicalScheduler(optimizer, 'lr', 0.0, 1.0, 8), PiecewiseLinear(optimizer, 'lr', [(3, 0.5)])], [4]) | linear(0, 1, 4).then(linear(1, 0, 4)).repeat().until(4).then(constant(0.5))
            LRScheduler(StepLR(optimizer, 30))                                                                           | exponential(0.1, 0.1, 30).staircase(30)
            LRScheduler(ExponentialLR(optimizer, 0.5))                                                                   | exponential(0.05, 0.5)
            """)
    void handlersAreClosedForms(String text, String schedule) {
        Reading reading = Dialects.understand("ignite." + text, RUN);
        assertThat(reading.plan()).isEqualTo(Plan.parse("lr = " + schedule));
        assertThat(reading.notes()).isEmpty();
    }

    @Test
    void lengthsThatAreRoundedDownAreCyclesOneAfterAnother() {
        String text = "ignite.CosineAnnealingScheduler(optimizer, 'lr', 0.1, 0.0, 5, cycle_mult=1.5)";
        assertThat(Dialects.understand(text, Horizon.parse("steps=15")).plan())
                .hasToString("lr = cosine(0.1, 0, 5).then(cosine(0.1, 0, 7)).then(cosine(0.1, 0, 10))");
        assertThatThrownBy(() -> Dialects.understand(text, Horizon.UNKNOWN)).hasMessageContaining("give --steps");
    }

    @Test
    void cyclesThatShrinkToNothingEndWhereIgniteStops() {
        String text = "ignite.LinearCyclicalScheduler(optimizer, 'lr', 0.0, 1.0, 4, cycle_mult=0.5)";
        Reading reading = Dialects.understand(text, RUN);
        assertThat(reading.notes()).contains("at event 7 ignite itself divides by zero; the value before is held");
        assertThat(Plan.parse(reading.plan().toString())).isEqualTo(reading.plan());
    }

    @Test
    void aHandlerMayWriteToOneGroup() {
        String text = "ignite.PiecewiseLinear(optimizer, 'lr', [(0, 0.0), (9, 0.5)], param_group_index=-1)";
        assertThat(Dialects.understand(text, Horizon.parse("lr=0.1,0.2")).plan())
                .isEqualTo(Plan.parse("lr[0] = 0.1\nlr[1] = linear(0, 0.5, 9)"));
    }

    @Test
    void severalParametersAreDrivenAtOnce() {
        String text = "ignite.ParamGroupScheduler([CosineAnnealingScheduler(optimizer, 'lr', 0.1, 0.0, 50),"
                + " PiecewiseLinear(optimizer, 'weight_decay', [(0, 0.1), (50, 0.0)])])";
        assertThat(Dialects.understand(text, RUN).plan())
                .isEqualTo(Plan.parse("lr = cosine(0.1, 0, 50).repeat()\nweight_decay = linear(0.1, 0, 50)"));
    }

    @Test
    void theMomentumOfACycleIsDrivenWithTheRate() {
        Plan plan = Dialects.understand("ignite.LRScheduler(OneCycleLR(optimizer, 0.1, total_steps=40))", RUN)
                .plan();
        assertThat(plan.schedule(Hyperparameter.MOMENTUM, "").orElseThrow().at(11))
                .isEqualTo(0.85);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ignite.PiecewiseLinear(optimizer, 'lr', [[0, 0.5]])                              | milestones_values[0] must be a pair, as (10, 0.5)
            ignite.PiecewiseLinear(optimizer, 'lr', [(0, 1.0)], param_group_index=1)         | param_group_index must be the index of one of 1
            ignite.ParamGroupScheduler([ExponentialLR(optimizer, 0.9)])                      | schedulers[0] must be a parameter scheduler of ignite
            ignite.LRScheduler(ChainedScheduler([ExponentialLR(optimizer, 0.9)]))            | lr_scheduler must be a scheduler with a get_lr
            ignite.create_lr_scheduler_with_warmup(PiecewiseLinear(optimizer, 'momentum', [(0, 1.0)]), 0.0, 5) | lr_scheduler must write lr
            """)
    void whatCannotBeReadIsRefusedAtItsArgument(String text, String problem) {
        assertThatThrownBy(() -> Dialects.understand(text, RUN))
                .isInstanceOf(NotationException.class)
                .hasMessageStartingWith(problem);
    }
}
