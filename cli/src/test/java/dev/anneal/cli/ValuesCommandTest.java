package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Schedule;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesCommandTest {

    private static final String PLAN = "lr = linear(0, 0.1, 2); lr[\"a,\\\"b\"] = lr * 0.5; momentum = 0.9";

    @Test
    void rowsGoFromZeroToTheLength() {
        assertThat(Outcome.of("values", "linear(0, 1, 4)").fine())
                .isEqualTo("step,lr\n0,0\n1,0.25\n2,0.5\n3,0.75\n4,1\n");
    }

    @Test
    void aLengthThatIsNotWholeIsRoundedUp() {
        assertThat(Outcome.of("values", "linear(0, 1, 1.5)").fine())
                .isEqualTo("step,lr\n0,0\n1,0.6666666666666666\n2,1\n");
    }

    @Test
    void stepsOfTheRunComeBeforeTheLength() {
        assertThat(Outcome.of("values", "linear(0, 1, 2)", "--steps", "3").fine())
                .isEqualTo("step,lr\n0,0\n1,0.5\n2,1\n3,1\n");
    }

    @Test
    void epochsTimesStepsPerEpochAreSteps() {
        String text = "cosine(1, 0, total)";
        assertThat(Outcome.of("values", text, "--epochs", "2", "--steps-per-epoch", "3")
                        .fine())
                .isEqualTo(Outcome.of("values", "cosine(1, 0, 6)").fine());
    }

    @Test
    void textInEpochsChangesOnceAnEpoch() {
        assertThat(Outcome.of("values", "linear(1, 0, total)", "--unit", "epoch", "--steps", "6", "--epochs", "3")
                        .fine())
                .isEqualTo(Outcome.of("values", "linear(1, 0, 3).staircase(1).stretched(2)")
                        .fine());
    }

    @Test
    void textInEpochsNeedsStepsPerEpoch() {
        assertThat(Outcome.of("values", "linear(1, 0, 3)", "--unit", "epoch").wrong())
                .contains("--steps-per-epoch");
    }

    @Test
    void numbersReadBackBitForBit() {
        Schedule schedule = Schedule.parse("cosine(0.1, 0, 9999)");
        String[] lines = Outcome.of("values", schedule.toString()).fine().split("\n", -1);
        assertThat(lines).hasSize(10_002);
        for (int t = 0; t < 10_000; t++) {
            assertThat(lines[t + 1].split(",", -1))
                    .containsExactly("" + t, lines[t + 1].substring(lines[t + 1].indexOf(',') + 1));
            assertThat(Double.parseDouble(lines[t + 1].split(",", -1)[1])).isEqualTo(schedule.at(t));
        }
    }

    @Test
    void columnsAreNamedAsThePlanNamesThem() {
        assertThat(Outcome.of("values", PLAN).fine())
                .isEqualTo("step,lr,\"lr[\"\"a,\\\"\"b\"\"]\",momentum\n0,0,0,0.9\n1,0.05,0.025,0.9\n2,0.1,0.05,0.9\n");
    }

    @Test
    void jsonIsAnArrayOfObjects() {
        assertThat(Outcome.of("values", PLAN, "--format", "json", "--at", "1,2").fine())
                .isEqualTo("""
                        [
                        {"step": 1, "lr": 0.05, "lr[\\"a,\\\\\\"b\\"]": 0.025, "momentum": 0.9},
                        {"step": 2, "lr": 0.1, "lr[\\"a,\\\\\\"b\\"]": 0.05, "momentum": 0.9}
                        ]
                        """);
    }

    @Test
    void whatIsNoFiniteNumberIsNullInJsonAndNamedInCsv() {
        String text = "formula(t -> 1 / (t - 1))";
        Outcome json = Outcome.of("values", text, "--at", "1,3", "--format", "json");
        assertThat(json.out()).contains("{\"step\": 1, \"lr\": null}", "{\"step\": 3, \"lr\": 0.5}");
        assertThat(Outcome.of("values", text, "--at", "1").out()).isIn("step,lr\n1,nan\n", "step,lr\n1,inf\n");
        assertThat(json.err()).isEqualTo("note: lr is -1 at step 0: must be finite and >= 0\n");
    }

    @Test
    void tableHasAlignedColumnsOfSixDigits() {
        assertThat(Outcome.of("values", "linear(0, 1, 3)", "--format", "table").fine())
                .isEqualTo("""
                                step            lr
                                   0             0
                                   1      0.333333
                                   2      0.666667
                                   3             1
                        """);
    }

    @Test
    void curveSaysWhatItsNumbersAre() {
        String[] context = {"--lr", "0.1,0.01", "--momentum", "0.9", "--steps", "2", "--context", "workers=4"};
        String[] arguments = new String[context.length + 4];
        System.arraycopy(new String[] {"values", "lr = 0.1; lr[0] = 0.2", "--format", "curve"}, 0, arguments, 0, 4);
        System.arraycopy(context, 0, arguments, 4, context.length);
        assertThat(Outcome.of(arguments).fine()).isEqualTo("""
                        # source: anneal %s
                        # text: lr = constant(0.1); lr[0] = constant(0.2)
                        # lr: [0.1, 0.01]
                        # momentum: 0.9
                        # unit: step
                        # tolerance: relative 1e-12 absolute 1e-15
                        # horizon: total=2 workers=4
                        step,lr,lr[0]
                        0,0.1,0.2
                        1,0.1,0.2
                        2,0.1,0.2
                        """.formatted(Anneal.version()));
    }

    @Test
    void timesMayBeFractionsAndArithmetic() {
        assertThat(Outcome.of("values", "linear(0, 1, total)", "--steps", "8", "--at", "0.5,total/2,8,1e9")
                        .fine())
                .isEqualTo("step,lr\n0.5,0.0625\n4,0.5\n8,1\n1000000000,1\n");
    }

    @Test
    void aConstantHasOneRow() {
        assertThat(Outcome.of("values", "0.1").fine()).isEqualTo("step,lr\n0,0.1\n");
    }

    @Test
    void rulesAreSaidNotToAct() {
        Outcome outcome = Outcome.of("values", "lr = linear(1, 0, 2); lr *= plateau(factor=0.1)");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).isEqualTo("step,lr\n0,1\n1,0.5\n2,0\n");
        assertThat(outcome.err().lines()).singleElement().asString().contains("before any rule acts");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                cosine(1, 0, 9).repeat() | --steps=   | steps must be a number or a word, got ''
                cosine(1, 0, 9).repeat() | --batch=8  | this has no end: --steps says how many steps to print
                cosine(1, 0, 1e12)       | --batch=8  | rows must be at most a billion, got 1000000000001
                cosine(1, 0, 9)          | --at=-1    | time must be finite and >= 0, got -1
                cosine(1, 0, 9)          | --at=inf   | time must be finite and >= 0, got inf
                cosine(1, 0, 9)          | --at=1,,2  | expected numbers parted by commas, got '1,,2'
                cosine(1, 0, 9)          | --at=total | total
                cosine(1, 0, 9)          | --steps=1.5 | steps must be a whole number >= 1, got 1.5
                cosine(1, 0, 9)          | --lr=x     | unknown name 'x'
                cosine(1, 0, 9)          | --unit=day | must be one of [step, epoch], got day
                cosine(1, 0, 9)          | --format=xml | must be one of [csv, json, table, curve], got xml
                cosine(1, 0, 9)          | --context=steps | --context must be KEY=VALUE, got 'steps'
                coss(1, 0, 9)            | --batch=8  | did you mean
                """)
    void wrongInputIsToldInWords(String text, String option, String message) {
        assertThat(Outcome.of("values", text, option).wrong()).contains(message);
    }

    @Test
    void aFactIsGivenOnce() {
        assertThat(Outcome.of("values", "0.1", "--steps", "3", "--context", "steps=4")
                        .wrong())
                .isEqualTo("steps is given twice\n");
    }

    @Test
    void linesOfOtherFrameworksHaveValues() {
        assertThat(Outcome.of("values", "torch.StepLR(optimizer, 1, gamma=0.5)", "--lr", "0.5,1", "--steps", "1")
                        .fine())
                .isEqualTo("step,lr[0],lr[1]\n0,0.5,1\n1,0.25,0.5\n");
        assertThat(Outcome.of("values", "lr = 0.5 * keras.CosineDecay(1.0, 2)").fine())
                .isEqualTo("step,lr\n0,0.5\n1,0.25\n2,0\n");
    }

    @Test
    void stepsOfACallerFollowItsEpochs() {
        String[] step = {"values", "StepLR(optimizer, 1, 0.5)", "--lr", "1", "--unit", "epoch", "--at", "0,9,10,20"};
        String[] known = Arrays.copyOf(step, step.length + 1);
        known[step.length] = "--steps-per-epoch=10";
        assertThat(Outcome.of(known).fine()).isEqualTo("step,lr\n0,1\n9,1\n10,0.5\n20,0.25\n");
        assertThat(Outcome.of(step).wrong())
                .isEqualTo("--unit epoch needs the steps of an epoch: --steps-per-epoch, or --steps and --epochs\n");
    }

    @Test
    void remarksDoNotGetBetweenTheValues() {
        Outcome outcome = Outcome.of(
                "values", "LearningRateScheduler(lambda epoch: 0.5 ** epoch)", "--epochs", "2", "--steps", "7");
        assertThat(outcome.err()).isEmpty();
        Outcome epochs = Outcome.of(
                "values",
                "LearningRateScheduler(lambda epoch: 0.5 ** epoch)",
                "--epochs",
                "2",
                "--at",
                "0,total,1.5*epoch");
        assertThat(epochs.code()).isZero();
        assertThat(epochs.out()).startsWith("epoch,lr\n0,1\n2,0.25\n1.5,");
        assertThat(epochs.err().lines()).singleElement().asString().startsWith("note: times are epochs, as ");
        assertThat(Outcome.of("values", "LearningRateScheduler(lambda epoch: 1.0)", "--epochs", "1", "--format", "json")
                        .out())
                .isEqualTo("[\n{\"epoch\": 0, \"lr\": 1},\n{\"epoch\": 1, \"lr\": 1}\n]\n");
    }
}
