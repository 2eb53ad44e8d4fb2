package dev.anneal.dialect.paddle;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Numerals;
import dev.anneal.notation.NumericFunction;
import dev.anneal.notation.Operator;
import dev.anneal.notation.Span;
import java.util.List;
import java.util.regex.Pattern;

/** Paddle's schedulers that are told a function. */
final class Lambdas {

    private static final int MOST_VALUES = 10_000_000;

    private Lambdas() {}

    static List<Entry> entries() {
        return List.of(lambda(), multiplicative());
    }

    private static Entry lambda() {
        return Paddle.rated("LambdaDecay(learning_rate, lr_lambda, last_epoch=-1, verbose=False)")
                .formula("learning_rate · lr_lambda(t)")
                .means(Paddle.plan(call -> {
                    call.function("lr_lambda");
                    return call.value("lr_lambda").schedule().times(call.number("learning_rate"));
                }))
                .example("paddle.optimizer.lr.LambdaDecay(0.5, lr_lambda=lambda x: 0.95 ** x)", "steps=60")
                .source(Paddle.source("LambdaDecay"));
    }

    private static Entry multiplicative() {
        return Paddle.rated("MultiplicativeDecay(learning_rate, lr_lambda, last_epoch=-1, verbose=False)")
                .formula("learning_rate · lr_lambda(1) · … · lr_lambda(t)")
                .means(Paddle.plan(Lambdas::product))
                .quirk("The function is not asked for 0.")
                .quirk(
                        "It goes from value to value, so the length of the run must be known, unless the function is constant.")
                .example("paddle.optimizer.lr.MultiplicativeDecay(0.5, lr_lambda=lambda x: 1 - x / 60)", "steps=60")
                .source(Paddle.source("MultiplicativeDecay"));
    }

    private static Schedule product(Call call) {
        NumericFunction function = call.function("lr_lambda");
        double rate = call.number("learning_rate");
        Expression.Lambda lambda = function.lambda();
        String time = lambda.parameters().get(0);
        boolean constant = !Pattern.compile("\\b" + time + "\\b")
                .matcher(lambda.body().toString())
                .find();
        if (constant) {
            return Paddle.powers(rate, function.at(0), 1);
        }
        double most = Math.ceil(call.ticks()) + 1 + (call.number("last_epoch") + 1);
        if (most > MOST_VALUES) {
            throw call.error("MultiplicativeDecay goes from value to value here, and may do so for at most "
                    + MOST_VALUES + " values, got " + Numerals.text(most));
        }
        double count = finite(function, rate, most);
        if (count < most) {
            call.note("MultiplicativeDecay: after " + Numerals.text(count)
                    + " steps the product is infinite; the value before is held");
        }
        Expression next = new Expression.Binary(
                Operator.MULTIPLY,
                new Expression.Name(time.equals("x") ? "y" : "x", Span.NONE),
                lambda.body(),
                Span.NONE);
        return Schedule.parse("iterate(" + Numerals.text(rate) + ", " + Numerals.text(count) + ", "
                + new Expression.Lambda(List.of(time, time.equals("x") ? "y" : "x"), next, Span.NONE) + ")");
    }

    /** How many values there are before the first that is infinite. */
    private static double finite(NumericFunction function, double first, double most) {
        double value = first;
        int count = 1;
        while (count < most && !Double.isInfinite(value)) {
            value *= function.at(count);
            count += Double.isInfinite(value) ? 0 : 1;
        }
        return count;
    }
}
