package dev.anneal.feedback;

import dev.anneal.Feedback;
import dev.anneal.FeedbackFunction;

/** The function {@code plateau} of the notation. */
public final class PlateauFunction implements FeedbackFunction {

    /** Creates the function, for the service loader. */
    public PlateauFunction() {}

    @Override
    public String signature() {
        return "plateau(on=\"val_loss\", factor=0.1, patience=10, mode=\"min\")";
    }

    @Override
    public Feedback of(Arguments arguments) {
        Comparison better = arguments.word("mode").equals("max") ? Comparison.higher() : Comparison.lower();
        return Plateau.on(arguments.word("on"))
                .judging(better.byRelative(1e-4))
                .waiting(Patience.of((int) arguments.number("patience")))
                .changing(Change.by(arguments.number("factor")));
    }
}
