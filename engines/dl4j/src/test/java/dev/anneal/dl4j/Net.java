package dev.anneal.dl4j;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** Networks whose gradients are 1, so that an update shows what the updater did. */
final class Net {

    private Net() {}

    static NeuralNetConfiguration.Builder defaults(IUpdater updater) {
        Natives.load();
        return new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .weightInit(WeightInit.ZERO)
                .updater(updater);
    }

    static OutputLayer.Builder sum() {
        return new OutputLayer.Builder(new Line())
                .activation(Activation.IDENTITY)
                .nIn(1)
                .nOut(2);
    }

    /** Two weights and two biases. */
    static MultiLayerNetwork one(IUpdater updater) {
        return one(defaults(updater).list().layer(sum().build()).build());
    }

    static MultiLayerNetwork one(MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    /** A layer {@code body} and a layer {@code head}, side by side. */
    static ComputationGraph two(IUpdater body, IUpdater head) {
        ComputationGraph graph = new ComputationGraph(defaults(body)
                .graphBuilder()
                .addInputs("in")
                .addLayer("body", sum().updater(body).build(), "in")
                .addLayer("head", sum().updater(head).build(), "in")
                .setOutputs("body", "head")
                .build());
        graph.init();
        return graph;
    }

    static LayerGroups groups(ComputationGraph graph) {
        return LayerGroups.each(graph);
    }

    static DataSet row() {
        return row(0);
    }

    static DataSet row(double added) {
        return new DataSet(Nd4j.ones(DataType.DOUBLE, 1, 1), Nd4j.createFromArray(new double[][] {{1, added}}));
    }

    static void fit(ComputationGraph graph) {
        INDArray[] labels = new INDArray[graph.getNumOutputArrays()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = Nd4j.createFromArray(new double[][] {{1, 0}});
        }
        graph.fit(new MultiDataSet(new INDArray[] {Nd4j.ones(DataType.DOUBLE, 1, 1)}, labels));
    }

    /** The first weight of each layer. */
    static List<Double> weights(ComputationGraph graph) {
        return List.of(
                graph.getLayer("body").params().getDouble(0),
                graph.getLayer("head").params().getDouble(0));
    }

    /** How much each of some updates takes off the first weight. */
    static double[] steps(MultiLayerNetwork network, int updates) {
        double[] steps = new double[updates];
        for (int i = 0; i < updates; i++) {
            double before = network.params().getDouble(0);
            network.fit(row());
            steps[i] = before - network.params().getDouble(0);
        }
        return steps;
    }
}
