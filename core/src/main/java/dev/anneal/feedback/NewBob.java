package dev.anneal.feedback;

import dev.anneal.Feedback;

/**
 * Changes a value when a metric gets better too slowly: {@code newbob(on="val_loss", factor=0.5, threshold=0.0025)} in the
 * notation. Looked at is the improvement over the metric before it, and not over the best: (before − now) / before with
 * {@link Mode#MIN}, (now − before) / before with {@link Mode#MAX}, and 0 where before is 0. An improvement below the threshold
 * uses up some patience; with none left the value is changed, and the patience is whole again. An improvement that is large
 * enough gives no patience back.
 *
 * <p>It is SpeechBrain's {@code NewBobScheduler} (speechbrain 1.1), after the training tool QuickNet.
 *
 * @param metric the name of the metric that it follows
 * @param mode which metrics are the better ones
 * @param threshold the least improvement, as a fraction; finite
 * @param patience how many smaller improvements are put up with between two changes, &ge; 0
 * @param change what is done
 */
public record NewBob(String metric, Mode mode, double threshold, int patience, Change change) implements Feedback {

    static final double FACTOR = 0.5;
    static final double THRESHOLD = 0.0025;

    /**
     * Checks the arguments.
     *
     * @throws IllegalArgumentException if the name is empty, or a number is out of its range
     */
    public NewBob {
        Check.metric(metric);
        Check.finite("threshold", threshold);
        Check.count("patience", patience);
    }

    /**
     * Halves at each improvement below a quarter of a percent.
     *
     * @param metric the name of the metric that it follows; the lower, the better
     * @return the rule
     */
    public static NewBob on(String metric) {
        return new NewBob(metric, Mode.MIN, THRESHOLD, 0, Change.by(FACTOR));
    }

    /**
     * The same with another idea of better.
     *
     * @param which which metrics are the better ones
     * @param least the least improvement, as a fraction; finite
     * @return the rule
     */
    public NewBob judging(Mode which, double least) {
        return new NewBob(metric, which, least, patience, change);
    }

    /**
     * The same with another patience.
     *
     * @param smaller how many smaller improvements are put up with between two changes, &ge; 0
     * @return the rule
     */
    public NewBob waiting(int smaller) {
        return new NewBob(metric, mode, threshold, smaller, change);
    }

    /**
     * The same with another change.
     *
     * @param what what is done
     * @return the rule
     */
    public NewBob changing(Change what) {
        return new NewBob(metric, mode, threshold, patience, what);
    }

    @Override
    public NewBob stretched(double factor) {
        return this;
    }

    @Override
    public State start(int groups) {
        Check.groups(groups);
        return NewBobState.start(this, groups);
    }

    @Override
    public State state(String text) {
        return NewBobState.read(this, text);
    }

    /**
     * The call in the notation.
     *
     * @return the call, with what differs from the defaults
     */
    @Override
    public String toString() {
        return new CallText("newbob", metric)
                .put("factor", change.factor())
                .put("threshold", threshold)
                .mode(mode)
                .differing("patience", patience, 0)
                .differing("floor", change.floor(), 0)
                .differing("ceiling", change.ceiling(), Double.POSITIVE_INFINITY)
                .differing("eps", change.eps(), 0)
                .toString();
    }
}
