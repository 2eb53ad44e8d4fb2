package dev.anneal.feedback;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Numerals;
import dev.anneal.notation.Span;
import java.util.Locale;

/** Writes the call of a rule in the notation. */
final class CallText {

    private final String metric;
    private final StringBuilder text;

    CallText(String name, String metric) {
        this.metric = metric;
        this.text = new StringBuilder(name).append("(on=").append(new Expression.Str(metric, Span.NONE));
    }

    CallText put(String parameter, double value) {
        text.append(", ").append(parameter).append('=').append(Numerals.text(value));
        return this;
    }

    CallText differing(String parameter, double value, double otherwise) {
        return Double.compare(value, otherwise) == 0 ? this : put(parameter, value);
    }

    <E extends Enum<E>> CallText differing(String parameter, E value, E otherwise) {
        return value == otherwise ? this : put(parameter, value);
    }

    private CallText put(String parameter, Enum<?> word) {
        text.append(", ").append(parameter).append("=\"").append(word(word)).append('"');
        return this;
    }

    /** The mode, unless the name of the metric says it. */
    CallText mode(Mode mode) {
        return mode == Mode.MIN && Mode.isLoss(metric) ? this : put("mode", mode);
    }

    /** The thresholds, unless both are as they are by default; one that is not written is 0 then. */
    CallText thresholds(Comparison better, double relative, double absolute) {
        if (Double.compare(better.relative(), relative) == 0 && Double.compare(better.absolute(), absolute) == 0) {
            return this;
        }
        boolean other = Double.compare(better.absolute(), 0) != 0;
        CallText text = other ? differing("relative", better.relative(), 0) : put("relative", better.relative());
        return text.differing("absolute", better.absolute(), 0);
    }

    CallText signal(Signal signal) {
        return differing("mean", signal.every(), 1)
                .differing("window", signal.window(), 1)
                .differing("smoothing", signal.smoothing(), 0)
                .differing("nan", signal.nan(), Signal.Nan.BAD);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text + ")";
    }
}
