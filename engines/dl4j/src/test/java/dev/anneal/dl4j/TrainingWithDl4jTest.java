package dev.anneal.dl4j;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Hyperparameter.MOMENTUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Plan;
import dev.anneal.lab.Dataset;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.Resume;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What the guide shows. */
class TrainingWithDl4jTest {

    private static final Plan PLAN = Plan.parse("""
            lr = linear(0, 0.004, 20).then(hold(0.004, 300)).then(cosine(0.004, 0, 140))
            lr[head] = lr * 0.5
            lr *= plateau(on="val_loss", factor=0.5, patience=3)
            """);

    private static final Dataset.Split DIGITS = Dataset.digits().split(1);

    @TempDir
    Path folder;

    private static MultiLayerConfiguration configuration(IUpdater updater) {
        Natives.load();
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(updater)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(64)
                        .nOut(32)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .nIn(32)
                        .build())
                .build();
    }

    private static MultiLayerNetwork network(IUpdater updater) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(updater));
        network.init();
        return network;
    }

    private static DataSetIterator rows(Dataset rows) {
        List<DataSet> each = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            float[] label = new float[10];
            label[rows.label(i)] = 1;
            each.add(new DataSet(
                    Nd4j.createFromArray(new float[][] {rows.features(i)}),
                    Nd4j.createFromArray(new float[][] {label})));
        }
        return new ListDataSetIterator<>(each, 64);
    }

    @Test
    void aConfigurationHoldsAPlan() {
        Plan plan = Plan.parse("lr = linear(0, 0.1, 20).then(cosine(0.1, 0, 95))\nmomentum = linear(0.85, 0.95, 20)");
        IUpdater updater = new Nesterovs(PlanSchedule.of(plan, LEARNING_RATE, ""), PlanSchedule.of(plan, MOMENTUM, ""));
        MultiLayerNetwork network = network(updater);
        network.fit(rows(DIGITS.training()), 5);
        assertThat(network.evaluate(rows(DIGITS.validation())).accuracy()).isGreaterThan(0.9);
        assertThat(network.getLearningRate(0)).isZero();
    }

    @Test
    void aNetworkIsTrainedAndTrainedOn() throws IOException {
        DataSetIterator iterator = rows(DIGITS.training());
        DataSetIterator validation = rows(DIGITS.validation());
        MultiLayerNetwork network = network(new Adam());
        File file = folder.resolve("network.zip").toFile();
        Path checkpoint = folder.resolve("checkpoint");

        PlanListener training = PlanListener.start(PLAN, LayerGroups.of(network).with("head", "layer1"))
                .evaluating("val_loss", new DataSetLossCalculator(validation, true));
        network.fit(iterator, 2);

        assertThat(training.scheduler().step()).isEqualTo(46);
        assertThat(network.getLearningRate(0)).isEqualTo(0.004);
        ModelSerializer.writeModel(network, file, true);
        training.scheduler().checkpoint().write(checkpoint);
        resume(file, checkpoint);
    }

    private static void resume(File file, Path checkpoint) throws IOException {
        MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(file, true);
        LayerGroups groups = LayerGroups.of(network).with("head", "layer1");
        PlanListener training = PlanListener.resume(PLAN, Checkpoint.read(checkpoint), groups, Resume.EXACT);
        assertThat(training.scheduler().value(LEARNING_RATE, "head")).isEqualTo(0.002);
        assertThat(network.getLearningRate(1)).isEqualTo(0.002);
    }
}
