package dev.anneal.feedback;

import dev.anneal.Feedback;
import dev.anneal.FeedbackFunction;

/** The function {@code adaptive} of the notation. */
public final class AdaptiveFunction implements FeedbackFunction {

    /** Creates the function, for the service loader. */
    public AdaptiveFunction() {}

    @Override
    public String signature() {
        return "adaptive(on=\"loss\", divisor=5, patience=9, mode=\"min\", tolerance=1e-4, until=1e-6)";
    }

    @Override
    public Feedback of(Arguments arguments) {
        Given given = new Given(arguments);
        return new Adaptive(
                given.metric(),
                given.mode(),
                given.number("tolerance"),
                given.whole("patience"),
                given.number("divisor"),
                given.number("until"));
    }
}
