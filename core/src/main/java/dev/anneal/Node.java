package dev.anneal;

/** What the records behind {@link Schedule} offer one another. Times are checked in the front door, not here. */
sealed interface Node extends Schedule
        permits Constant,
                Hold,
                Linear,
                Cosine,
                Ramp,
                Exponential,
                InverseTime,
                MultiStep,
                Piecewise,
                Interpolation,
                Formula,
                Iteration,
                Sequence,
                Until,
                Skip,
                Repeat,
                Staircase,
                Pointwise,
                Scaled {

    /** How deep operators may nest: evaluation and text are recursive, and the reader bounds its nesting likewise. */
    int MAX_DEPTH = 150;

    /** How many parts a schedule may have: shared ones counted as often as they occur, tables by their entries, expressions by their text. */
    int MAX_SIZE = 1_000_000;

    /** {@link #at} without the check. */
    double value(double t);

    /** {@link #nextKnot} without the check: where it comes to rest, for what is smooth up to there. */
    default double knotAfter(double t) {
        return t < length() ? length() : Double.POSITIVE_INFINITY;
    }

    /** {@link #before} without the check; t &gt; 0. The same as the value where nothing jumps. */
    default double valueBefore(double t) {
        return value(t);
    }

    /** The value held from a finite length on. */
    default double end() {
        return value(length());
    }

    /** {@link #phase} without the check: the word of a leaf. */
    String name(double t);

    /** The name of a ramp: that of its curve, until it is over. */
    static String ramp(String word, double t, double length) {
        return t < length ? word : "hold";
    }

    @Override
    Node stretched(double factor);

    /** Replaces the ascending times in {@code [from, to)} by their values, each exactly {@link #value} of it. */
    default void apply(double[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            x[i] = value(x[i]);
        }
    }

    default int depth() {
        return 1;
    }

    default int size() {
        return 1;
    }

    /** What an expression counts as, by its text. */
    static int sizeOfExpression(Object expression) {
        return 1 + expression.toString().length() / 16;
    }

    /** Refuses what would nest too deep or grow too large. */
    static int checkedDepth(int depth, long size) {
        if (depth > MAX_DEPTH) {
            throw Check.broken("schedule", "nest at most " + MAX_DEPTH + " operators deep", depth);
        }
        if (size > MAX_SIZE) {
            throw Check.broken("schedule", "have at most " + MAX_SIZE + " parts", size);
        }
        return depth;
    }

    /**
     * The left limit of a part whose clock reads {@code local} now and read {@code previous} one double earlier. Where
     * subtracting a start rounds, a jump of the part may lie strictly between the two.
     */
    static double before(Node part, double previous, double local) {
        double at = Math.min(part.knotAfter(previous), local);
        // a part may be shorter than the doubles around it are apart
        return at > 0 ? part.valueBefore(at) : part.value(0);
    }

    @Override
    default double at(double t) {
        return value(Check.time(t));
    }

    @Override
    default String phase(double t) {
        return name(Check.time(t));
    }

    @Override
    default double before(double t) {
        return Check.time(t) == 0 ? value(0) : valueBefore(t);
    }

    @Override
    default double nextKnot(double t) {
        return knotAfter(Check.time(t));
    }
}
