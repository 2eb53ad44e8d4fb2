package dev.anneal.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.anneal.Plan;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

class LayerGroupsTest {

    private static final Plan PLAN = Plan.parse("lr = linear(1, 0, 16)");
    private static final Plan GROUPED = Plan.parse("lr = constant(0.5)\nlr[head] = linear(1, 0, 4)");

    @Test
    void layersThatShareAnUpdaterPartTheirWays() {
        Sgd shared = new Sgd(7);
        ComputationGraph graph = Net.two(shared, shared);
        PlanListener.start(GROUPED, Net.groups(graph));
        Net.fit(graph);
        Net.fit(graph);
        assertThat(Net.weights(graph)).containsExactly(-1.0, -1.75);
        assertThat(shared).isEqualTo(new Sgd(7));
    }

    @Test
    void biasesWithAnUpdaterOfTheirOwnFollowToo() {
        MultiLayerNetwork network = Net.one(Net.defaults(new Sgd(7))
                .biasUpdater(new Sgd(9))
                .list()
                .layer(Net.sum().build())
                .build());
        Net.steps(network, 1);
        network.params().muli(0);
        PlanListener.start(PLAN, LayerGroups.of(network));
        Net.steps(network, 2);
        assertThat(network.params().dup().toDoubleVector()).containsOnly(-1 - 15 / 16.0);
    }

    @Test
    void frozenLayersBelongToNoGroup() {
        MultiLayerNetwork network = new TransferLearning.Builder(Net.one(Net.defaults(new Sgd(7))
                        .list()
                        .layer(new DenseLayer.Builder()
                                .activation(Activation.IDENTITY)
                                .nIn(1)
                                .nOut(1)
                                .build())
                        .layer(Net.sum().build())
                        .build()))
                .setFeatureExtractor(0)
                .build();
        assertThat(LayerGroups.of(network).with("all", "layer1").names()).containsExactly("all");
        PlanListener.start(PLAN, LayerGroups.of(network));
        network.fit(Net.row());
        assertThat(network.getLayer(0).params().sumNumber()).isEqualTo(0.0);
        assertThat(network.getLayer(1).getParam("b").getDouble(0)).isEqualTo(-1);
    }

    /** A graph with a vertex that has weights, and a layer. */
    private static ComputationGraph withVertex(IUpdater updater, IUpdater... vertices) {
        var builder = Net.defaults(updater).graphBuilder().addInputs("in");
        List<String> outputs = new ArrayList<>(List.of("head"));
        for (int i = 0; i < vertices.length; i++) {
            builder.addVertex("scale" + i, new Scale(vertices[i]), "in")
                    .addLayer(
                            "loss" + i,
                            new LossLayer.Builder(new Line())
                                    .activation(Activation.IDENTITY)
                                    .build(),
                            "scale" + i);
            outputs.add("loss" + i);
        }
        ComputationGraph graph =
                new ComputationGraph(builder.addLayer("head", Net.sum().build(), "in")
                        .setOutputs(outputs.toArray(new String[0]))
                        .build());
        graph.init();
        return graph;
    }

    @Test
    void verticesWithWeightsFollowToo() {
        ComputationGraph graph = withVertex(new Sgd(7), new Sgd(9));
        LayerGroups groups = Net.groups(graph);
        assertThat(groups.names()).containsExactlyInAnyOrder("scale0", "head");
        PlanListener.start(Plan.parse("lr = linear(1, 0, 16)\nlr[head] = lr / 2"), groups);
        ComputationGraph plain = withVertex(new Sgd(1), new Sgd(1));
        for (int i = 0; i < 2; i++) {
            Net.fit(graph);
            Net.fit(plain);
        }
        assertThat(scale(plain)).isNegative(); // DL4J counts its gradient twice
        assertThat(scale(graph)).isEqualTo(scale(plain) * 31 / 32);
        assertThat(graph.getLayer("head").params().getDouble(0)).isEqualTo(-31 / 32.0);
    }

    @Test
    void verticesThatShareAnUpdaterCannotPart() {
        Sgd shared = new Sgd(7);
        ComputationGraph graph = withVertex(new Sgd(7), shared, shared);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlanListener.start(PLAN, Net.groups(graph)))
                .withMessageContaining("must have an updater of its own, got one that group scale");
        assertThat(shared).isEqualTo(new Sgd(7));
        PlanListener.start(PLAN, LayerGroups.of(graph));
        Net.fit(graph);
        ComputationGraph plain = withVertex(new Sgd(1), new Sgd(1), new Sgd(1));
        Net.fit(plain);
        assertThat(scale(graph)).isNegative().isEqualTo(scale(plain));
    }

    private static double scale(ComputationGraph graph) {
        return graph.getVertex("scale0").params().getDouble(0);
    }

    @Test
    void groupsTakeLayersByName() {
        ComputationGraph graph = Net.two(new Sgd(7), new Sgd(7));
        LayerGroups groups = LayerGroups.of(graph).with("last", "head");
        assertThat(groups.names()).containsExactly("last", "rest");
        assertThat(groups).hasToString("rest: body\nlast: head");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> groups.with("more", "head"))
                .withMessage("group more must take layers of those that learn and are left, [body], got head");
        assertThatIllegalArgumentException().isThrownBy(() -> groups.with("rest", "body"));
        assertThatIllegalArgumentException().isThrownBy(() -> groups.with("none"));
        assertThat(LayerGroups.each(Net.one(new Sgd(7))).names()).containsExactly("layer0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerGroups.of(new MultiLayerNetwork(
                        Net.defaults(new Sgd(7)).list().layer(Net.sum().build()).build())))
                .withMessage("network must be initialized: call init() before");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerGroups.of(Net.one(new AdaDelta())))
                .withMessage("layer layer0 must have an updater with a learning rate, got AdaDelta");
    }
}
