package dev.anneal.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.loss.Loss;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sum of its weights, which are 0 at first: for each group a parameter of two weights and one of one. */
final class Sums extends AbstractBlock {

    private final Map<String, List<Parameter>> groups = new LinkedHashMap<>();

    Sums(List<String> groups) {
        for (String group : groups) {
            List<Parameter> parameters = new ArrayList<>();
            for (int size = 2; size >= 1; size--) {
                parameters.add(addParameter(Parameter.builder()
                        .setName(group + "_" + size)
                        .setType(Parameter.Type.WEIGHT)
                        .optShape(new Shape(size))
                        .optInitializer(Initializer.ZEROS)
                        .build()));
            }
            this.groups.put(group, parameters);
        }
    }

    List<Parameter> parameters(String group) {
        return groups.get(group);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> settings) {
        NDArray sum = inputs.singletonOrThrow().sum().mul(0);
        for (List<Parameter> parameters : groups.values()) {
            for (Parameter parameter : parameters) {
                sum = sum.add(store.getValue(parameter, inputs.head().getDevice(), training)
                        .sum());
            }
        }
        return new NDList(sum.reshape(1, 1));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(1, 1)};
    }

    /** Initializes the weights, without a trainer. */
    void initialize(NDManager manager) {
        initialize(manager, DataType.FLOAT32, new Shape(1, 1));
    }

    /** A line a &middot; sum + b of the sum, whose a and b are the label. */
    static final class Line extends Loss {

        Line() {
            super("Line");
        }

        @Override
        public NDArray evaluate(NDList labels, NDList predictions) {
            NDArray label = labels.singletonOrThrow();
            return predictions.singletonOrThrow().sum().mul(label.get(0, 0)).add(label.get(0, 1));
        }
    }
}
