package dev.anneal.feedback;

import dev.anneal.Feedback;
import dev.anneal.FeedbackFunction;

/** The function {@code greedy} of the notation. */
public final class GreedyFunction implements FeedbackFunction {

    /** Creates the function, for the service loader. */
    public GreedyFunction() {}

    @Override
    public String signature() {
        return "greedy(on=\"loss\", factor=0.95, patience=10, mode=\"min\", relative=0, absolute=1e-6, cooldown=0, warmup=0,"
                + " floor=1e-3, ceiling=1, eps=1e-8, reset=500, mean=1, window=1, smoothing=0, nan=\"bad\", first=inf)";
    }

    @Override
    public Feedback of(Arguments arguments) {
        Given given = new Given(arguments);
        return new Greedy(
                given.metric(),
                given.signal(),
                given.comparison(),
                new Greedy.Timing(given.whole("patience"), given.whole("cooldown"), given.whole("warmup")),
                given.change(),
                given.whole("reset"));
    }
}
