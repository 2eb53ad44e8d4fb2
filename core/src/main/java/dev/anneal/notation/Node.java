package dev.anneal.notation;

/** A number that may depend on one or two others; to compute it allocates nothing. */
interface Node {
    double at(double x, double y);

    /**
     * A number that depends on nothing.
     *
     * @param value the number
     */
    record Literal(double value) implements Node {
        @Override
        public double at(double x, double y) {
            return value;
        }
    }
}
