package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShowCommandTest {

    @Test
    void wordsAndNumbersComeBeforeTheFigure() {
        assertThat(Outcome.of("show", "linear(0,3e-4,2_000).then(cosine(3e-4,0,98_000))")
                        .fine())
                .startsWith("""
                        linear(0, 3e-4, 2000).then(cosine(3e-4, 0, 98000))
                        length 100000

                        0 – 2k     rises from 0 to 3e-4
                        2k – 100k  falls from 3e-4 to 0

                          step           lr
                             0            0
                          2000         3e-4
                         50000   1.54808e-4
                         99999  7.70742e-14
                        100000            0

                        3e-4 ┤""");
    }

    @Test
    void jumpsShowBothSides() {
        assertThat(Outcome.of("show", "hold(0.1, 4).then(hold(0.02, 4))").fine())
                .contains("0 – 4  holds 0.1\n4 – 8  holds 0.02\n", "   4  0.1 → 0.02\n");
    }

    @Test
    void epochsStandBesideSteps() {
        assertThat(Outcome.of("show", "linear(1, 0, 100)", "--steps-per-epoch", "10")
                        .fine())
                .contains("length 100, 10 epochs\n", "step  epoch    lr\n", "  50      5   0.5\n");
    }

    @Test
    void everyLineOfAPlanHasItsPhases() {
        assertThat(Outcome.of("show", "lr = linear(0, 1, 10); lr[head] = lr * 2; momentum = 0.9; lr *= plateau()")
                        .fine())
                .contains("lr\n0 – 10  rises from 0 to 1\n")
                .contains("lr[head]\n0 – 10  rises from 0 to 2\n")
                .contains("momentum\nalways 0.9\n")
                .contains("Rules act on what training observes");
    }

    @Test
    void whatHasNoEndIsShownFromItsBeginning() {
        assertThat(Outcome.of("show", "cosine(0.1, 0, 10).repeat(stretching(2))")
                        .fine())
                .contains(
                        "without end; shown up to 630\n", "310 – 630  falls from 0.1 to 0\n… and so on without end\n");
        assertThat(Outcome.of("show", "exponential(0.1, 0.9)").fine()).contains("shown up to 100\n");
        assertThat(Outcome.of("show", "exponential(0.1, 1.5)").fine()).contains("shown up to 100\n");
    }

    @Test
    void theRunSaysHowFarToLook() {
        assertThat(Outcome.of("show", "cosine(0.1, 0, 10).repeat()", "--steps", "25")
                        .fine())
                .contains("without end; the run has 25 steps\n", "20 – 25  falls from 0.1 to 0.05\n");
        assertThat(Outcome.of("show", "linear(0, 1, 10)", "--steps", "20").fine())
                .contains("length 10; the run has 20 steps\n", "10 – 20  holds 1\n");
    }

    @Test
    void aConstantNeedsNoFigure() {
        assertThat(Outcome.of("show", "0.1").fine())
                .isEqualTo("constant(0.1)\nalways the same\n\nalways 0.1\n\nstep   lr\n   0  0.1\n");
    }

    @Test
    void manyPhasesAreCounted() {
        assertThat(Outcome.of("show", "cosine(0.1, 0, 10).repeat(90)").fine())
                .contains("70 – 80  falls from 0.1 to 0\n… and 82 more\n");
    }

    @Test
    void aLongTextIsCutUnlessAskedFor() {
        String text = "hold(1, 1)" + ".then(linear(1, 0.5, 3))".repeat(1000);
        String cut = Outcome.of("show", text).fine().lines().findFirst().orElseThrow();
        assertThat(cut).hasSizeLessThan(2100).endsWith("characters more (--text prints all)");
        assertThat(Outcome.of("show", text, "--text").fine()).isEqualTo(text + "\n");
    }

    @Test
    void lengthsBeyondReasonAreNoReasonToWait() {
        String many = "hold(1, 1)" + ".then(linear(1, 0.5, 3)).then(linear(1, 0.25, 3))".repeat(50_000);
        for (String text : new String[] {
            "linear(0, 1, 1e9)", "cosine(1, 0, 1e300)", "cosine(1, 0, 1).repeat().times(linear(1, 0, 1e9))", many
        }) {
            assertTimeout(Duration.ofSeconds(60), () -> Outcome.of("show", text).fine());
        }
    }

    @Test
    void valuesThatAreNoNumbersDoNotStopIt() {
        Outcome outcome = Outcome.of("show", "scale = formula(t -> 1 / (t - 3))", "--steps", "6");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).matches("note: scale is -?(inf|nan) at step 3: must be finite\n");
    }

    @Test
    void aSchedulerOfAnotherFrameworkIsNamedFirst() {
        assertThat(Outcome.of("show", "torch.optim.lr_scheduler.StepLR(optimizer, 30)", "--lr", "0.1", "--steps", "100")
                        .fine())
                .startsWith("torch.StepLR, as in torch.optim.lr_scheduler")
                .contains("\n\nexponential(0.1, 0.1, 30).staircase(30)\nwithout end; the run has 100 steps\n");
    }

    @Test
    void remarksStandBelowTheName() {
        assertThat(Outcome.of("show", "StepLR(optimizer, 30, verbose=True)", "--lr", "0.1")
                        .fine()
                        .lines()
                        .skip(1))
                .startsWith("note: StepLR: verbose is of another version, and is put aside", "");
        Outcome text = Outcome.of("show", "StepLR(optimizer, 30, verbose=True)", "--lr", "0.1", "--text");
        assertThat(text.out()).isEqualTo("exponential(0.1, 0.1, 30).staircase(30)\n");
        assertThat(text.err()).startsWith("note: StepLR: verbose");
    }

    @Test
    void whatIsMissingIsToldWithThePlace() {
        assertThat(Outcome.of("show", "StepLR(optimizer, 30)").wrong())
                .contains("give --lr", "  StepLR(optimizer, 30)\n  ^");
        assertThat(Outcome.of("show", "StepLR(optimizer, step=30)", "--lr", "0.1")
                        .wrong())
                .contains("StepLR has no parameter 'step'", "did you mean 'step_size'?");
    }

    @Test
    void epochsStayEpochsWhereNobodySaysHowLongOneIs() {
        String text = "LearningRateScheduler(lambda epoch: 0.5 ** epoch)";
        assertThat(Outcome.of("show", text, "--epochs", "4").fine())
                .contains(
                        "note: times are epochs, as keras.LearningRateScheduler counts them; --steps-per-epoch gives steps\n",
                        "without end; the run has 4 epochs\n",
                        "epoch      lr\n    0       1\n    2    0.25\n    3   0.125\n    4  0.0625\n")
                .endsWith(" epoch\n");
        assertThat(Outcome.of("show", text, "--epochs", "4", "--steps-per-epoch", "10")
                        .fine())
                .doesNotContain("note: times")
                .contains("\nstep  epoch ", "the run has 40 steps");
    }
}
