package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.fastai.FastAi;
import dev.anneal.notation.NotationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FastAiTest extends FrameworkTest {

    FastAiTest() {
        super(new FastAi());
    }

    private static final Horizon BATCHES = Horizon.parse("steps_per_epoch=20");

    private static Reading reading(String text) {
        return Dialects.understand(text, BATCHES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "learn.fit_one_cycle(5, 1e-2)",
                "self.learner.fit_one_cycle(5, lr_max=1e-2)",
                "my_model.fit_one_cycle(n_epoch=5, lr_max=0.01)",
                "fastai.fit_one_cycle(5, 0.01)",
                "fit_one_cycle(5, 0.01)"
            })
    void aMethodIsReadWhateverItsObjectIsCalled(String text) {
        assertThat(reading(text).plan()).hasToString("""
                lr = cosine(4e-4, 0.01, 25).then(cosine(0.01, 1e-7, 75))
                momentum = cosine(0.95, 0.85, 25).then(cosine(0.85, 0.95, 75))""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            learn.fit_flat_cos(4, 0.01)                       | hold(0.01, 60).then(cosine(0.01, 1e-7, 20))
            learn.fit_sgdr(3, 1, 0.01)                        | cosine(0.01, 0, 20).repeat(3, stretching(2))
            learn.fit_flat_cos(4)                             | hold(0.001, 60).then(cosine(0.001, 1e-8, 20))
            learn.lr_find(1e-6, 1, num_it=50)                 | geometric(1e-6, 1, 50)
            fastai.LRFinder(num_it=3)                         | geometric(1e-7, 10, 6)
            learn.fit_sgdr(2, 1, 0.01, cycle_mult=3, start_epoch=1) | cosine(0.01, 0, 20).repeat(2, stretching(3)).skip(20)
            """)
    void regularSchedulesAreClosedForms(String text, String notation) {
        assertThat(reading(text).plan()).isEqualTo(Plan.of(Schedule.parse(notation)));
    }

    @Test
    void aSliceSpreadsRatesOverTheGroups() {
        Horizon three = BATCHES.with("groups", 3);
        Plan even = Dialects.understand("learn.fit_flat_cos(1, slice(1e-4, 1e-2))", three)
                .plan();
        Plan last =
                Dialects.understand("learn.fit_flat_cos(1, slice(1e-2))", three).plan();
        assertThat(even.assignments())
                .extracting(line -> line.schedule().at(0))
                .containsExactly(1e-4, 1e-4 * Math.pow(Math.sqrt(1e-2 / 1e-4), 1), 1e-4 * Math.pow(10, 2));
        assertThat(last.assignments()).extracting(line -> line.schedule().at(0)).containsExactly(0.001, 0.001, 0.01);
        assertThat(reading("learn.fit_flat_cos(1, slice(1e-4, 1e-2))").plan())
                .isEqualTo(reading("learn.fit_flat_cos(1, 1e-2)").plan());
    }

    @Test
    void whatACallbackCouldNotChangeIsTold() {
        Reading reading = reading("learn.fit_one_cycle(5, 1e-2, cbs=[SaveModelCallback(), ReduceLROnPlateau()])");
        assertThat(reading.plan())
                .isEqualTo(reading("learn.fit_one_cycle(5, 1e-2)").plan());
        assertThat(reading.notes())
                .containsExactly("fit_one_cycle sets the rate before every batch, so that ReduceLROnPlateau among its "
                        + "cbs changes nothing");
    }

    @Test
    void theMomentumIsThatOfTheOptimizer() {
        Plan plan = Dialects.understand(
                        "learn.fit_one_cycle(5, moms=(0.8, 0.7, 0.8), wd=0.1)", BATCHES.with("optimizer", "adam"))
                .plan();
        assertThat(plan.toString()).contains("beta1 = cosine(0.8, 0.7, 25)").contains("weight_decay = constant(0.1)");
    }

    @Test
    void aDictionarySchedulesEachHyperparameter() {
        String program = """
                sched = {'lr': combine_scheds([0.25, 0.75], [SchedLin(0.0, 0.1), SchedCos(0.1, 0.0)]),
                         'mom': SchedNo(0.9, 0.9), 'wd': lambda p: 0.1 * p}
                learn.fit(5, 1e-2, cbs=[ParamScheduler(sched)])
                """;
        assertThat(reading(program).plan()).isEqualTo(Plan.parse("""
                lr = linear(0, 0.1, 25).then(cosine(0.1, 0, 75))
                momentum = hold(0.9, 100)
                weight_decay = formula(p -> 0.1 * p, 1).stretched(100)"""));
    }

    @Test
    void ofSeveralFitsTheLastIsTakenAndTheOthersAreTold() {
        Reading reading = reading("""
                from fastai.vision.all import *
                learn = vision_learner(dls, resnet34, metrics=error_rate)
                learn.lr_find()
                learn.fit_one_cycle(3, 3e-3)
                learn.unfreeze()
                learn.fit_flat_cos(4, lr=1e-4)
                """);
        assertThat(reading.taken()).isEqualTo("fastai.fit_flat_cos");
        assertThat(reading.notes()).singleElement().asString().contains("lines 3 and 4 are put aside");
    }

    @Test
    void aFitSaysHowLongItsCallbacksWorkAndAtWhichRate() {
        Reading reading = Dialects.understand(
                "learn.fit(10, 1e-3, cbs=ReduceLROnPlateau(monitor='valid_loss'))", BATCHES.with("lr", 0.1));
        assertThat(reading.plan().assignments().get(0).schedule()).isEqualTo(Schedule.constant(0.001));
        assertThat(reading.notes())
                .anySatisfy(note -> assertThat(note)
                        .isEqualTo("the rate is 0.001 in the text, which is taken; the run's 0.1 is put aside"));
        Horizon known = BATCHES.with("lr", 0.1);
        String before = "learn.fit(1, 0.5)\nlearn.fit_flat_cos(4)";
        assertThat(Dialects.understand(before, known).plan())
                .isEqualTo(Dialects.understand("learn.fit_flat_cos(4)", known).plan());
    }

    @Test
    void fineTuningThatBeginsLaterMayLeaveTheFrozenPartOut() {
        Plan whole = reading("learn.fine_tune(4, 0.01)").plan();
        Plan later = reading("learn.fine_tune(4, 0.01, start_epoch=1)").plan();
        Schedule rate = later.assignments().get(0).schedule();
        assertThat(rate.at(0)).isEqualTo(whole.assignments().get(0).schedule().at(40));
        assertThat(rate.length()).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            learn.fit_one_cycle(5, 1e-2, cbs=ParamScheduler({'lr': SchedNo(1, 1)})) | cbs must be no ParamScheduler, which would overrule fit_one_cycle
            learn.fit_one_cycle(0)                                            | n_epoch must be an integer >= 1, got 0
            learn.fit_one_cycle(5, slice(-1, 1), moms=(0.9, 0.8))             | moms must be 3 numbers
            learn.fit_one_cycle(5, start_epoch=5)                             | start_epoch must be before the last epoch
            learn.fit_one_cycle(5, slice())                                   | lr_max must be slice(last) or slice(first, last)
            learn.fit_sgdr(3, 1, cycle_mult=1)                                | cycle_mult must be an integer and not be 1
            ParamScheduler({'lr': [SchedCos(0.1, 0)]})                        | must be a schedule, as SchedCos(0.1, 0.0)
            ParamScheduler({'lr': StepLR(optimizer, 3)})                      | must be a schedule of fastai
            fastai.combine_scheds([0.5, 0.5], [SchedNo(0.1, 0.1)])            | scheds must be as many as pcts, 2
            fastai.SchedExp(0.1, -0.1)                                        | end must have the sign of the start
            learn.fit_one_cycel(5)                                            | unknown scheduler 'learn.fit_one_cycel'
            """)
    void whatCannotBeReadIsRefusedInWords(String text, String problem) {
        assertThatThrownBy(() -> Dialects.understand(text, BATCHES.with("epochs", 5)))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void howManyBatchesAnEpochHasMustBeKnown() {
        assertThatThrownBy(() -> Dialects.understand("learn.fit_one_cycle(5)", Horizon.UNKNOWN))
                .hasMessageContaining("give --steps-per-epoch");
        assertThat(Dialects.understand("learn.fit_one_cycle(5)", Horizon.parse("steps=100"))
                        .plan())
                .isEqualTo(reading("learn.fit_one_cycle(5)").plan());
    }

    @Test
    void pastItsEndAScheduleGoesOn() {
        Horizon hundred = Horizon.parse("steps=100");
        Schedule line = Dialects.understand("fastai.SchedLin(1.0, 0.5)", hundred)
                .plan()
                .assignments()
                .get(0)
                .schedule();
        assertThat(line.at(100)).isEqualTo(0.5);
        assertThat(line.at(200)).isEqualTo(0.0);
        assertThat(Dialects.understand("fastai.SchedCos(1.0, 0.5)", hundred).plan())
                .hasToString("lr = cosine(1, 0.5, 100).then(cosine(0.5, 1, 100)).repeat()");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vision_learner(dls, resnet34, metrics=error_rate).fit_flat_cos(4)",
                "vision_learner(dls, resnet34).to_fp16().fit_flat_cos(n_epoch=4)",
                "def get_learner():\n    return vision_learner(dls, resnet34)\nget_learner().fit_flat_cos(4)"
            })
    void aMethodOfWhatACallMakesIsRead(String text) {
        assertThat(reading(text).plan())
                .isEqualTo(Plan.of(Schedule.parse("hold(0.001, 60).then(cosine(0.001, 1e-8, 20))")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "learn = vision_learner(dls, resnet34, lr=4e-3)\nlearn.fit_flat_cos(4)",
                "learn = Learner(dls, model, lr=1)\nlearn.lr = 4e-3\nlearn.fit_flat_cos(4)",
                "Learner(dls, model, lr=4e-3).to_fp16().fit_flat_cos(4)"
            })
    void theLearnersRateIsTakenWhereTheMethodIsToldNone(String text) {
        assertThat(reading(text).plan())
                .isEqualTo(Plan.of(Schedule.parse("hold(0.004, 60).then(cosine(0.004, 4e-8, 20))")));
    }

    @Test
    void theLearnersMomentaAreTakenWhereTheMethodIsToldNone() {
        assertThat(reading("Learner(dls, model, moms=(0.9, 0.8, 0.9)).fit_one_cycle(4, 0.01)")
                        .plan())
                .isEqualTo(reading("learn.fit_one_cycle(4, 0.01, moms=(0.9, 0.8, 0.9))")
                        .plan());
    }

    @Test
    void aSliceTellsThatOnlyOneGroupIsKnown() {
        assertThat(reading("learn.fit_flat_cos(1, slice(1e-4, 1e-2))").notes())
                .anyMatch(note -> note.contains("--groups"));
        assertThat(reading("learn.fit_flat_cos(1, 1e-2)").notes()).isEmpty();
    }
}
