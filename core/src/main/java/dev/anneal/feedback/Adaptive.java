package dev.anneal.feedback;

import dev.anneal.Feedback;

/**
 * Divides a value when a metric is stuck: {@code adaptive(on="loss", divisor=5, patience=9)} in the notation. An observation
 * is counted if it is not as good as the best by a tolerance: with {@link Mode#MIN} one above {@code best − tolerance}, with
 * {@link Mode#MAX} one below {@code best + tolerance}, where {@code best} is the best metric so far, by however little it was
 * better. Any other sets the count to 0, also one that is not a number.
 *
 * <p>It is {@code learning_rate="adaptive"} of scikit-learn's SGD and MLP estimators (scikit-learn 1.9), whose
 * {@code n_iter_no_change} is the patience and one more. They stop training where this rule has nothing left to divide.
 *
 * @param metric the name of the metric that it follows
 * @param mode which metrics are the better ones
 * @param tolerance by how much an observation must be better, in units of the metric; minus infinity for nothing is counted
 * @param patience how many counted observations in a row are put up with, &ge; 0
 * @param divisor what a value is divided by; finite and &gt; 1
 * @param until only values above this are divided; a divided value may fall below; not below 0
 */
public record Adaptive(String metric, Mode mode, double tolerance, int patience, double divisor, double until)
        implements Feedback {

    static final double DIVISOR = 5;
    static final int PATIENCE = 9;
    static final double TOLERANCE = 1e-4;
    static final double UNTIL = 1e-6;

    /**
     * Checks the arguments.
     *
     * @throws IllegalArgumentException if the name is empty, or a number is out of its range
     */
    public Adaptive {
        Check.metric(metric);
        if (Double.isNaN(tolerance)) {
            throw Check.broken("tolerance", "be a number", tolerance);
        }
        Check.count("patience", patience);
        if (!(divisor > 1 && divisor < Double.POSITIVE_INFINITY)) {
            throw Check.broken("divisor", "be finite and > 1", divisor);
        }
        if (!(until >= 0)) {
            throw Check.broken("until", "be >= 0", until);
        }
    }

    /**
     * Divides by five after ten observations in a row that are not lower than the lowest by a ten-thousandth, as long as the
     * value is above a millionth.
     *
     * @param metric the name of the metric that it follows; the lower, the better
     * @return the rule
     */
    public static Adaptive on(String metric) {
        return new Adaptive(metric, Mode.MIN, TOLERANCE, PATIENCE, DIVISOR, UNTIL);
    }

    /**
     * The same with another idea of better.
     *
     * @param which which metrics are the better ones
     * @param least by how much an observation must be better
     * @return the rule
     */
    public Adaptive judging(Mode which, double least) {
        return new Adaptive(metric, which, least, patience, divisor, until);
    }

    /**
     * The same with another patience.
     *
     * @param observations how many counted observations in a row are put up with, &ge; 0
     * @return the rule
     */
    public Adaptive waiting(int observations) {
        return new Adaptive(metric, mode, tolerance, observations, divisor, until);
    }

    /**
     * The same with another division.
     *
     * @param by what a value is divided by; finite and &gt; 1
     * @param above only values above this are divided; &ge; 0
     * @return the rule
     */
    public Adaptive dividing(double by, double above) {
        return new Adaptive(metric, mode, tolerance, patience, by, above);
    }

    @Override
    public Adaptive stretched(double factor) {
        return this;
    }

    @Override
    public State start(int groups) {
        Check.groups(groups);
        return AdaptiveState.start(this, groups);
    }

    @Override
    public State state(String text) {
        return AdaptiveState.read(this, text);
    }

    /**
     * The call in the notation.
     *
     * @return the call, with what differs from the defaults
     */
    @Override
    public String toString() {
        return new CallText("adaptive", metric)
                .put("divisor", divisor)
                .put("patience", patience)
                .mode(mode)
                .differing("tolerance", tolerance, TOLERANCE)
                .differing("until", until, UNTIL)
                .toString();
    }
}
