package dev.anneal;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Hyperparameter.WEIGHT_DECAY;
import static dev.anneal.Schedule.constant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.feedback.Adaptive;
import dev.anneal.feedback.Change;
import dev.anneal.feedback.Comparison;
import dev.anneal.feedback.Greedy;
import dev.anneal.feedback.Mode;
import dev.anneal.feedback.NewBob;
import dev.anneal.feedback.Patience;
import dev.anneal.feedback.Plateau;
import dev.anneal.feedback.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules in the notation. */
class RulesInPlansTest {

    private static Feedback rule(String call) {
        return Plan.parse("lr = 0.1; lr *= " + call, Horizon.parse("steps=1000 steps_per_epoch=50"))
                .rules()
                .get(0)
                .feedback();
    }

    @Test
    void haveTheDefaultsOfTheirSignatures() {
        assertThat(rule("plateau()")).isEqualTo(Plateau.on("val_loss"));
        assertThat(rule("newbob()")).isEqualTo(NewBob.on("val_loss"));
        assertThat(rule("adaptive()")).isEqualTo(Adaptive.on("loss"));
        assertThat(rule("greedy()")).isEqualTo(Greedy.on("loss"));
        assertThat(FeedbackFunctions.names()).contains("plateau", "newbob", "adaptive", "greedy");
    }

    @Test
    void takeAllTheirParameters() {
        assertThat(rule("plateau('acc', 0.5, 3, 'max', relative=0.01, absolute=0.1, cooldown=2, floor=1e-5, ceiling=1,"
                        + " eps=1e-8, rest=1, counted='good', window=4, nan='fail', first=nan, start=7)"))
                .isEqualTo(new Plateau(
                        "acc",
                        Signal.window(4).onNan(Signal.Nan.FAIL),
                        new Comparison(Mode.MAX, 0.01, 0.1, Double.NaN),
                        new Patience(3, Patience.Counted.GOOD, 2, 1),
                        new Change(0.5, 1e-5, 1, 1e-8),
                        7));
    }

    @Test
    void aThresholdThatIsGivenReplacesBothDefaults() {
        assertThat(rule("plateau(absolute=0.1)"))
                .isEqualTo(Plateau.on("val_loss").judging(Comparison.lower().byAbsolute(0.1)));
        assertThat(rule("greedy(relative=0.1)"))
                .isEqualTo(Greedy.on("loss").judging(Comparison.lower().byRelative(0.1)));
        assertThat(rule("greedy(absolute=0)")).isEqualTo(Greedy.on("loss").judging(Comparison.lower()));
    }

    @Test
    void theWorstBestDependsOnTheMode() {
        assertThat(rule("plateau('acc', mode='max')"))
                .isEqualTo(Plateau.on("acc").judging(Comparison.higher().byRelative(1e-4)));
    }

    @Test
    void whatARunKnowsIsBound() {
        Plan plan = Plan.parse(
                "lr = 0.1; lr *= plateau(patience=epoch, start=2*epoch + 1)", Horizon.parse("steps_per_epoch=50"));
        assertThat(plan.rules().get(0))
                .hasToString("lr *= plateau(on=\"val_loss\", factor=0.1, patience=50, start=101)");
        assertThatThrownBy(() -> Plan.parse("lr = 0.1; lr *= plateau(patience=total)"))
                .hasMessageContaining("'total' is not known");
    }

    @Test
    void printTheModeWhereTheNameDoesNotTell() {
        assertThat(Plateau.on("wer")).hasToString("plateau(on=\"wer\", factor=0.1, patience=10, mode=\"min\")");
        assertThat(rule("adaptive('loss', mode='max')"))
                .hasToString("adaptive(on=\"loss\", divisor=5, patience=9, mode=\"max\")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"loss", "val_loss", "Val Loss", "meanSquaredError", "perplexity", "top1_err", "errRate", "err"})
    void lowerIsBetterForWhatIsCalledALoss(String metric) {
        assertThat(rule("plateau('" + metric + "')").metric()).isEqualTo(metric);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plateau('%s')", "newbob('%s')", "adaptive('%s')", "greedy('%s')"})
    void otherwiseTheModeMustBeGiven(String call) {
        for (String metric : new String[] {"accuracy", "inference_acc", "preferred", "wer", "f1"}) {
            assertThatThrownBy(() -> rule(call.formatted(metric)))
                    .hasMessageStartingWith("mode must be given, as \"max\" for an accuracy, unless the name of the"
                            + " metric says that it is a loss, got none for '" + metric + "'");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            lr *= plateau()                             | lr has not been assigned yet
            momentum = 0.9; lr *= plateau()             | lr has not been assigned yet
            lr[a] = 0.1; lr[b] *= plateau()             | lr[b] has not been assigned yet
            lr = 0.1; lr *= plateau().then(2)           | a rule has no operators
            lr = 0.1; lr = plateau()                    | a rule acts on what is scheduled: lr *= …
            lr = 0.1; lr += plateau()                   | a rule acts on what is scheduled: lr *= …
            lr = 0.1; lr *= 2 * plateau()               | 'plateau' is a rule and no schedule
            lr = 0.1; lr *= plateau(patience=2.5)       | patience must be a whole number <= 2147483647, got 2.5
            lr = 0.1; lr *= plateau(patience=1e10)      | patience must be a whole number <= 2147483647, got 1e10
            lr = 0.1; lr *= plateau(patience=-1)        | patience must be >= 0, got -1
            lr = 0.1; lr *= plateau(mode='best')        | mode must be min or max, got 'best'
            lr = 0.1; lr *= plateau(nan='drop')         | nan must be bad or skip or fail, got 'drop'
            lr = 0.1; lr *= plateau(on=loss)            | on must be a word in quotes
            lr = 0.1; lr *= plateau(factor='half')      | expected a number, got a string
            lr = 0.1; lr *= plateau(factr=0.5)          | did you mean 'factor'?
            lr = 0.1; lr *= plateau('a_loss', on='b')   | 'on' is given twice
            """)
    void refusesWhatMakesNoSense(String text, String message) {
        assertThatThrownBy(() -> Plan.parse(text)).hasMessageContaining(message);
    }

    @Test
    void anErrorPointsAtTheArgument() {
        assertThatThrownBy(() -> Plan.parse("lr = 0.1; lr *= plateau(factor=0.5, patience=2.5)"))
                .hasMessageEndingWith(
                        "\n  lr = 0.1; lr *= plateau(factor=0.5, patience=2.5)\n" + " ".repeat(47) + "^^^");
    }

    @Test
    void mayActOnOneGroup() {
        Plan plan = Plan.parse("lr = 0.1; lr[head] *= plateau()");
        assertThat(plan.rules().get(0).target()).isEqualTo(new Plan.Target(LEARNING_RATE, "head"));
        assertThat(Plan.parse(plan.toString())).isEqualTo(plan);
    }

    @Test
    void mayActOnAllGroupsWhereEachHasItsOwnSchedule() {
        Plan plan = Plan.of(LEARNING_RATE, "head", constant(0.1)).with(LEARNING_RATE, "", Plateau.on("loss"));
        assertThat(Plan.parse(plan.toString())).isEqualTo(plan);
    }

    @Test
    void mayActOnAnythingThatIsScheduled() {
        Plan plan = Plan.parse("lr = 0.1; weight_decay = 0.01; weight_decay *= plateau(factor=2)");
        assertThat(plan.rules().get(0).target().hyperparameter()).isEqualTo(WEIGHT_DECAY);
    }

    @Test
    void moveToAnotherUnitWithThePlan() {
        Plan plan = Plan.parse("lr = linear(0, 1, 5); lr *= plateau(start=5)");
        assertThat(plan.mapped(schedule -> schedule.stretched(100), rule -> rule.stretched(100)))
                .isEqualTo(Plan.parse("lr = linear(0, 1, 500); lr *= plateau(start=500)"));
    }
}
