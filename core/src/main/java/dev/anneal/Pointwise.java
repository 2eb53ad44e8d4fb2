package dev.anneal;

import dev.anneal.notation.Numerals;
import java.util.Arrays;

/** Two schedules at the same time, combined value by value. A number is a constant schedule. */
record Pointwise(Operation operation, Node left, Node right, int depth, int size) implements Node {

    enum Operation {
        TIMES("times", "times"),
        PLUS("plus", "plus"),
        MIN("min", "atMost"),
        MAX("max", "atLeast");

        private final String name;
        private final String nameWithNumber;

        Operation(String name, String nameWithNumber) {
            this.name = name;
            this.nameWithNumber = nameWithNumber;
        }

        double of(double a, double b) {
            return switch (this) {
                case TIMES -> a * b;
                case PLUS -> a + b;
                case MIN -> Math.min(a, b);
                case MAX -> Math.max(a, b);
            };
        }
    }

    static Node of(Operation operation, Node left, Node right) {
        if (left instanceof Constant a && right instanceof Constant b) {
            return new Constant(Check.finite(operation.name, operation.of(a.value(), b.value())));
        }
        int depth = 1 + Math.max(left.depth(), right.depth());
        long size = (long) left.size() + right.size();
        return new Pointwise(operation, left, right, Node.checkedDepth(depth, size), (int) size);
    }

    @Override
    public double value(double t) {
        return operation.of(left.value(t), right.value(t));
    }

    @Override
    public double valueBefore(double t) {
        return operation.of(left.valueBefore(t), right.valueBefore(t));
    }

    @Override
    public double length() {
        return Math.max(left.length(), right.length());
    }

    @Override
    public double knotAfter(double t) {
        return Math.min(left.knotAfter(t), right.knotAfter(t));
    }

    @Override
    public String name(double t) {
        if (operation == Operation.MIN || operation == Operation.MAX) {
            boolean bounded = right instanceof Constant || left.value(t) == value(t);
            return bounded ? left.name(t) : right.name(t);
        }
        return together(t);
    }

    /** Of two at the same time the one that ends later, or a warmup beside it as long as it runs. */
    private String together(double t) {
        if (right instanceof Constant || left instanceof Constant) {
            return right instanceof Constant ? left.name(t) : right.name(t);
        }
        Node shorter = left.length() < right.length() ? left : right;
        Node longer = shorter == left ? right : left;
        boolean warms = t < shorter.length() && shorter.length() < longer.length() && shorter.value(0) < shorter.end();
        return warms ? "warmup" : longer.name(t);
    }

    @Override
    public Node stretched(double factor) {
        return of(operation, left.stretched(factor), right.stretched(factor));
    }

    @Override
    public void apply(double[] x, int from, int to) {
        double[] other = right instanceof Constant ? x : Arrays.copyOfRange(x, from, to);
        left.apply(x, from, to);
        if (right instanceof Constant number) {
            for (int i = from; i < to; i++) {
                x[i] = operation.of(x[i], number.value());
            }
            return;
        }
        right.apply(other, 0, to - from);
        for (int i = from; i < to; i++) {
            x[i] = operation.of(x[i], other[i - from]);
        }
    }

    @Override
    public String toString() {
        return right instanceof Constant number
                ? left + "." + operation.nameWithNumber + "(" + Numerals.text(number.value()) + ")"
                : left + "." + operation.name + "(" + right + ")";
    }
}
