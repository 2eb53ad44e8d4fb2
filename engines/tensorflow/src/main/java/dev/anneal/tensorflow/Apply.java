package dev.anneal.tensorflow;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;

/**
 * An operation of a graph that moves a variable.
 *
 * @param operation the operation, whose input 0 is the variable
 * @param inputs which of its inputs are fed
 */
record Apply(GraphOperation operation, Inputs inputs) {

    private static final int NONE = -1;

    /** All operations of the kernel library that have the name. */
    private static final Pattern NAMED = Pattern.compile("(Resource)?(Sparse)?Apply[A-Z].*");

    private static final Map<String, Inputs> KINDS = Map.ofEntries(
            Map.entry("ApplyGradientDescent", new Inputs(1, NONE, List.of())),
            Map.entry("ApplyMomentum", new Inputs(2, 4, List.of())),
            Map.entry("ApplyAdagrad", new Inputs(2, NONE, List.of())),
            Map.entry("ApplyAdagradV2", new Inputs(2, NONE, List.of())),
            Map.entry("ApplyAdagradDA", new Inputs(4, NONE, List.of())),
            Map.entry("ApplyAdadelta", new Inputs(3, NONE, List.of())),
            Map.entry("ApplyRMSProp", new Inputs(3, 5, List.of())),
            Map.entry("ApplyCenteredRMSProp", new Inputs(4, 6, List.of())),
            Map.entry("ApplyFtrl", new Inputs(4, NONE, List.of())),
            Map.entry("ApplyFtrlV2", new Inputs(4, NONE, List.of())),
            Map.entry("ApplyAdam", new Inputs(5, NONE, List.of(3, 4))),
            Map.entry("ApplyAdaMax", new Inputs(4, NONE, List.of(3))));

    /**
     * Indices of inputs.
     *
     * @param rate of the learning rate
     * @param momentum of the momentum, or -1
     * @param powers of what other operations change in the same update, and must not while this one reads it
     */
    record Inputs(int rate, int momentum, List<Integer> powers) {
        boolean hasMomentum() {
            return momentum != NONE;
        }
    }

    /** The operations of a graph. */
    static List<Apply> of(Graph graph) {
        List<Apply> all = new ArrayList<>();
        for (Iterator<GraphOperation> operations = graph.operations(); operations.hasNext(); ) {
            GraphOperation operation = operations.next();
            Inputs inputs = KINDS.get(operation.type().replaceFirst("^Resource", ""));
            if (inputs != null) {
                all.add(new Apply(operation, inputs));
            } else if (NAMED.matcher(operation.type()).matches()) {
                throw new IllegalArgumentException("graph must have optimizers whose rate can be fed, one of " + names()
                        + ", got " + operation.type() + " of " + operation.name());
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("graph must have operations of an optimizer, one of " + names()
                    + ", got none; call minimize before, and mind that Nadam has none of them");
        }
        return all;
    }

    private static List<String> names() {
        return KINDS.keySet().stream().sorted().toList();
    }

    static boolean isVariable(Output<?> output) {
        return output.op().type().startsWith("Var");
    }

    /** The variable behind conversions of its value, or what there is instead. */
    static Output<?> source(Output<?> read) {
        Output<?> source = read;
        while (source.op() instanceof GraphOperation operation
                && (operation.type().equals("Cast") || operation.type().equals("Identity"))) {
            source = operation.input(0);
        }
        return isVariable(source) && !source.op().type().equals("VarHandleOp") ? source : read;
    }

    String variable() {
        return operation.input(0).op().name();
    }
}
