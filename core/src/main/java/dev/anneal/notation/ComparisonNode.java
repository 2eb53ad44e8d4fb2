package dev.anneal.notation;

import java.util.List;

/** Chained comparisons: each operand is computed once, from left to right, up to the first comparison that fails. */
final class ComparisonNode implements Node {
    private final Node first;
    private final Operator[] operators;
    private final Node[][] operands;

    ComparisonNode(Node first, List<Operator> operators, List<List<Node>> operands) {
        this.first = first;
        this.operators = operators.toArray(Operator[]::new);
        this.operands =
                operands.stream().map(nodes -> nodes.toArray(Node[]::new)).toArray(Node[][]::new);
    }

    @Override
    public double at(double x, double y) {
        double left = first.at(x, y);
        for (int i = 0; i < operators.length; i++) {
            Operator operator = operators[i];
            if (operator == Operator.IN || operator == Operator.NOT_IN) {
                return contains(operands[i], left, x, y) == (operator == Operator.IN) ? 1 : 0;
            }
            double right = operands[i][0].at(x, y);
            if (!Arithmetic.holds(operator, left, right)) {
                return 0;
            }
            left = right;
        }
        return 1;
    }

    private static boolean contains(Node[] items, double wanted, double x, double y) {
        for (Node item : items) {
            if (item.at(x, y) == wanted) {
                return true;
            }
        }
        return false;
    }
}
