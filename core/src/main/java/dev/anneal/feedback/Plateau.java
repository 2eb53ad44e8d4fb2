package dev.anneal.feedback;

import dev.anneal.Feedback;

/**
 * Changes a value when a metric no longer gets better: {@code plateau(on="val_loss", factor=0.1, patience=10)} in the
 * notation. Put together from what is looked at, what counts as better, what is counted and what is done.
 *
 * <p>With its defaults it is PyTorch's {@code ReduceLROnPlateau} (torch 2.15) without its eps.
 *
 * @param metric the name of the metric that it follows
 * @param signal what is looked at
 * @param better what counts as better
 * @param patience what is counted
 * @param change what is done
 * @param start observations before this time, in updates, are not looked at; finite and &ge; 0
 */
public record Plateau(String metric, Signal signal, Comparison better, Patience patience, Change change, double start)
        implements Feedback {

    static final double RELATIVE = 1e-4;

    /**
     * Checks the arguments.
     *
     * @throws IllegalArgumentException if the name is empty or not on one line, or start is out of its range
     */
    public Plateau {
        Check.metric(metric);
        if (!(start >= 0 && start < Double.POSITIVE_INFINITY)) {
            throw Check.broken("start", "be finite and >= 0", start);
        }
    }

    /**
     * Divides by ten after more than 10 observations in a row that are no better than the lowest by a ten-thousandth.
     *
     * @param metric the name of the metric that it follows
     * @return the rule
     */
    public static Plateau on(String metric) {
        Comparison better = Comparison.lower().byRelative(RELATIVE);
        return new Plateau(metric, Signal.each(), better, Patience.of(10), Change.by(0.1), 0);
    }

    /**
     * The same with another signal.
     *
     * @param what what is looked at
     * @return the rule
     */
    public Plateau looking(Signal what) {
        return new Plateau(metric, what, better, patience, change, start);
    }

    /**
     * The same with another comparison.
     *
     * @param what what counts as better
     * @return the rule
     */
    public Plateau judging(Comparison what) {
        return new Plateau(metric, signal, what, patience, change, start);
    }

    /**
     * The same with another patience.
     *
     * @param what what is counted
     * @return the rule
     */
    public Plateau waiting(Patience what) {
        return new Plateau(metric, signal, better, what, change, start);
    }

    /**
     * The same with another change.
     *
     * @param what what is done
     * @return the rule
     */
    public Plateau changing(Change what) {
        return new Plateau(metric, signal, better, patience, what, start);
    }

    /**
     * The same, listening later.
     *
     * @param time observations before this time, in updates, are not looked at; finite and &ge; 0
     * @return the rule
     */
    public Plateau from(double time) {
        return new Plateau(metric, signal, better, patience, change, time);
    }

    @Override
    public Plateau stretched(double factor) {
        return from(start * factor);
    }

    @Override
    public State start(int groups) {
        Check.groups(groups);
        return PlateauState.start(this, groups);
    }

    @Override
    public State state(String text) {
        return PlateauState.read(this, text);
    }

    /**
     * The call in the notation.
     *
     * @return the call, with what differs from the defaults
     */
    @Override
    public String toString() {
        Patience.Counted counted = patience.counted();
        return new CallText("plateau", metric)
                .put("factor", change.factor())
                .put("patience", patience.patience())
                .mode(better.mode())
                .thresholds(better, RELATIVE, 0)
                .differing("cooldown", patience.cooldown(), 0)
                .differing("floor", change.floor(), 0)
                .differing("ceiling", change.ceiling(), Double.POSITIVE_INFINITY)
                .differing("eps", change.eps(), 0)
                .differing("rest", patience.rest(), 0)
                .differing("counted", counted, Patience.Counted.BAD)
                .signal(signal)
                .differing("first", better.first(), better.mode().worst())
                .differing("start", start, 0)
                .toString();
    }
}
