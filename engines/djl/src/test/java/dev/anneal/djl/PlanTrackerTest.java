package dev.anneal.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.optimizer.Optimizer;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.training.Event;
import dev.anneal.training.EventLog;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTrackerTest {

    private static final Plan PLAN = Plan.parse("lr = linear(1, 0, 16)");
    private static final Plan HALVING = Plan.parse("""
            lr = constant(0.5)
            lr *= plateau(on="val_loss", factor=0.5, patience=0)""");

    private final Sums block = new Sums(List.of("body", "head"));
    private Model model;
    private Trainer trainer;

    @BeforeEach
    void build() {
        Natives.load();
        model = Model.newInstance("sums", Device.cpu(), "PyTorch");
        model.setBlock(block);
    }

    @AfterEach
    void close() {
        if (trainer != null) {
            trainer.close();
        }
        model.close();
    }

    private PlanTracker tracker(Plan plan, EventLog... logs) {
        return PlanTracker.start(plan, ParameterGroups.of(model), logs);
    }

    private void train(PlanTracker tracker, TrainingListener... listeners) {
        train(Optimizer.sgd().setLearningRateTracker(tracker).build(), listeners);
    }

    private void train(Optimizer optimizer, TrainingListener... listeners) {
        trainer = model.newTrainer(new DefaultTrainingConfig(new Sums.Line())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(optimizer)
                .addTrainingListeners(listeners));
        trainer.initialize(new Shape(1, 1));
    }

    /** A loop written by hand, which calls no listeners. */
    private void update() {
        try (GradientCollector collector = trainer.newGradientCollector()) {
            NDArray input = trainer.getManager().ones(new Shape(1, 1));
            collector.backward(trainer.forward(new ai.djl.ndarray.NDList(input))
                    .singletonOrThrow()
                    .sum());
        }
        trainer.step();
    }

    private float weight(String group) {
        return block.parameters(group).get(1).getArray().getFloat();
    }

    /** Rows for which the loss is a line of the sum. */
    private ArrayDataset rows(int count, float factor, float addend) {
        float[] labels = new float[2 * count];
        for (int i = 0; i < count; i++) {
            labels[2 * i] = factor;
            labels[2 * i + 1] = addend;
        }
        return new ArrayDataset.Builder()
                .setData(trainer.getManager().ones(new Shape(count, 1)))
                .optLabels(trainer.getManager().create(labels, new Shape(count, 2)))
                .setSampling(1, false)
                .build();
    }

    @Test
    void aLoopByHandNeedsToCallNothing() {
        PlanTracker tracker = tracker(PLAN);
        train(tracker);
        float expected = 0;
        for (int step = 0; step < 20; step++) {
            update();
            expected -= (float) PLAN.schedule(Hyperparameter.LEARNING_RATE, "0")
                    .orElseThrow()
                    .at(step);
            assertThat(weight("body")).isEqualTo(expected);
            assertThat(weight("head")).isEqualTo(expected);
        }
        assertThat(tracker.scheduler().step()).isEqualTo(20);
    }

    @Test
    void aLoopByHandMayFreezeAndSwap() {
        train(tracker(PLAN));
        freeze("head");
        update();
        update();
        freeze("body");
        update();
        freeze("none");
        update();
        freeze("head");
        update();
        // 1, 15/16, 13/16 and 12/16; 14/16 and 13/16
        assertThat(weight("body")).isEqualTo(-(16 + 15 + 13 + 12) / 16f);
        assertThat(weight("head")).isEqualTo(-(14 + 13) / 16f);
    }

    private void freeze(String group) {
        block.getParameters()
                .forEach(named -> named.getValue().freeze(named.getKey().startsWith(group)));
    }

    @Test
    void easyTrainFitsUnderAPlan() throws Exception {
        List<Event> events = new ArrayList<>();
        PlanTracker tracker = tracker(HALVING, events::add);
        train(tracker, new EvaluatorTrainingListener(), tracker);
        EasyTrain.fit(trainer, 4, rows(3, 1, 0), rows(2, 0, 7));
        // the losses are 7, 7, 7, 7: all but the first halve the rate
        assertThat(weight("body")).isEqualTo(-3 * (0.5f + 0.5f + 0.25f + 0.125f));
        assertThat(tracker.scheduler().value(Hyperparameter.LEARNING_RATE, "0")).isEqualTo(0.0625);
        assertThat(events).filteredOn(event -> event instanceof Event.Applied).hasSize(12);
        assertThat(events).filteredOn(event -> event instanceof Event.Observed).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate_loss", "val_loss", "validate_Line", "val_line", "train_loss", "train_Line"})
    void metricsHaveTheNamesOfDjlAndOfOthers(String metric) throws Exception {
        List<Double> observed = new ArrayList<>();
        Plan plan = Plan.parse("lr = constant(0)\nlr *= plateau(on=\"" + metric + "\", mode=\"min\")");
        PlanTracker tracker = tracker(plan, event -> {
            if (event instanceof Event.Observed seen) {
                assertThat(seen.metric()).isEqualTo(metric);
                observed.add(seen.value());
            }
        });
        train(tracker, new EvaluatorTrainingListener(), tracker);
        EasyTrain.fit(trainer, 2, rows(1, 1, 2), rows(1, 0, 3));
        double value = metric.startsWith("train") ? 2 : 3;
        assertThat(observed).containsExactly(value, value);
    }

    @Test
    void theListenerThatEvaluatesComesFirst() {
        PlanTracker tracker = tracker(HALVING);
        assertThatIllegalStateException()
                .isThrownBy(() -> train(tracker, tracker, new EvaluatorTrainingListener()))
                .withMessageContaining("EvaluatorTrainingListener must be registered before the plan's tracker")
                .withMessageEndingWith("got [PlanTracker, EvaluatorTrainingListener]");
    }

    @Test
    void withoutRulesTheOrderDoesNotMatter() throws Exception {
        PlanTracker tracker = tracker(PLAN);
        train(tracker, tracker, new EvaluatorTrainingListener());
        EasyTrain.fit(trainer, 1, rows(2, 1, 0), null);
        assertThat(weight("head")).isEqualTo(-31 / 16f);
    }

    @Test
    void aRuleWithoutEvaluationIsTold() {
        PlanTracker tracker = tracker(HALVING);
        train(tracker, tracker);
        assertThatIllegalStateException()
                .isThrownBy(() -> EasyTrain.fit(trainer, 1, rows(1, 1, 0), rows(1, 0, 7)))
                .withMessage("a rule follows 'val_loss', which an EvaluatorTrainingListener before the tracker must"
                        + " evaluate; got [PlanTracker]");
    }

    @Test
    void aRuleNeedsTheTrackerAsAListener() {
        PlanTracker tracker = tracker(HALVING);
        train(tracker, new EvaluatorTrainingListener());
        assertThatIllegalStateException()
                .isThrownBy(this::update)
                .withMessage("the plan's tracker must be registered as a listener of the trainer, after an"
                        + " EvaluatorTrainingListener, for the plan's rules to see val_loss");
        assertThat(weight("body")).isZero();
    }

    @Test
    void aRuleWithoutValidationIsTold() {
        PlanTracker tracker = tracker(HALVING);
        train(tracker, new EvaluatorTrainingListener(), tracker);
        assertThatIllegalStateException()
                .isThrownBy(() -> EasyTrain.fit(trainer, 1, rows(1, 1, 0), null))
                .withMessageContaining("nothing was validated in this epoch");
    }

    @Test
    void aValidationOfTheEpochBeforeIsNotTakenForThisOne() throws Exception {
        PlanTracker tracker = tracker(HALVING);
        train(tracker, new EvaluatorTrainingListener(), tracker);
        EasyTrain.fit(trainer, 1, rows(1, 1, 0), rows(1, 0, 7));
        assertThatIllegalStateException()
                .isThrownBy(() -> EasyTrain.fit(trainer, 1, rows(1, 1, 0), null))
                .withMessageContaining("nothing was validated in this epoch");
    }

    @Test
    void aMetricOfDjlMayBeToldByHand() throws Exception {
        PlanTracker tracker = tracker(HALVING);
        train(tracker, tracker);
        for (double loss : new double[] {4, 4}) {
            update();
            assertThat(tracker.scheduler().observe("val_loss", loss)).isEqualTo(1);
            trainer.notifyListeners(listener -> listener.onEpoch(trainer));
        }
        update();
        assertThat(weight("body")).isEqualTo(-1.25f);
    }

    @Test
    void aMetricThatNobodyTellsIsMissedInTheSecondEpoch() throws Exception {
        Plan plan = Plan.parse("lr = constant(0.5)\nlr *= plateau(on=\"bleu\", mode=\"max\")");
        PlanTracker tracker = tracker(plan);
        train(tracker, new EvaluatorTrainingListener(), tracker);
        EasyTrain.fit(trainer, 1, rows(1, 1, 0), null);
        assertThatIllegalStateException()
                .isThrownBy(() -> EasyTrain.fit(trainer, 1, rows(1, 1, 0), null))
                .withMessage("a rule follows 'bleu', which nobody has told in 2 epochs; call"
                        + " scheduler().observe(\"bleu\", value), or follow what the trainer evaluates: [train_loss,"
                        + " validate_loss, train_Line, validate_Line]");
    }

    @Test
    void aPlanForMomentumIsRefusedWithTheClassThatTakesIt() {
        Plan plan = Plan.parse("lr = constant(0.5)\nmomentum = constant(0.9)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracker(plan))
                .withMessage("plan must set the learning rate alone, which is all that DJL's optimizers ask for, got"
                        + " momentum; ScheduledSgd takes momentum and weight_decay too");
    }

    @Test
    void everyGroupNeedsARate() {
        ParameterGroups groups = ParameterGroups.of(model).with("head", name -> name.startsWith("head"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlanTracker.start(Plan.parse("lr[head] = constant(1)"), groups))
                .withMessage("plan must set the learning rate of every group, got none for rest");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlanTracker.start(Plan.parse("lr = 1\nlr[haed] = constant(1)"), groups))
                .withMessageContaining("haed");
    }

    @Test
    void valuesMustFitIntoSinglePrecision() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracker(Plan.parse("lr = constant(1e39)")))
                .withMessage("lr[0] must be finite in single precision, got 1.0E39");
    }

    @Test
    void aParameterThatTheModelDidNotHaveIsRefused() {
        PlanTracker tracker = tracker(PLAN);
        Sums other = new Sums(List.of("other"));
        Parameter stranger = other.parameters("other").get(0);
        assertThatIllegalStateException()
                .isThrownBy(() -> tracker.getNewValue(stranger.getId(), 1))
                .withMessageContaining("must be one that the model had when its groups were made");
    }

    @Test
    void severalDevicesOfWhichNobodyToldAreNoticedInTheFirstUpdate() {
        PlanTracker tracker = tracker(PLAN);
        List<String> ids =
                block.getParameters().values().stream().map(Parameter::getId).toList();
        tracker.getNewValue(ids.get(0), 1);
        tracker.getNewValue(ids.get(0), 2);
        tracker.getNewValue(ids.get(1), 2);
        assertThatIllegalStateException()
                .isThrownBy(() -> tracker.getNewValue(ids.get(1), 2))
                .withMessage("the plan's tracker must be registered as a listener of the trainer, to learn how many"
                        + " devices there are; got several, which ask for body_1");
    }

    @Test
    void oneParameterThatIsLeftMayBeAskedForAgainAndAgain() {
        train(tracker(PLAN));
        update();
        block.getParameters().values().forEach(parameter -> parameter.freeze(true));
        block.parameters("head").get(1).freeze(false);
        update();
        update();
        assertThat(weight("head")).isEqualTo(-(16 + 15 + 14) / 16f);
    }

    @Test
    void whatAnEngineSwallowsIsThrownByTheNextCallback() {
        PlanTracker tracker = tracker(PLAN);
        train(tracker, new EvaluatorTrainingListener(), tracker);
        assertThatThrownBy(() -> tracker.getNewValue("swallowed", 1)).isInstanceOf(IllegalStateException.class);
        assertThatIllegalStateException()
                .isThrownBy(() -> EasyTrain.fit(trainer, 1, rows(1, 1, 0), null))
                .withMessageContaining("got swallowed");
        assertThat(weight("body")).isZero();
        assertThat(tracker.scheduler().step()).isZero();
    }

    @Test
    void afterAValueThatIsMissingNothingGoesOn() {
        Schedule broken = Schedule.of(t -> t == 2 ? Double.NaN : 0.5, 10);
        PlanTracker tracker = tracker(Plan.of(broken));
        train(tracker);
        update();
        update();
        for (int i = 0; i < 3; i++) {
            assertThatIllegalStateException().isThrownBy(this::update);
        }
        assertThat(weight("body")).isEqualTo(-1);
        assertThat(tracker.scheduler().checkpoint().step()).isEqualTo(1);
    }

    @Test
    void aLogThatThrowsLosesNoUpdate() {
        List<Long> told = new ArrayList<>();
        PlanTracker tracker = tracker(PLAN, event -> {
            told.add(event.step());
            throw new UncheckedIOException(new java.io.IOException("no space left"));
        });
        train(tracker);
        update();
        assertThatThrownBy(tracker::scheduler).isInstanceOf(UncheckedIOException.class);
        assertThat(tracker.scheduler().step()).isEqualTo(1);
        assertThat(told).containsOnly(0L);
    }

    @Test
    void anotherThreadReadsWithoutEndingAnUpdate() {
        PlanTracker tracker = tracker(PLAN);
        train(tracker);
        update();
        assertThat(CompletableFuture.supplyAsync(() -> tracker.scheduler().step())
                        .join())
                .isZero();
        assertThat(tracker.scheduler().step()).isEqualTo(1);
    }

    @Test
    void aSecondTrainerGoesOn() {
        PlanTracker tracker = tracker(PLAN);
        train(tracker, tracker);
        update();
        update();
        trainer.close();
        train(tracker, tracker);
        update();
        assertThat(weight("body")).isEqualTo(-(16 + 15 + 14) / 16f);
    }

    @Test
    void adamFollowsThePlanToo() {
        for (Optimizer optimizer : List.of(
                Optimizer.adam().optLearningRateTracker(tracker(PLAN)).build(),
                Optimizer.adamW()
                        .optLearningRateTracker(tracker(PLAN))
                        .optWeightDecays(0)
                        .build())) {
            float start = block.isInitialized() ? weight("head") : 0;
            train(optimizer);
            update();
            update();
            // with gradients of 1 Adam takes its rate; DJL corrects the first moments only in part
            assertThat(start - weight("head")).isBetween(1.9f, 2f);
            assertThat(Set.of(weight("body"))).contains(weight("head"));
        }
    }
}
