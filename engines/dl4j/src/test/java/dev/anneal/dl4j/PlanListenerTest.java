package dev.anneal.dl4j;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Plan;
import dev.anneal.training.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.lang3.SerializationUtils;
import org.assertj.core.data.Offset;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.listeners.CollectScoresIterationListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

class PlanListenerTest {

    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final Plan PLAN = Plan.parse("lr = linear(1, 0, 16)");
    private static final Plan GROUPED = Plan.parse("lr = constant(0.5)\nlr[head] = linear(1, 0, 4)");
    private static final Plan HALVING = Plan.parse("""
            lr = constant(0.5)
            lr *= plateau(on="val_loss", factor=0.5, patience=0)""");

    private static DataSetIterator rows(int count, double added) {
        List<DataSet> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Net.row(added));
        }
        return new ListDataSetIterator<>(rows, 1);
    }

    @Test
    void whatAnUpdaterHasGatheredIsKept() {
        ComputationGraph graph = Net.two(new HeavyBall(0.5, 0.5), new HeavyBall(0.5, 0.5));
        Net.fit(graph);
        Net.fit(graph);
        assertThat(Net.weights(graph)).containsExactly(-1.25, -1.25); // velocities 1, 1.5
        PlanListener.start(GROUPED, Net.groups(graph));
        Net.fit(graph);
        Net.fit(graph); // velocities 1.75, 1.875
        assertThat(Net.weights(graph)).containsExactly(-1.25 - 0.5 * 3.625, -1.25 - 1.75 - 0.75 * 1.875);
    }

    @Test
    void adamKeepsItsMomentsWhenLayersPart() {
        ComputationGraph whole = Net.two(new Adam(0.5), new Adam(0.5));
        ComputationGraph parted = Net.two(new Adam(0.5), new Adam(0.5));
        for (int i = 0; i < 3; i++) {
            Net.fit(whole);
            Net.fit(parted);
        }
        PlanListener.start(Plan.parse("lr = constant(0.5)\nlr[head] = constant(0.25)"), Net.groups(parted));
        double before = Net.weights(parted).get(1);
        Net.fit(whole);
        Net.fit(parted);
        assertThat(Net.weights(parted).get(0)).isEqualTo(Net.weights(whole).get(0));
        assertThat(before - Net.weights(parted).get(1))
                .isCloseTo((before - Net.weights(whole).get(1)) / 2, ROUNDING);
    }

    @Test
    void nesterovsFollowsRateAndMomentum() {
        Plan plan = Plan.parse("lr = linear(1, 0.5, 4)\nmomentum = linear(0.25, 0.75, 2)");
        MultiLayerNetwork network = Net.one(new Nesterovs(7, 0.9));
        PlanListener.start(plan, LayerGroups.of(network));
        double[] pure = Net.steps(
                Net.one(new Nesterovs(
                        PlanSchedule.of(plan, LEARNING_RATE, ""),
                        PlanSchedule.of(plan, dev.anneal.Hyperparameter.MOMENTUM, ""))),
                6);
        assertThat(Net.steps(network, 6)).containsExactly(pure);
    }

    @Test
    void betasAreNumbersOfTheConfiguration() {
        MultiLayerNetwork network = Net.one(new Adam(7));
        PlanListener.start(
                Plan.parse("lr = constant(0.5)\nbeta1 = linear(0.5, 0.9, 4)\nbeta2 = constant(0.75)"),
                LayerGroups.of(network));
        Net.steps(network, 1);
        Net.steps(network, 1);
        Adam adam = (Adam) ((BaseLayer) network.getLayer(0).getConfig()).getIUpdater();
        assertThat(adam.getBeta1()).isCloseTo(0.7, ROUNDING);
        assertThat(adam.getBeta2()).isEqualTo(0.75);
    }

    @Test
    void weightDecayIsAppliedOnce() {
        // DL4J registers it twice on an output layer
        MultiLayerNetwork network = Net.one(Net.defaults(new Sgd(7))
                .weightInit(org.deeplearning4j.nn.weights.WeightInit.ONES)
                .weightDecay(0.25)
                .list()
                .layer(Net.sum().build())
                .build());
        assertThat(((BaseLayer) network.getLayer(0).getConfig()).getRegularization())
                .hasSize(2);
        PlanListener.start(Plan.parse("lr = constant(0.5)\nweight_decay = constant(0.5)"), LayerGroups.of(network));
        assertThat(Net.steps(network, 2)).containsExactly(0.75, 0.5 * (1 + 0.5 * 0.25));
    }

    @Test
    void epochsAreEvaluatedByDl4j() {
        List<Event> events = new ArrayList<>();
        MultiLayerNetwork network = Net.one(new Sgd(7));
        PlanListener training = PlanListener.start(HALVING, LayerGroups.of(network), events::add)
                .evaluating("val_loss", new DataSetLossCalculator(flat(), true));
        network.fit(rows(3, 0), 4);
        // the losses are 7, 7, 7, 7: all but the first halve the rate
        assertThat(network.params().getDouble(0)).isEqualTo(-3 * (0.5 + 0.5 + 0.25 + 0.125));
        assertThat(training.scheduler().value(LEARNING_RATE, "0")).isEqualTo(0.0625);
        assertThat(network.getLearningRate(0)).isEqualTo(0.0625);
        assertThat(events).filteredOn(event -> event instanceof Event.Applied).hasSize(12);
    }

    /** A row whose loss is 7 whatever the weights are. */
    private static DataSetIterator flat() {
        DataSet row = Net.row(7);
        row.getLabels().putScalar(0, 0, 0);
        return new ListDataSetIterator<>(List.of(row), 1);
    }

    @Test
    void theLossOfTheTrainingIsKnownWithoutAsking() {
        List<Double> observed = new ArrayList<>();
        MultiLayerNetwork network = Net.one(new Sgd(7));
        PlanListener.start(
                Plan.parse("lr = constant(0)\nlr *= plateau(on=\"train_loss\")"), LayerGroups.of(network), event -> {
                    if (event instanceof Event.Observed seen) {
                        observed.add(seen.value());
                    }
                });
        network.fit(new ListDataSetIterator<>(List.of(Net.row(1), Net.row(4)), 1), 2);
        assertThat(observed).containsExactly(2.5, 2.5);
    }

    @Test
    void aMetricThatNobodyTellsIsMissedInTheSecondEpoch() {
        MultiLayerNetwork network = Net.one(new Sgd(7));
        PlanListener training = PlanListener.start(HALVING, LayerGroups.of(network));
        network.fit(rows(1, 0));
        assertThatIllegalStateException()
                .isThrownBy(() -> network.fit(rows(1, 0)))
                .withMessage("a rule follows 'val_loss', which nobody has told in 2 epochs; give the listener what"
                        + " calculates it, with evaluating(\"val_loss\", …), or call"
                        + " scheduler().observe(\"val_loss\", value)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training.evaluating("bleu", new DataSetLossCalculator(flat(), true)))
                .withMessage("metric must be one that a rule of the plan follows, one of [val_loss], got bleu");
        training.scheduler().observe("val_loss", 4);
        network.fit(rows(1, 0));
    }

    @Test
    void aListenerThatWasTakenAwayIsMissed() {
        MultiLayerNetwork network = Net.one(new Sgd(7));
        PlanListener.start(PLAN, LayerGroups.of(network));
        Net.steps(network, 2);
        network.setListeners(new CollectScoresIterationListener());
        Net.steps(network, 1); // its value was there already
        assertThatIllegalStateException()
                .isThrownBy(() -> Net.steps(network, 1))
                .withMessageContaining(
                        "the plan's clock counts the updates of one network: iteration 3 asks for values of 2");
        assertThat(network.params().getDouble(0)).isEqualTo(-(16 + 15 + 14) / 16.0);
    }

    @Test
    void aRateThatWasSetInAnotherWayIsNoticed() {
        ComputationGraph graph = Net.two(new Sgd(7), new Sgd(7));
        PlanListener training = PlanListener.start(GROUPED, Net.groups(graph));
        Net.fit(graph);
        training.scheduler().set(LEARNING_RATE, "head", 0.25);
        Net.fit(graph);
        assertThat(Net.weights(graph)).containsExactly(-1.0, -1.25);
        graph.setLearningRate("head", 0.125);
        assertThatIllegalStateException()
                .isThrownBy(() -> Net.fit(graph))
                .withMessageStartingWith(
                        "the learning rate of head must follow the plan, but the last update did not ask");
    }

    @Test
    void earlyStoppingStopsUnderAPlan() {
        MultiLayerNetwork network = Net.one(new Sgd(7));
        PlanListener training = PlanListener.start(HALVING, LayerGroups.of(network))
                .evaluating("val_loss", new DataSetLossCalculator(flat(), true));
        var stopping = new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
                .epochTerminationConditions(new MaxEpochsTerminationCondition(4))
                .scoreCalculator(new DataSetLossCalculator(flat(), true))
                .modelSaver(new InMemoryModelSaver<>())
                .build();
        var result = new EarlyStoppingTrainer(stopping, network, rows(3, 0)).fit();
        assertThat(training.scheduler().step()).isEqualTo(12);
        assertThat(network.params().getDouble(0)).isEqualTo(-3 * (0.5 + 0.5 + 0.25 + 0.125));
        assertThat(result.getBestModel().params().getDouble(0)).isEqualTo(-1.5);
    }

    @Test
    void otherListenersMayLookAtTheRate() {
        List<Double> seen = new ArrayList<>();
        MultiLayerNetwork network = Net.one(new Sgd(7));
        var looking = new org.deeplearning4j.optimize.api.BaseTrainingListener() {
            @Override
            public void iterationDone(org.deeplearning4j.nn.api.Model model, int iteration, int epoch) {
                seen.add(((MultiLayerNetwork) model).getLearningRate(0));
            }
        };
        network.setListeners(looking);
        PlanListener.start(PLAN, LayerGroups.of(network));
        network.addListeners(looking);
        Net.steps(network, 3);
        // the one before the plan's sees what was used, the one after it what will be
        assertThat(seen).containsExactly(1.0, 15 / 16.0, 15 / 16.0, 14 / 16.0, 14 / 16.0, 13 / 16.0);
    }

    @Test
    void aSecondPlanTakesThePlaceOfTheFirst() {
        MultiLayerNetwork network = Net.one(new Sgd(7));
        PlanListener first = PlanListener.start(PLAN, LayerGroups.of(network));
        Net.steps(network, 2);
        PlanListener second = PlanListener.start(HALVING, LayerGroups.of(network));
        assertThat(Net.steps(network, 1)).containsExactly(0.5);
        assertThat(first.scheduler().step()).isEqualTo(2);
        assertThat(second.scheduler().step()).isEqualTo(1);
    }

    @Test
    void aCloneIsNotTrainedInItsPlace() {
        MultiLayerNetwork network = Net.one(new Sgd(7));
        PlanListener training = PlanListener.start(PLAN, LayerGroups.of(network));
        Net.steps(network, 4);
        MultiLayerNetwork clone = network.clone();
        assertThat(clone.getLayerWiseConfigurations()).isEqualTo(network.getLayerWiseConfigurations());
        assertThat(clone.output(Net.row().getFeatures()))
                .isEqualTo(network.output(Net.row().getFeatures()));
        Net.steps(clone, 1);
        assertThatIllegalStateException()
                .isThrownBy(() -> clone.fit(Net.row()))
                .withMessageContaining("iteration 5 asks for values of 4")
                .withMessageEndingWith("a clone needs a PlanListener of its own");
        assertThat(Net.steps(network, 1)).containsExactly(12 / 16.0);
        PlanListener.start(Plan.parse("lr = constant(0.5)"), LayerGroups.of(clone));
        assertThat(Net.steps(clone, 1)).containsExactly(0.5);
        assertThat(Net.steps(network, 1)).containsExactly(11 / 16.0);
        assertThat(training.scheduler().step()).isEqualTo(6);
    }

    @Test
    void aListenerListensToOneNetwork() {
        ComputationGraph graph = Net.two(new Sgd(7), new Sgd(7));
        PlanListener.start(GROUPED, Net.groups(graph));
        ComputationGraph other = Net.two(new Sgd(7), new Sgd(7));
        other.setListeners(graph.getListeners());
        assertThatIllegalStateException()
                .isThrownBy(() -> Net.fit(other))
                .withMessageContaining("must listen to the one network that it was started with");
        Net.fit(graph);
        assertThat(Net.weights(graph)).containsExactly(-0.5, -1.0);
    }

    @Test
    void aSavedNetworkCanBeUsedAndSaysWhatItNeedsToBeTrained() throws IOException {
        MultiLayerNetwork network = Net.one(new HeavyBall(7, 0.5));
        PlanListener.start(PLAN, LayerGroups.of(network));
        Net.steps(network, 3);
        MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
        assertThat(MultiLayerConfiguration.fromJson(configuration.toJson())).isEqualTo(configuration);
        assertThat(SerializationUtils.<MultiLayerConfiguration>clone(configuration))
                .isEqualTo(configuration);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, saved, true);
        MultiLayerNetwork read =
                ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(saved.toByteArray()), true);
        assertThat(read.output(Net.row().getFeatures()))
                .isEqualTo(network.output(Net.row().getFeatures()));
        assertThatIllegalStateException()
                .isThrownBy(() -> read.fit(Net.row()))
                .withMessage(
                        "lr[0] was saved in a training under a plan; start or resume a PlanListener with this network"
                                + " to train it on. The plan was\nlr = linear(1, 0, 16)");
        assertThat(read.params()).isEqualTo(network.params());
        PlanListener.start(Plan.parse("lr = constant(1)"), LayerGroups.of(read));
        assertThat(Net.steps(read, 1)).containsExactly(1.875); // with the velocity that was saved
    }

    @Test
    void valuesMustFitIntoThePrecisionOfTheNetwork() {
        Plan huge = Plan.parse("lr = constant(1e39)");
        PlanListener.start(huge, LayerGroups.of(Net.one(new Sgd(7))));
        MultiLayerNetwork single = Net.one(Net.defaults(new Sgd(7))
                .dataType(DataType.FLOAT)
                .list()
                .layer(Net.sum().build())
                .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlanListener.start(huge, LayerGroups.of(single)))
                .withMessageContaining("must be finite in single precision, got 1.0E39");
    }

    @Test
    void aPlanThatTheLayersCannotFollowIsRefusedAndChangesNothing() {
        ComputationGraph graph = Net.two(new HeavyBall(7, 0.5), new Sgd(7));
        Net.fit(graph);
        String before = graph.getConfiguration().toJson();
        LayerGroups groups = Net.groups(graph);
        for (String[] refused : new String[][] {
            {"lr = constant(0.5)\nmomentum = constant(0.5)", "layer head must have an updater HeavyBall or Nesterovs"},
            {"lr = constant(0.5)\nweight_decay = constant(0.5)", "layer body must have l2 or weightDecay"},
            {"lr = constant(0.5)\nbeta1 = constant(0.5)", "layer body must have an updater of Adam's family"},
            {"lr[head] = constant(0.5)", "plan must set the learning rate of every group, got none for body"},
            {"lr = constant(-1)", "must be finite and >= 0"},
            {"lr = constant(0.5)\nlr[haed] = constant(1)", "haed"},
            {"lr = constant(0.5)\nviscosity = constant(1)", "viscosity"},
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PlanListener.start(Plan.parse(refused[0]), groups))
                    .withMessageContaining(refused[1]);
            assertThat(graph.getConfiguration().toJson()).isEqualTo(before);
            assertThat(graph.getListeners()).isEmpty();
        }
        PlanListener.start(Plan.parse("lr = constant(0.5)\nmomentum[body] = constant(0.5)"), groups);
    }
}
