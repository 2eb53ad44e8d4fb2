package dev.anneal.dl4j;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** A loss that is a line of the sum of the outputs; the label has its slope, which is every gradient, and what is added. */
final class Line implements ILossFunction {

    private static final long serialVersionUID = 1L;

    @Override
    public double computeScore(
            INDArray labels, INDArray outputs, IActivation activation, INDArray mask, boolean average) {
        return labels.getDouble(0, 0) * outputs.sumNumber().doubleValue() + labels.getDouble(0, 1);
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray outputs, IActivation activation, INDArray mask) {
        throw new UnsupportedOperationException("one row at a time");
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray outputs, IActivation activation, INDArray mask) {
        return outputs.mul(0).addi(labels.getDouble(0, 0));
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray outputs, IActivation activation, INDArray mask, boolean average) {
        return Pair.of(
                computeScore(labels, outputs, activation, mask, average),
                computeGradient(labels, outputs, activation, mask));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Line;
    }

    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String name() {
        return "line";
    }
}
