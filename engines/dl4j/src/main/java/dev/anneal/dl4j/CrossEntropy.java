package dev.anneal.dl4j;

import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The cross-entropy of the softmax of scores that have no activation, by their logarithms. DL4J's own clips probabilities at
 * 10<sup>-10</sup>: a training that diverges would look as if it had a loss of 23.
 */
final class CrossEntropy implements ILossFunction {

    private static final long serialVersionUID = 1L;

    /** The loss of each row. */
    static INDArray losses(INDArray labels, INDArray scores) {
        INDArray shifted = scores.subColumnVector(scores.max(true, 1));
        INDArray logSum = Transforms.log(Transforms.exp(shifted, true).sum(true, 1), false);
        return logSum.sub(shifted.mul(labels).sum(true, 1));
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray scores, IActivation activation, @Nullable INDArray mask, boolean average) {
        double sum = losses(labels, scores).sumNumber().doubleValue();
        return average ? sum / scores.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(
            INDArray labels, INDArray scores, IActivation activation, @Nullable INDArray mask) {
        return losses(labels, scores);
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray scores, IActivation activation, @Nullable INDArray mask) {
        return Transforms.softmax(scores, true).subi(labels);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray scores, IActivation activation, @Nullable INDArray mask, boolean average) {
        return Pair.of(
                computeScore(labels, scores, activation, mask, average),
                computeGradient(labels, scores, activation, mask));
    }

    @Override
    public String name() {
        return "cross-entropy of the softmax";
    }
}
