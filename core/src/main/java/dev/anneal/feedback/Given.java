package dev.anneal.feedback;

import dev.anneal.FeedbackFunction;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What stands in the call of a rule, as the parts that rules are put together from. */
record Given(FeedbackFunction.Arguments arguments) {

    String metric() {
        return arguments.word("on");
    }

    double number(String parameter) {
        return arguments.number(parameter);
    }

    int whole(String parameter) {
        double number = number(parameter);
        if (!(number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE)) {
            throw Check.broken(parameter, "be a whole number <= " + Integer.MAX_VALUE, number);
        }
        return (int) number;
    }

    <E extends Enum<E>> E word(String parameter, Class<E> type) {
        String word = arguments.word(parameter);
        E[] all = type.getEnumConstants();
        return Arrays.stream(all)
                .filter(value -> CallText.word(value).equals(word))
                .findFirst()
                .orElseThrow(() -> Check.broken(
                        parameter,
                        "be " + Arrays.stream(all).map(CallText::word).collect(Collectors.joining(" or ")),
                        "'" + word + "'"));
    }

    Mode mode() {
        if (!arguments.has("mode") && !Mode.isLoss(metric())) {
            throw Check.broken(
                    "mode",
                    "be given, as \"max\" for an accuracy, unless the name of the metric says that it is a loss",
                    "none for '" + metric() + "'");
        }
        return word("mode", Mode.class);
    }

    /** What is given by either threshold is in place of the defaults of both. */
    Comparison comparison() {
        Mode mode = mode();
        boolean defaults = !arguments.has("relative") && !arguments.has("absolute");
        double relative = defaults || arguments.has("relative") ? number("relative") : 0;
        double absolute = defaults || arguments.has("absolute") ? number("absolute") : 0;
        // the default in signatures is that of the lower
        double first = arguments.has("first") ? number("first") : mode.worst();
        return new Comparison(mode, relative, absolute, first);
    }

    Signal signal() {
        return new Signal(whole("mean"), whole("window"), number("smoothing"), word("nan", Signal.Nan.class));
    }

    Change change() {
        return new Change(number("factor"), number("floor"), number("ceiling"), number("eps"));
    }
}
