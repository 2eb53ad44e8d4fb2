package dev.anneal.examples;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Hyperparameter.MOMENTUM;

import dev.anneal.Plan;
import dev.anneal.dl4j.LayerGroups;
import dev.anneal.dl4j.PlanListener;
import dev.anneal.dl4j.PlanSchedule;
import dev.anneal.lab.Dataset;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.Resume;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Training with Deeplearning4j, by its own networks and updaters. */
public final class Dl4jTraining {

    private static final Plan PLAN = Plan.parse("""
            lr = linear(0, 0.004, 20).then(hold(0.004, 300)).then(cosine(0.004, 0, 140))
            lr[head] = lr * 0.5
            lr *= plateau(on="val_loss", factor=0.5, patience=3)
            """);

    private Dl4jTraining() {}

    /**
     * Runs the program.
     *
     * @param args not used
     * @throws IOException if a file cannot be written or read
     */
    public static void main(String[] args) throws IOException {
        Dataset.Split digits = Dataset.digits().split(1);
        File file = File.createTempFile("digits", ".zip");
        Path checkpoint = Files.createTempFile("digits", ".checkpoint");
        train(digits, file, checkpoint);
        resume(digits, file, checkpoint);
        Files.delete(file.toPath());
        Files.delete(checkpoint);
        configure(digits);
    }

    private static void train(Dataset.Split digits, File file, Path checkpoint) throws IOException {
        DataSetIterator iterator = rows(digits.training());
        DataSetIterator validation = rows(digits.validation());
        MultiLayerNetwork network = network(new Adam());

        PlanListener training = PlanListener.start(PLAN, LayerGroups.of(network).with("head", "layer1"))
                .evaluating("val_loss", new DataSetLossCalculator(validation, true));
        network.fit(iterator, 2);
        System.out.println(training.scheduler().step()); // 46
        System.out.println(network.getLearningRate(0)); // 0.004

        ModelSerializer.writeModel(network, file, true);
        training.scheduler().checkpoint().write(checkpoint);
    }

    private static void resume(Dataset.Split digits, File file, Path checkpoint) throws IOException {
        MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(file, true);
        LayerGroups groups = LayerGroups.of(network).with("head", "layer1");
        PlanListener training = PlanListener.resume(PLAN, Checkpoint.read(checkpoint), groups, Resume.EXACT)
                .evaluating("val_loss", new DataSetLossCalculator(rows(digits.validation()), true));
        System.out.println(training.scheduler().value(LEARNING_RATE, "head")); // 0.002

        network.fit(rows(digits.training()), 6);
        System.out.println(training.scheduler().step()); // 184
        System.out.println(network.evaluate(rows(digits.validation())).accuracy() > 0.9); // true
    }

    /** A plan that is a function of the iteration can be part of the configuration. */
    private static void configure(Dataset.Split digits) {
        Plan plan = Plan.parse("lr = linear(0, 0.1, 20).then(cosine(0.1, 0, 95))\nmomentum = linear(0.85, 0.95, 20)");
        IUpdater updater = new Nesterovs(PlanSchedule.of(plan, LEARNING_RATE, ""), PlanSchedule.of(plan, MOMENTUM, ""));
        MultiLayerNetwork network = network(updater);
        network.fit(rows(digits.training()), 5);
        System.out.println(network.getLearningRate(0)); // 0.0

        String json = network.getLayerWiseConfigurations().toJson();
        System.out.println(json.contains("\"plan\" : \"lr = linear(0, 0.1, 20).then(cosine(0.1, 0, 95))\"")); // true
        System.out.println(MultiLayerConfiguration.fromJson(json).equals(network.getLayerWiseConfigurations())); // true
    }

    private static MultiLayerNetwork network(IUpdater updater) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(updater)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(64)
                        .nOut(32)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(32)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    /** Rows for DL4J, in batches of 64. */
    private static DataSetIterator rows(Dataset digits) {
        float[][] features = new float[digits.size()][];
        float[][] labels = new float[digits.size()][10];
        for (int i = 0; i < digits.size(); i++) {
            features[i] = digits.features(i);
            labels[i][digits.label(i)] = 1;
        }
        DataSet all = new DataSet(Nd4j.createFromArray(features), Nd4j.createFromArray(labels));
        return new ListDataSetIterator<>(all.asList(), 64);
    }
}
