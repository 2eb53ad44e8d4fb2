package dev.anneal.feedback;

import dev.anneal.Feedback;

/**
 * Lowers a value while a metric does not get better, and raises it while it does:
 * {@code greedy(on="loss", factor=0.95, patience=10)} in the notation. After more than {@code patience} observations in a row
 * that are no better the value is multiplied by the factor, after as many that are better it is divided by it. After that it
 * rests: nothing is compared for some observations. When the value was lowered so many times while all groups were at the
 * floor, everything begins anew: the rule forgets what it has seen, and the schedule holds as it is. That is counted from the
 * last time a value was raised.
 *
 * <p>It is {@code GreedyLR} of Hugging Face transformers (5.23; arXiv 2512.14527).
 *
 * @param metric the name of the metric that it follows
 * @param signal what is looked at
 * @param better what counts as better
 * @param timing how long it waits
 * @param change what is done to lower a value; divided by the factor it is raised. The factor is above 0 and below 1
 * @param reset after how many reductions with all groups at the floor it begins anew, &ge; 1
 */
public record Greedy(String metric, Signal signal, Comparison better, Timing timing, Change change, int reset)
        implements Feedback {

    static final double ABSOLUTE = 1e-6;
    static final double FACTOR = 0.95;
    static final int PATIENCE = 10;
    static final double FLOOR = 1e-3;
    static final double CEILING = 1;
    static final double EPS = 1e-8;
    static final int RESET = 500;

    /**
     * How long a greedy rule waits.
     *
     * @param patience how many observations in a row, better or not, are put up with, &ge; 0
     * @param cooldown for how many observations after lowering a value none is compared, &ge; 0
     * @param warmup for how many observations after raising a value none is compared, &ge; 0
     */
    public record Timing(int patience, int cooldown, int warmup) {

        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is negative
         */
        public Timing {
            Check.count("patience", patience);
            Check.count("cooldown", cooldown);
            Check.count("warmup", warmup);
        }
    }

    /**
     * Checks the arguments.
     *
     * @throws IllegalArgumentException if the name is empty, or a number is out of its range
     */
    public Greedy {
        Check.metric(metric);
        if (!(change.factor() > 0 && change.factor() < 1)) {
            throw Check.broken("factor", "be > 0 and < 1", change.factor());
        }
        Check.positive("reset", reset);
    }

    /**
     * Moves by five percent after more than ten observations, between a thousandth and one.
     *
     * @param metric the name of the metric that it follows; the lower, the better
     * @return the rule
     */
    public static Greedy on(String metric) {
        Comparison better = Comparison.lower().byAbsolute(ABSOLUTE);
        Change change = new Change(FACTOR, FLOOR, CEILING, EPS);
        return new Greedy(metric, Signal.each(), better, new Timing(PATIENCE, 0, 0), change, RESET);
    }

    /**
     * The same with another signal.
     *
     * @param what what is looked at
     * @return the rule
     */
    public Greedy looking(Signal what) {
        return new Greedy(metric, what, better, timing, change, reset);
    }

    /**
     * The same with another comparison.
     *
     * @param what what counts as better
     * @return the rule
     */
    public Greedy judging(Comparison what) {
        return new Greedy(metric, signal, what, timing, change, reset);
    }

    /**
     * The same with another timing.
     *
     * @param how how long it waits
     * @return the rule
     */
    public Greedy waiting(Timing how) {
        return new Greedy(metric, signal, better, how, change, reset);
    }

    /**
     * The same with another change.
     *
     * @param what what is done to lower a value
     * @return the rule
     */
    public Greedy changing(Change what) {
        return new Greedy(metric, signal, better, timing, what, reset);
    }

    /**
     * The same, beginning anew sooner or later.
     *
     * @param reductions after how many reductions with all groups at the floor, &ge; 1
     * @return the rule
     */
    public Greedy resetting(int reductions) {
        return new Greedy(metric, signal, better, timing, change, reductions);
    }

    /** What is done to raise a value. */
    Change rise() {
        return new Change(1 / change.factor(), change.floor(), change.ceiling(), change.eps());
    }

    @Override
    public Greedy stretched(double factor) {
        return this;
    }

    @Override
    public State start(int groups) {
        Check.groups(groups);
        return GreedyState.start(this, groups);
    }

    @Override
    public State state(String text) {
        return GreedyState.read(this, text);
    }

    /**
     * The call in the notation.
     *
     * @return the call, with what differs from the defaults
     */
    @Override
    public String toString() {
        return new CallText("greedy", metric)
                .put("factor", change.factor())
                .put("patience", timing.patience())
                .mode(better.mode())
                .thresholds(better, 0, ABSOLUTE)
                .differing("cooldown", timing.cooldown(), 0)
                .differing("warmup", timing.warmup(), 0)
                .put("floor", change.floor())
                .put("ceiling", change.ceiling())
                .differing("eps", change.eps(), EPS)
                .differing("reset", reset, RESET)
                .signal(signal)
                .differing("first", better.first(), better.mode().worst())
                .toString();
    }
}
