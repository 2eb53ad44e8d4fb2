package dev.anneal.dl4j;

import dev.anneal.Plan;
import dev.anneal.lab.Dataset;
import dev.anneal.lab.testkit.Stopwatch;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What a plan costs, against a small update: a perceptron 64-64-32-10 on the digits, 64 a batch, SGD without momentum. */
final class Overhead implements AutoCloseable {

    static final String CONSTANT = "update at a constant rate";
    static final String PLANNED = "what the plan does";

    private static final Plan PLAN = Plan.parse("""
            lr = linear(0, 0.1, 100).then(cosine(0.1, 0, 1e6))
            lr[head] = lr * 0.5""");

    private static final int BATCH = 64;

    private final MultiLayerNetwork fixed = network();
    private final MultiLayerNetwork planned = network();
    private final MultiLayerNetwork idle = network();
    private final PlanListener idleTraining = listener(idle);
    private final DataSet rows = rows();

    Overhead() {
        listener(planned);
    }

    private static PlanListener listener(MultiLayerNetwork network) {
        return PlanListener.start(PLAN, LayerGroups.of(network).with("head", "layer2"));
    }

    private static MultiLayerNetwork network() {
        Natives.load();
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.05))
                .list()
                .layer(dense(64, 64))
                .layer(dense(64, 32))
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .nIn(32)
                        .nOut(10)
                        .build())
                .build());
        network.init();
        return network;
    }

    private static DenseLayer dense(int inputs, int outputs) {
        return new DenseLayer.Builder()
                .activation(Activation.RELU)
                .nIn(inputs)
                .nOut(outputs)
                .build();
    }

    private static DataSet rows() {
        Dataset digits = Dataset.digits();
        float[][] features = new float[BATCH][];
        float[][] labels = new float[BATCH][10];
        for (int i = 0; i < BATCH; i++) {
            features[i] = digits.features(i);
            labels[i][digits.label(i)] = 1;
        }
        return new DataSet(Nd4j.createFromArray(features), Nd4j.createFromArray(labels));
    }

    private void updateAtAConstantRate() {
        fixed.fit(rows);
    }

    private void updateUnderAPlan() {
        planned.fit(rows);
    }

    private void whatThePlanDoes() {
        idleTraining.scheduler().advance();
    }

    @Override
    public void close() {
        fixed.close();
        planned.close();
        idle.close();
    }

    Stopwatch stopwatch() {
        return new Stopwatch()
                .add(CONSTANT, 50, this::updateAtAConstantRate)
                .add("update under a plan", 50, this::updateUnderAPlan)
                .add(PLANNED, 2_000, this::whatThePlanDoes);
    }

    /** Prints the least time and the median of each. */
    public static void main(String[] args) {
        try (Overhead overhead = new Overhead()) {
            System.out.print(overhead.stopwatch().table(200));
        }
    }
}
