package dev.anneal.dialect.torch;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import dev.anneal.dialect.torch.Rule.Kind;
import dev.anneal.dialect.torch.Rule.Model;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Numerals;
import dev.anneal.notation.NumericFunction;
import dev.anneal.notation.Operator;
import dev.anneal.notation.Span;
import java.util.List;
import java.util.regex.Pattern;

/** Torch's schedulers that are told a function. */
final class Lambdas {

    private Lambdas() {}

    static List<Entry> entries() {
        return List.of(lambda(), multiplicative());
    }

    private static Entry lambda() {
        return Torch.entry("LambdaLR(optimizer, lr_lambda, last_epoch=-1)")
                .formula("base · lr_lambda(t)")
                .means(call -> Torch.rates(call, group -> lambda(call, group)))
                .quirk("A list has one function for each parameter group.")
                .example("LambdaLR(optimizer, lr_lambda=lambda epoch: 0.95 ** epoch)", "lr=0.1 steps=60")
                .source(Torch.source("LambdaLR"));
    }

    static Rule lambda(Call call, int group) {
        Value value = chosen(call, group);
        NumericFunction function = value.function(1, 1);
        Schedule factor = value.schedule();
        return Rule.of(
                Kind.VALUE,
                base -> factor.times(base),
                Model.of((leaf, settings) -> leaf.base * Rule.finite(function.at(leaf.epoch)), null));
    }

    /** The function of a group. */
    private static Value chosen(Call call, int group) {
        Value value = call.value("lr_lambda");
        if (!value.isList()) {
            return value;
        }
        List<Value> items = value.items();
        int groups = call.groups().size();
        if (items.size() != groups) {
            throw value.refused(
                    groups == 1
                            ? "be one function, as there is one parameter group"
                            : "have one function for each of " + groups + " parameter groups");
        }
        return items.get(group);
    }

    private static Entry multiplicative() {
        return Torch.entry("MultiplicativeLR(optimizer, lr_lambda, last_epoch=-1)")
                .formula("base · lr_lambda(1) · … · lr_lambda(t)")
                .means(call -> Torch.rates(call, group -> multiplicative(call, group)))
                .quirk(
                        "The function is not asked for 0. Behind a milestone of SequentialLR it is, and multiplies the rate that"
                                + " the scheduler before it left.")
                .quirk(
                        "It goes from value to value, so the length of the run must be known, unless the function is constant.")
                .example("MultiplicativeLR(optimizer, lr_lambda=lambda epoch: 1 - epoch / 60)", "lr=0.1 steps=60")
                .source(Torch.source("MultiplicativeLR"));
    }

    static Rule multiplicative(Call call, int group) {
        NumericFunction function = chosen(call, group).function(1, 1);
        return Rule.of(
                        isConstant(function) ? Kind.FACTOR : Kind.TABLE,
                        base -> product(call, function, base),
                        Model.of(
                                (leaf, settings) ->
                                        leaf.initial ? settings.lr : settings.lr * Rule.finite(function.at(leaf.epoch)),
                                null))
                .again(base -> product(call, function, base * function.at(0)))
                .entered((base, left) -> product(call, function, left * function.at(0)));
    }

    private static boolean isConstant(NumericFunction function) {
        String body = function.lambda().body().toString();
        return !Pattern.compile("\\b" + function.lambda().parameters().get(0) + "\\b")
                .matcher(body)
                .find();
    }

    private static Schedule product(Call call, NumericFunction function, double base) {
        Expression.Lambda lambda = function.lambda();
        String time = lambda.parameters().get(0);
        if (isConstant(function)) {
            return Factors.decay(base, function.at(0), 1);
        }
        String value = time.equals("x") ? "y" : "x";
        Expression next = new Expression.Binary(
                Operator.MULTIPLY, new Expression.Name(value, Span.NONE), lambda.body(), Span.NONE);
        double most = Math.ceil(call.ticks()) + 1;
        Torch.checkWork(call, most * call.groups().size());
        double count = finite(function, base, most);
        if (count < most) {
            call.note("MultiplicativeLR: after " + Numerals.text(count)
                    + " steps the product is infinite; the value before is held");
        }
        return Schedule.parse("iterate(" + Numerals.text(base) + ", " + Numerals.text(count) + ", "
                + new Expression.Lambda(List.of(time, value), next, Span.NONE) + ")");
    }

    /** How many values there are before the first that is infinite, as it may be in a part that is left before. */
    private static double finite(NumericFunction function, double base, double most) {
        double value = base;
        int count = 1;
        while (count < most && !Double.isInfinite(value)) {
            value *= function.at(count);
            count += Double.isInfinite(value) ? 0 : 1;
        }
        return count;
    }
}
