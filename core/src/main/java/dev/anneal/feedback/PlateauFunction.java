package dev.anneal.feedback;

import dev.anneal.Feedback;
import dev.anneal.FeedbackFunction;

/** The function {@code plateau} of the notation. */
public final class PlateauFunction implements FeedbackFunction {

    /** Creates the function, for the service loader. */
    public PlateauFunction() {}

    @Override
    public String signature() {
        return "plateau(on=\"val_loss\", factor=0.1, patience=10, mode=\"min\", relative=1e-4, absolute=0, cooldown=0,"
                + " floor=0, ceiling=inf, eps=0, rest=0, counted=\"bad\", mean=1, window=1, smoothing=0, nan=\"bad\","
                + " first=inf, start=0)";
    }

    @Override
    public Feedback of(Arguments arguments) {
        Given given = new Given(arguments);
        Patience patience = new Patience(
                given.whole("patience"),
                given.word("counted", Patience.Counted.class),
                given.whole("cooldown"),
                given.whole("rest"));
        return new Plateau(
                given.metric(), given.signal(), given.comparison(), patience, given.change(), given.number("start"));
    }
}
