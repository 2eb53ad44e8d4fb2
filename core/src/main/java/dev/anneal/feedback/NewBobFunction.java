package dev.anneal.feedback;

import dev.anneal.Feedback;
import dev.anneal.FeedbackFunction;

/** The function {@code newbob} of the notation. */
public final class NewBobFunction implements FeedbackFunction {

    /** Creates the function, for the service loader. */
    public NewBobFunction() {}

    @Override
    public String signature() {
        return "newbob(on=\"val_loss\", factor=0.5, threshold=0.0025, patience=0, mode=\"min\", floor=0, ceiling=inf, eps=0)";
    }

    @Override
    public Feedback of(Arguments arguments) {
        Given given = new Given(arguments);
        return new NewBob(
                given.metric(), given.mode(), given.number("threshold"), given.whole("patience"), given.change());
    }
}
