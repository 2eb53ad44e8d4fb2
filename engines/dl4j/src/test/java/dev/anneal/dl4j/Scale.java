package dev.anneal.dl4j;

import java.util.Map;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.samediff.SDVertexParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/** A vertex that is no layer, and has two weights. */
final class Scale extends SameDiffVertex {

    private static final long serialVersionUID = 1L;

    Scale(IUpdater own) {
        updater = own;
    }

    @Override
    public SDVariable defineVertex(
            SameDiff sameDiff,
            Map<String, SDVariable> inputs,
            Map<String, SDVariable> weights,
            Map<String, SDVariable> masks) {
        return inputs.get("in").mul(weights.get("w"));
    }

    @Override
    public void defineParametersAndInputs(SDVertexParams parameters) {
        parameters.defineInputs("in");
        parameters.addWeightParam("w", 1, 2);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> parameters) {
        parameters.get("w").assign(0);
    }

    @Override
    public GraphVertex clone() {
        return new Scale(updater);
    }
}
