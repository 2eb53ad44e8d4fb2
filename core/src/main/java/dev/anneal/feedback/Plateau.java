package dev.anneal.feedback;

import dev.anneal.Feedback;
import dev.anneal.notation.Numerals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    /**
     * Checks the arguments.
     *
     * @throws IllegalArgumentException if the name is empty, or start is out of its range
     */
    public Plateau {
        if (metric.isBlank()) {
            throw Check.broken("on", "name a metric", "'" + metric + "'");
        }
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
        Comparison better = Comparison.lower().byRelative(1e-4);
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
        return PlateauState.start(this, groups);
    }

    @Override
    public State state(String text) {
        throw new UnsupportedOperationException(text);
    }

    /**
     * The call in the notation.
     *
     * @return the call, with what differs from the defaults
     */
    @Override
    public String toString() {
        List<String> arguments = new ArrayList<>();
        arguments.add("on=\"" + metric + "\"");
        arguments.add("factor=" + Numerals.text(change.factor()));
        arguments.add("patience=" + patience.patience());
        arguments.add("mode=\"" + better.mode().name().toLowerCase(Locale.ROOT) + "\"");
        return "plateau(" + String.join(", ", arguments) + ")";
    }
}
