package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.notation.NotationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchCompositesTest {

    private static final Horizon RATE = Horizon.parse("lr=0.1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SequentialLR(o, [LinearLR(o, 0.5, total_iters=5), CosineAnnealingLR(o, 85)], [5])"
                        + "|linear(0.05, 0.1, 5).then(cosine(0.1, 0, 85).then(cosine(0, 0.1, 85)).repeat())",
                "SequentialLR(o, [LinearLR(o, 0.5, total_iters=20), CosineAnnealingLR(o, 9), ExponentialLR(o, 0.9)], [8, 17])"
                        + "|linear(0.05, 0.1, 20).until(8).then(cosine(0.1, 0, 9)).then(exponential(0.1, 0.9))",
                "SequentialLR(o, [ConstantLR(o, 0.5, 4), MultiStepLR(o, [30, 60])], [4])"
                        + "|hold(0.05, 4).then(multiStep(0.1, 0.1, 30, 60))",
                "ChainedScheduler([LinearLR(o, 0.5, total_iters=5), ExponentialLR(o, 0.9)])"
                        + "|linear(0.05, 0.1, 5).times(exponential(1, 0.9))",
                "ChainedScheduler([ConstantLR(o, 1), ChainedScheduler([StepLR(o, 7), ExponentialLR(o, 0.9)])])"
                        + "|exponential(0.1, 0.1, 7).staircase(7).times(exponential(1, 0.9))",
                "ChainedScheduler([LinearLR(o, 0.5, total_iters=5), CosineAnnealingLR(o, 9)])"
                        + "|cosine(0.1, 0, 9).times(linear(0.5, 1, 5)).then(cosine(0, 0.1, 9).then(cosine(0.1, 0, 9)).repeat())",
                "SequentialLR(o, [ChainedScheduler([ExponentialLR(o, 0.5), ConstantLR(o, 0.5, 9)]), StepLR(o, 5)], [9])"
                        + "|exponential(0.05, 0.5).times(piecewise({0: 0.5, 9: 1})).until(9)"
                        + ".then(exponential(0.1, 0.1, 5).staircase(5))",
                "SequentialLR(o, [LinearLR(o, 0.5, total_iters=5), SWALR(o, 0.01, 3)], [5])"
                        + "|linear(0.05, 0.1, 5).then(cosine(0.09, 0.01, 3))"
            })
    void regularCompositesAreCompositionsOfClosedForms(String text, String schedule) {
        Reading reading = Dialects.understand(text, RATE);
        Schedule ours =
                reading.plan().schedule(Hyperparameter.LEARNING_RATE, "").orElseThrow();
        Schedule expected = Schedule.parse(schedule);
        for (int t = 0; t < 200; t++) {
            assertThat(ours.at(t)).isCloseTo(expected.at(t), within(1e-15));
        }
        // the text may differ in the last digit of a number
        assertThat(ours.toString().replaceAll("[0-9.E-]+", ""))
                .isEqualTo(expected.toString().replaceAll("[0-9.E-]+", ""));
        assertThat(reading.notes()).isEmpty();
    }

    @Test
    void regularCompositesHaveNoLastStep() {
        String text = "SequentialLR(o, [LinearLR(o, total_iters=1000), CosineAnnealingLR(o, 999999000)], [1000])";
        Plan plan = Dialects.read(text, RATE.with("steps", 1e9));
        assertThat(plan.schedule(Hyperparameter.LEARNING_RATE, "").orElseThrow().at(1e9))
                .isZero();
    }

    @Test
    void schedulersThatDisturbEachOtherAreATable() {
        String text = "ChainedScheduler([LambdaLR(o, lambda e: 1), ExponentialLR(o, 0.5)])";
        Reading reading = Dialects.understand(text, RATE.with("steps", 50));
        assertThat(reading.plan()).hasToString("lr = piecewise({0: 0.1, 1: 0.05})");
        assertThat(reading.notes()).singleElement().asString().endsWith("a table of what torch does, up to step 50");
    }

    @Test
    void theValueBeforeATorchErrorIsHeld() {
        String text = "ChainedScheduler([OneCycleLR(o, 0.1, total_steps=9), ConstantLR(o)])";
        Reading reading = Dialects.understand(text, RATE.with("steps", 50));
        Schedule lr = reading.plan().schedule(Hyperparameter.LEARNING_RATE, "").orElseThrow();
        assertThat(lr.length()).isEqualTo(9);
        assertThat(reading.notes())
                .contains("at step 10 torch itself has no step after total_steps; the value before is held");
    }

    @Test
    void aTableNeedsAnEnd() {
        String text = "ChainedScheduler([LambdaLR(o, lambda e: 1), ExponentialLR(o, 0.5)])";
        assertThatThrownBy(() -> Dialects.read(text, RATE))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining("give --steps");
        assertThatThrownBy(() -> Dialects.read(text, RATE.with("steps", 2e6)))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining("may have 1000000 steps, got 2000000");
    }

    @Test
    void momentumIsDrivenFromInside() {
        String text = "SequentialLR(o, [ConstantLR(o, 0.5, 9), OneCycleLR(o, [0.2, 0.3], total_steps=20)], [9])";
        Plan plan = Dialects.read(text, Horizon.parse("lr=0.1,0.2 steps=40 optimizer=adam"));
        assertThat(plan.assignments()).hasSize(4);
        assertThat(plan.schedule(Hyperparameter.BETA1, "1").orElseThrow().at(0)).isEqualTo(0.95);
        assertThat(plan.schedule(Hyperparameter.LEARNING_RATE, "1")
                        .orElseThrow()
                        .at(0))
                .isCloseTo(0.3 / 25 / 2, within(1e-16));
    }

    @Test
    void theOptimizerMayStandInTheFirstScheduler() {
        String text = "ChainedScheduler([StepLR(torch.optim.SGD(p, 0.3), 30), ExponentialLR(o, 0.5)])";
        assertThat(Dialects.read(text, Horizon.UNKNOWN))
                .hasToString("lr = exponential(0.3, 0.1, 30).staircase(30).times(exponential(1, 0.5))");
    }

    @Test
    void transformersSchedulersAreLambdas() {
        String text = "SequentialLR(o, [ConstantLR(o, 0.5, 9), get_linear_schedule_with_warmup(o, 5, 50)], [9])";
        Plan plan = Dialects.read(text, RATE);
        Schedule lr = plan.schedule(Hyperparameter.LEARNING_RATE, "").orElseThrow();
        assertThat(lr.at(8)).isEqualTo(0.05);
        assertThat(lr.at(9)).isZero();
        assertThat(lr.at(14)).isEqualTo(0.1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SequentialLR(o, [], [])|schedulers must have at least one scheduler, got []",
                "SequentialLR(o, [LinearLR(o), 3], [5])|schedulers[1] must be a",
                "SequentialLR(o, LinearLR(o), [5])|schedulers must be a list, got LinearLR(o)",
                "SequentialLR(o, [LinearLR(o)], [5])|milestones must be one fewer than the 1 scheduler, got [5]",
                "ChainedScheduler([ReduceLROnPlateau(o)])"
                        + "|schedulers[0] must be a scheduler that needs no metric, got ReduceLROnPlateau(o)",
                "SequentialLR(o, [LinearLR(o), ChainedScheduler([StepLR(o, 3)])], [5])"
                        + "|ChainedScheduler must be the first of its SequentialLR",
                "ChainedScheduler([ChainedScheduler([StepLR(o, 3)] * 1000)] * 1000)"
                        + "|a composite may have at most 10000 schedulers",
                "SequentialLR(o, [ChainedScheduler([LambdaLR(o, lambda e: 1), PolynomialLR(o, 0)])], [])"
                        + "|SequentialLR must have a first rate"
            })
    void errorsSayWhatIsWrong(String text, String problem) {
        assertThatThrownBy(() -> Dialects.read(text, RATE.with("steps", 20)))
                .isInstanceOf(NotationException.class)
                .hasMessageStartingWith(problem);
    }
}
