package dev.anneal.dl4j;

import dev.anneal.lab.Dataset;
import dev.anneal.lab.LayeredClassifier;
import dev.anneal.lab.Perceptron;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;

/** A perceptron of DL4J's layers, which takes DL4J's gradients and steps its weights itself. */
final class Classifier extends LayeredClassifier {

    private final MultiLayerNetwork network;
    private final List<Block> blocks = new ArrayList<>();

    /** The weights of a layer, of which DL4J has the inputs side by side, and then its biases. */
    private static final class Block {
        private final Layer layer;
        private final INDArray weights;
        private final INDArray gradient;
        private @Nullable INDArray velocity;

        Block(Layer layer, INDArray weights, INDArray gradient) {
            this.layer = layer;
            this.weights = weights;
            this.gradient = gradient;
        }

        void step(Settings settings) {
            if (settings.decay() != 0) {
                try (INDArray decay = weights.mul(settings.decay())) {
                    gradient.addi(decay);
                }
            }
            INDArray direction = gradient;
            if (settings.keepsVelocity()) {
                direction = velocity == null ? Nd4j.zeros(gradient.dataType(), gradient.shape()) : velocity;
                direction.muli(settings.momentum()).addi(gradient);
                velocity = direction;
            }
            try (INDArray move = direction.mul(settings.rate())) {
                weights.subi(move);
            }
        }

        /** Adds the weights, a row for each input, and the biases. */
        void read(INDArray from, List<float[]> into) {
            float[] flat = from.toFloatVector();
            int biases = flat.length - layer.outputs();
            into.add(layer.byInput(Arrays.copyOf(flat, biases)));
            into.add(Arrays.copyOfRange(flat, biases, flat.length));
        }

        INDArray written(float[] matrix, float[] biases) {
            float[] flat = Arrays.copyOf(layer.byOutput(matrix), matrix.length + biases.length);
            System.arraycopy(biases, 0, flat, matrix.length, biases.length);
            return Nd4j.createFromArray(flat);
        }
    }

    Classifier(Dataset.Split data, Perceptron perceptron) {
        super("dl4j", data, perceptron);
        long size = layers().stream()
                .mapToLong(layer -> (layer.inputs() + 1L) * layer.outputs())
                .sum();
        network = new MultiLayerNetwork(configuration());
        network.init(Nd4j.zeros(DataType.FLOAT, size), false);
        network.initGradientsView();
        INDArray weights = network.params().reshape(size);
        INDArray gradients = network.getFlattenedGradients().reshape(size);
        long from = 0;
        for (Layer layer : layers()) {
            long to = from + (layer.inputs() + 1L) * layer.outputs();
            blocks.add(new Block(
                    layer,
                    weights.get(NDArrayIndex.interval(from, to)),
                    gradients.get(NDArrayIndex.interval(from, to))));
            from = to;
        }
        begin();
    }

    private MultiLayerConfiguration configuration() {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .updater(new NoOp())
                .list();
        for (Layer layer : layers()) {
            if (layer.group().equals("output")) {
                list.layer(new OutputLayer.Builder(new CrossEntropy())
                        .activation(Activation.IDENTITY)
                        .nIn(layer.inputs())
                        .nOut(layer.outputs())
                        .build());
            } else {
                list.layer(new DenseLayer.Builder()
                        .activation(Activation.RELU)
                        .nIn(layer.inputs())
                        .nOut(layer.outputs())
                        .build());
            }
        }
        return list.build();
    }

    @Override
    protected double update(Rows rows, List<Settings> settings) {
        try (INDArray features = features(rows);
                INDArray labels = labels(rows)) {
            network.setInput(features);
            network.setLabels(labels);
            network.computeGradientAndScore();
            network.getFlattenedGradients().divi(rows.size()); // DL4J leaves that to its updaters
            for (int i = 0; i < blocks.size(); i++) {
                blocks.get(i).step(settings.get(i));
            }
            return network.score();
        }
    }

    @Override
    protected Judgement judge(Rows rows) {
        try (INDArray features = features(rows);
                INDArray labels = labels(rows);
                INDArray scores = network.output(features)) {
            double loss = CrossEntropy.losses(labels, scores).sumNumber().doubleValue();
            return new Judgement(loss / rows.size(), scores.dup('c').data().asFloat());
        }
    }

    private INDArray features(Rows rows) {
        return Nd4j.create(rows.features(), new long[] {rows.size(), features()}, 'c');
    }

    private INDArray labels(Rows rows) {
        return Nd4j.create(rows.oneHot(classes()), new long[] {rows.size(), classes()}, 'c');
    }

    @Override
    protected Numbers weights() {
        List<float[]> arrays = new ArrayList<>();
        blocks.forEach(block -> block.read(block.weights, arrays));
        return new Numbers(arrays);
    }

    @Override
    protected Numbers velocities() {
        List<float[]> arrays = new ArrayList<>();
        for (Block block : blocks) {
            if (block.velocity == null) {
                arrays.add(new float[0]);
                arrays.add(new float[0]);
            } else {
                block.read(block.velocity, arrays);
            }
        }
        return new Numbers(arrays);
    }

    @Override
    protected void become(Numbers weights, Numbers velocities) {
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            block.weights.assign(
                    block.written(weights.arrays().get(2 * i), weights.arrays().get(2 * i + 1)));
            float[] matrix = velocities.arrays().get(2 * i);
            float[] biases = velocities.arrays().get(2 * i + 1);
            block.velocity = matrix.length == 0 ? null : block.written(matrix, biases);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
