package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.dialect.paddle.Paddle;
import dev.anneal.notation.NotationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddleTest extends FrameworkTest {

    PaddleTest() {
        super(new Paddle());
    }

    private static final Horizon RUN = Horizon.parse("total=100 steps_per_epoch=20");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            paddle.optimizer.lr.StepDecay(0.5, 10, 0.5)                     | lr = exponential(0.5, 0.5, 10).staircase(10)
            lr.StepDecay(learning_rate=0.5, step_size=10, last_epoch=14)    | lr = exponential(0.5, 0.1, 10).staircase(10).skip(15)
            paddle.optimizer.lr.PolynomialDecay(0.5, 40)                    | lr = linear(0.5, 1e-4, 40)
            paddle.MultiStepDecay(0.5, [-3, 0, 7], 0.5)                     | lr = multiStep(0.5, 0.5, 0, 0, 7)
            paddle.PiecewiseDecay([5, 3, 9], [1, 2, 3, 4])                  | lr = piecewise({0: 1, 5: 3, 9: 4})
            paddle.MultiplicativeDecay(0.5, lambda e: 0.9)                  | lr = exponential(0.5, 0.9)
            paddle.CyclicLR(0.5, 0.5, 10, mode='triangular2')               | lr = constant(0.5)
            paddle.CosineAnnealingWarmRestarts(0.5, 1, last_epoch=2)        | lr = constant(0.5)
            paddle.CosineAnnealingWarmRestarts(0.5, 1, last_epoch=3)        | lr = constant(0)
            paddle.polynomial_decay(0.5, 40, 0.1)                           | lr = linear(0.5, 0.1, 40)
            paddle.LinearWarmup(0.5, 10, 0, 0.25)                           | lr = linear(0, 0.25, 10).then(constant(0.5))
            """)
    void aLineMeansAPlan(String text, String plan) {
        Reading reading = Dialects.understand(text, RUN);
        assertThat(reading.plan()).hasToString(plan);
        assertThat(Plan.parse(plan)).isEqualTo(reading.plan());
        assertThat(reading.notes()).isEmpty();
    }

    @Test
    void aBareNameInACallIsPaddlesOwn() {
        String text = "paddle.LinearWarmup(LinearLR(0.4, 10, 0.5), 5, 0.0, 0.2)";
        assertThat(Dialects.read(text, RUN)).hasToString("lr = linear(0, 0.2, 5).then(linear(0.2, 0.4, 10))");
    }

    @Test
    void aPastedBlockIsTheSchedulerThatTheOptimizerGets() {
        String text = """
                import paddle
                import paddle.optimizer.lr as lr
                base = lr.CosineAnnealingDecay(learning_rate=0.1, T_max=90)
                scheduler = lr.LinearWarmup(base, warmup_steps=10, start_lr=0.0, end_lr=0.1)
                opt = paddle.optimizer.Momentum(scheduler, momentum=0.9, parameters=model.parameters())
                for step, batch in enumerate(loader):
                    loss = model(batch)
                    opt.step()
                    scheduler.step()
                """;
        assertThat(Dialects.read(text, RUN))
                .hasToString("lr = linear(0, 0.1, 10).then(cosine(0.1, 0, 90).then(cosine(0, 0.1, 90)).repeat())");
    }

    @Test
    void ratesOfTheirOwnInTheOptimizersGroupsAreTold() {
        String text = """
                scheduler = paddle.optimizer.lr.StepDecay(0.1, 30)
                opt = paddle.optimizer.%s(learning_rate=scheduler, parameters=[{'params': a}, {'params': b%s}])
                """;
        assertThat(Dialects.understand(text.formatted("SGD", ", 'learning_rate': 0.1"), RUN)
                        .notes())
                .containsExactly(
                        "the optimizer multiplies the rate for parameters with a learning_rate of their own; the plan"
                                + " has the rate before that");
        assertThat(Dialects.understand(text.formatted("AdamW", ", 'weight_decay': 0.1"), RUN)
                        .notes())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            LinearWarmup(ReduceOnPlateau(0.5), 10, 0.0, 0.5) | LinearWarmup tells ReduceOnPlateau the number of the step
            exponential_decay(0.5, 20, 0.9)                  | exponential_decay: decay_steps has no effect
            inverse_time_decay(0.5, 20, 0.9, staircase=True) | inverse_time_decay: decay_steps has no effect
            cosine_decay(0.5, 20, 10)                        | cosine_decay: step_each_epoch has no effect
            """)
    void whatHasNoEffectIsTold(String text, String note) {
        Reading reading = Dialects.understand("paddle." + text, RUN);
        assertThat(reading.plan().rules()).isEmpty();
        assertThat(reading.notes()).singleElement().asString().startsWith(note);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mode='max'                                              | 1000 | 0.5
            mode='max', threshold=0.5                               | 13   | 0.5
            mode='max', threshold=0.5, threshold_mode='abs'         | 1000 | 0.5
            mode='min', threshold=-2, threshold_mode='abs'          | 1000 | 0.5
            patience=1, factor=0.999, epsilon=0                     | 1010 | 0.30318
            patience=1, factor=0.999, epsilon=0, min_lr=0.4         | 1010 | 0.4
            patience=2.5, cooldown=1.5, factor=0.5                  | 13   | 0.25
            patience=2.5, cooldown=1.5, factor=0.5                  | 18   | 0.125
            """)
    void aRuleThatIsToldTheStepIsASchedule(String settings, double t, double rate) {
        String text = "paddle.LinearWarmup(ReduceOnPlateau(0.5, " + settings + "), 10, 0.0, 0.5)";
        Plan plan = Dialects.read(text, RUN);
        assertThat(plan.assignments().get(0).schedule().at(t)).isCloseTo(rate, within(1e-5));
        assertThat(Plan.parse(plan.toString())).isEqualTo(plan);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            StepDecay('0.1', 3)                             | learning_rate must be >= 0, got "0.1"
            StepDecay(0.1, 3.0)                             | step_size must be an integer >= 1, got 3.0
            StepDecay(0.1, 3, last_epoch=-2)                | last_epoch must be an integer >= -1, got -2
            ExponentialDecay(0.1, 1)                        | gamma must be > 0 and < 1, got 1
            MultiStepDecay(0.1, range(3))                   | milestones must be a list or a tuple, got range(3)
            MultiStepDecay(0.1, [3, 3])                     | milestones must rise, got [3, 3]
            InverseTimeDecay(0.1, -0.25)                    | gamma must not divide the rate by 0, which it does at step 4, got -0.25
            OneCycleLR(0.1, 100, phase_pct=1)               | phase_pct must be written as a float, as 1.0, got 1
            OneCycleLR(0.1, 100, divide_factor=-2)          | divide_factor must be > 0, because the first rate would be negative, got -2
            LinearWarmup(0.1, 10, 0.5, 0.5)                 | end_lr must be > start_lr, which is 0.5, got 0.5
            LinearWarmup(None, 10, 0.0, 0.5)                | learning_rate must be a number or a scheduler, got None
            LinearWarmup(torch.StepLR(optimizer, 3), 10, 0.0, 0.5) | learning_rate must be a number or a scheduler of paddle, got torch.StepLR(optimizer, 3)
            LinearWarmup(ReduceOnPlateau(0.1), 10, 0.0, 0.5, last_epoch=10) | last_epoch must be < warmup_steps, because ReduceOnPlateau goes from step to step and would miss some, got 10
            piecewise_decay([3], [0.1, 0.2, 0.3])           | values must have one item more than boundaries, 2 here, got [0.1, 0.2, 0.3]
            """)
    void whatIsWrongIsToldWhereItStands(String text, String problem) {
        assertThatExceptionOfType(NotationException.class)
                .isThrownBy(() -> Dialects.understand("paddle." + text, RUN.with("lr", "0.1")))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(problem));
    }

    @Test
    void aProductWhoseFactorMovesNeedsTheLengthOfTheRun() {
        assertThatExceptionOfType(NotationException.class)
                .isThrownBy(() ->
                        Dialects.read("paddle.MultiplicativeDecay(0.5, lambda e: 1 - e / 60)", Horizon.parse("lr=1")))
                .satisfies(e -> assertThat(e.problem()).contains("give --steps"));
    }
}
