package dev.anneal.dl4j;

import dev.anneal.Hyperparameter;
import dev.anneal.testkit.AdapterSetup;
import dev.anneal.testkit.AdapterSubject;
import dev.anneal.training.Resume;
import dev.anneal.training.Scheduler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.SingletonMultiDataSetIterator;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** A graph with a layer for each group, side by side, whose loss is the sum of all weights. */
final class Sums implements AdapterSubject {

    private final ComputationGraph graph;
    private final PlanListener listener;
    private double validationLoss;

    Sums(AdapterSetup setup, IUpdater updater) {
        Natives.load();
        boolean decays = setup.plan().assignments().stream()
                .anyMatch(line -> line.target().hyperparameter().equals(Hyperparameter.WEIGHT_DECAY));
        graph = setup.state().isPresent()
                ? read(setup.state().get())
                : new ComputationGraph(configuration(setup.groups(), updater, decays));
        if (setup.state().isEmpty()) {
            graph.init();
        }
        LayerGroups groups = LayerGroups.of(graph);
        for (String name : setup.groups()) {
            groups = groups.with(name, name);
        }
        listener = start(setup, groups);
        if (!setup.plan().rules().isEmpty()) {
            listener.evaluating("val_loss", new Validation(this));
        }
    }

    private static PlanListener start(AdapterSetup setup, LayerGroups groups) {
        return setup.checkpoint()
                .map(there -> PlanListener.resume(setup.plan(), there, groups, Resume.EXACT, setup.log()))
                .orElseGet(() -> PlanListener.start(setup.plan(), groups, setup.log()));
    }

    static ComputationGraphConfiguration configuration(List<String> groups, IUpdater updater, boolean decays) {
        NeuralNetConfiguration.Builder defaults = new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .weightInit(WeightInit.ONES)
                .updater(updater);
        if (decays) {
            defaults.l2(0.125).l2Bias(0.125);
        }
        ComputationGraphConfiguration.GraphBuilder builder =
                defaults.graphBuilder().addInputs("in");
        for (String group : groups) {
            builder.addLayer(
                    group,
                    new OutputLayer.Builder(new Line())
                            .activation(Activation.IDENTITY)
                            .nIn(1)
                            .nOut(2)
                            .build(),
                    "in");
        }
        return builder.setOutputs(groups.toArray(new String[0])).build();
    }

    /** DL4J's own calculation, of a loss that is known. */
    private static final class Validation extends DataSetLossCalculator {

        private static final long serialVersionUID = 1L;

        private final transient Sums sums;

        Validation(Sums sums) {
            super(new SingletonMultiDataSetIterator(sums.row(0, 0)), true);
            this.sums = sums;
        }

        @Override
        public double calculateScore(org.deeplearning4j.nn.api.Model network) {
            mdsIterator = new SingletonMultiDataSetIterator(sums.row(0, sums.validationLoss));
            return super.calculateScore(network);
        }
    }

    /** A row for which the loss is a line of the sum. */
    private MultiDataSet row(double slope, double added) {
        INDArray[] labels = new INDArray[graph.getNumOutputArrays()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = Nd4j.createFromArray(new double[][] {{slope, i == 0 ? added : 0}});
        }
        return new MultiDataSet(new INDArray[] {Nd4j.ones(DataType.DOUBLE, 1, 1)}, labels);
    }

    @Override
    public Scheduler scheduler() {
        return listener.scheduler();
    }

    @Override
    public void update() {
        graph.fit(row(1, 0));
    }

    /** A loop by hand, which calls no listeners. */
    @Override
    public void update(int microBatches) {
        INDArray sum = Nd4j.zeros(DataType.DOUBLE, graph.numParams());
        for (int i = 0; i < microBatches; i++) {
            sum.addi(gradient().reshape(sum.length()).div(microBatches));
        }
        gradient().reshape(sum.length()).assign(sum);
        int iteration = graph.getConfiguration().getIterationCount();
        graph.getUpdater().update(graph.gradient(), iteration, 0, 1, LayerWorkspaceMgr.noWorkspaces());
        graph.params().subi(graph.gradient().gradient());
        graph.getConfiguration().setIterationCount(iteration + 1);
        listener.scheduler().advance();
    }

    private INDArray gradient() {
        MultiDataSet row = row(1, 0);
        graph.setInputs(row.getFeatures());
        graph.setLabels(row.getLabels());
        graph.computeGradientAndScore();
        return graph.gradient().gradient();
    }

    @Override
    public void skip() {
        gradient();
        listener.scheduler().skip();
    }

    @Override
    public void evaluate(double loss) {
        validationLoss = loss;
        graph.getListeners().forEach(each -> each.onEpochEnd(graph));
    }

    @Override
    public double[] weights(String group, int replica) {
        return graph.getLayer(group).params().dup().toDoubleVector();
    }

    /** The whole network, as DL4J saves it. */
    @Override
    public byte[] state() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelSerializer.writeModel(graph, out, true);
        return out.toByteArray();
    }

    private static ComputationGraph read(byte[] state) {
        try {
            return ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(state), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        graph.close();
    }
}
