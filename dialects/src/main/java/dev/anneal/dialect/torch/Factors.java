package dev.anneal.dialect.torch;

import static dev.anneal.dialect.Condition.nonZero;
import static dev.anneal.dialect.Condition.within;
import static dev.anneal.dialect.torch.Rule.divide;
import static dev.anneal.dialect.torch.Rule.modulo;
import static dev.anneal.dialect.torch.Rule.power;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.torch.Rule.Kind;
import dev.anneal.dialect.torch.Rule.Model;
import dev.anneal.notation.Numerals;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Torch's schedulers that multiply the rate. */
final class Factors {

    private Factors() {}

    static List<Entry> entries() {
        return List.of(step(), multiStep(), constant(), linear(), exponential(), polynomial());
    }

    private static Entry step() {
        return Torch.entry("StepLR(optimizer, step_size, gamma=0.1, last_epoch=-1)")
                .where("step_size", nonZero())
                .formula("base · gamma^⌊t / step_size⌋")
                .means(call -> Torch.rates(call, group -> step(call)))
                .quirk(
                        "A step_size that is no whole number acts only where a whole number of steps is a multiple of it.")
                .example("StepLR(optimizer, step_size=30, gamma=0.1)", "lr=0.1 steps=100")
                .source(Torch.source("StepLR"));
    }

    static Rule step(Call call) {
        double size = call.number("step_size");
        double gamma = call.number("gamma");
        double period = period(size);
        return Rule.of(
                Kind.FACTOR,
                base -> decay(base, gamma, period),
                Model.of(
                        (leaf, group) -> leaf.epoch == 0 || modulo(leaf.epoch, size) != 0 ? group.lr : group.lr * gamma,
                        (leaf, group) -> leaf.base));
    }

    /** The least whole number that is a multiple: torch asks for a remainder of exactly 0. */
    private static double period(double size) {
        double period = Math.abs(size);
        while (period != Math.rint(period)) {
            period *= 2;
        }
        return period;
    }

    /** Multiplied by gamma after every period, which is a whole number. */
    static Schedule decay(double base, double gamma, double period) {
        if (gamma == 1 || base == 0) {
            return Schedule.constant(base);
        }
        if (gamma < 0) {
            String factor = "(" + Numerals.text(gamma) + ") ** (t // " + Numerals.text(period) + ")";
            return Schedule.formula("t -> " + factor).times(base);
        }
        return period == 1
                ? Schedule.exponential(base, gamma)
                : Schedule.exponential(base, gamma, period).staircase(period);
    }

    private static Entry multiStep() {
        return Torch.entry("MultiStepLR(optimizer, milestones, gamma=0.1, last_epoch=-1)")
                .formula("base · gamma^n, n the number of milestones ≤ t")
                .means(call -> Torch.rates(call, group -> multiStep(call)))
                .quirk("The milestones need not rise; one that stands twice counts twice.")
                .quirk(
                        "A milestone that is negative, or no whole number, is never met; behind a milestone of SequentialLR"
                                + " those up to 0 count at once.")
                .example("MultiStepLR(optimizer, milestones=[30, 80], gamma=0.1)", "lr=0.1 steps=100")
                .source(Torch.source("MultiStepLR"));
    }

    static Rule multiStep(Call call) {
        double[] all = call.numbers("milestones");
        double gamma = call.number("gamma");
        double[] met = Arrays.stream(all)
                .filter(m -> m >= 0 && m == Math.rint(m))
                .sorted()
                .toArray();
        long early = Arrays.stream(all).filter(m -> m <= 0).count();
        long atZero = Arrays.stream(all).filter(m -> m == 0).count();
        Map<Double, Integer> times = new HashMap<>();
        Arrays.stream(all).forEach(m -> times.merge(m + 0.0, 1, Integer::sum));
        return Rule.of(
                        Kind.FACTOR,
                        base -> met.length == 0 ? Schedule.constant(base) : Schedule.multiStep(base, gamma, met),
                        Model.of(
                                (leaf, group) -> {
                                    Integer n = times.get(leaf.epoch);
                                    return n == null ? group.lr : group.lr * Math.pow(gamma, n);
                                },
                                (leaf, group) -> leaf.base * Math.pow(gamma, early)))
                .entered((base, left) -> {
                    double from = base * Math.pow(gamma, early - atZero);
                    return met.length == 0 ? Schedule.constant(from) : Schedule.multiStep(from, gamma, met);
                });
    }

    private static Entry constant() {
        return Torch.entry("ConstantLR(optimizer, factor=1.0/3, total_iters=5, last_epoch=-1)")
                .where("factor", within(0, 1))
                .formula("base · factor for t < total_iters, then base")
                .means(call -> Torch.rates(call, group -> constant(call)))
                .quirk(
                        "With a total_iters of 0, or one that is negative or no whole number, the factor is never taken back.")
                .quirk("With factor 0 torch divides by zero at total_iters; here the rate stays 0.")
                .example("ConstantLR(optimizer, factor=0.25, total_iters=8)", "lr=0.1 steps=20")
                .source(Torch.source("ConstantLR"));
    }

    static Rule constant(Call call) {
        double factor = call.number("factor");
        double total = call.number("total_iters");
        boolean ends = total >= 1 && total == Math.rint(total) && factor != 0 && factor != 1;
        return Rule.of(
                        Kind.FACTOR,
                        base -> ends
                                ? Schedule.piecewise(new double[] {0, total}, new double[] {base * factor, base})
                                : Schedule.constant(base * factor),
                        Model.of(
                                (leaf, group) -> leaf.epoch == 0
                                        ? group.lr * factor
                                        : leaf.epoch == total ? group.lr * divide(1, factor) : group.lr,
                                (leaf, group) -> leaf.base * (total <= 0 ? 1 : factor)))
                .entered((base, left) -> total <= 0
                        ? Schedule.constant(base)
                        : ends
                                ? Schedule.piecewise(new double[] {0, total}, new double[] {base * factor, base})
                                : Schedule.constant(base * factor));
    }

    private static Entry linear() {
        return Torch.entry("LinearLR(optimizer, start_factor=1.0/3, end_factor=1.0, total_iters=5, last_epoch=-1)")
                .where("start_factor", Condition.positive().and(Condition.atMost(1)))
                .where("end_factor", within(0, 1))
                .formula("base · (start_factor + (end_factor - start_factor) · min(t, total_iters) / total_iters)")
                .means(call -> Torch.rates(call, group -> linear(call)))
                .quirk(
                        "With a total_iters of 0 or less the rate stays at start_factor; one that is no whole number holds the"
                                + " value of the last whole step before it.")
                .example("LinearLR(optimizer, start_factor=0.1, total_iters=10)", "lr=0.1 steps=20")
                .source(Torch.source("LinearLR"));
    }

    static Rule linear(Call call) {
        double start = call.number("start_factor");
        double end = call.number("end_factor");
        double total = call.number("total_iters");
        return Rule.of(
                        Kind.FACTOR,
                        base -> linear(base * start, base * end, total),
                        Model.of(
                                (leaf, group) -> {
                                    if (leaf.epoch == 0) {
                                        return group.lr * start;
                                    }
                                    if (leaf.initial || leaf.epoch > total) {
                                        return group.lr;
                                    }
                                    double before = total * start + (leaf.epoch - 1) * (end - start);
                                    return group.lr * (1 + divide(end - start, before));
                                },
                                (leaf, group) ->
                                        leaf.base * (start + divide((end - start) * Math.min(total, 0), total))))
                .entered((base, left) -> {
                    if (total == 0) {
                        throw new IllegalArgumentException(
                                "total_iters of LinearLR must not be 0 behind a milestone, where it is divided by, got 0");
                    }
                    return total < 0 ? Schedule.constant(base * end) : linear(base * start, base * end, total);
                });
    }

    private static Schedule linear(double from, double to, double total) {
        if (total < 1 || from == to) {
            return Schedule.constant(from);
        }
        Schedule ramp = Schedule.linear(from, to, total);
        return total == Math.rint(total) ? ramp : ramp.until(Math.floor(total));
    }

    private static Entry exponential() {
        return Torch.entry("ExponentialLR(optimizer, gamma, last_epoch=-1)")
                .formula("base · gamma^t")
                .means(call -> Torch.rates(call, group -> exponential(call)))
                .example("ExponentialLR(optimizer, gamma=0.95)", "lr=0.1 steps=60")
                .source(Torch.source("ExponentialLR"));
    }

    static Rule exponential(Call call) {
        double gamma = call.number("gamma");
        return Rule.of(
                        Kind.FACTOR,
                        base -> decay(base, gamma, 1),
                        Model.of(
                                (leaf, group) -> leaf.initial ? group.lr : group.lr * gamma,
                                (leaf, group) -> leaf.base))
                .again(base -> decay(base * gamma, gamma, 1));
    }

    private static Entry polynomial() {
        return Torch.entry("PolynomialLR(optimizer, total_iters=5, power=1.0, last_epoch=-1)")
                .formula("base · (1 - min(t, total_iters) / total_iters)^power")
                .means(call -> Torch.rates(call, group -> polynomial(call)))
                .quirk(
                        "With a total_iters of 0 or less the rate stays; one that is no whole number holds the value of the"
                                + " last whole step before it.")
                .example("PolynomialLR(optimizer, total_iters=40, power=2.0)", "lr=0.1 steps=50")
                .source(Torch.source("PolynomialLR"));
    }

    static Rule polynomial(Call call) {
        double total = call.number("total_iters");
        double power = call.number("power");
        if (power < 0 && total >= 1 && total == Math.rint(total)) {
            throw call.value("power").refused("be >= 0, because the rate would be infinite after total_iters");
        }
        return Rule.of(
                        Kind.FACTOR,
                        base -> polynomial(base, total, power),
                        Model.of(
                                (leaf, group) -> leaf.initial || leaf.epoch > total
                                        ? group.lr
                                        : group.lr
                                                * power(
                                                        divide(
                                                                1 - divide(leaf.epoch, total),
                                                                1 - divide(leaf.epoch - 1, total)),
                                                        power),
                                (leaf, group) ->
                                        leaf.base * power(1 - divide(Math.min(total, leaf.epoch), total), power)))
                .again(base -> {
                    checkTotal(total);
                    return polynomial(total < 0 ? base : base / Math.pow(1 + 1 / total, power), total, power);
                })
                .entered((base, left) -> {
                    checkTotal(total);
                    return total < 0 ? Schedule.constant(base * power(0, power)) : polynomial(base, total, power);
                });
    }

    private static void checkTotal(double total) {
        if (total == 0) {
            throw new IllegalArgumentException(
                    "total_iters of PolynomialLR must not be 0 in a composite, where it is divided by, got 0");
        }
    }

    private static Schedule polynomial(double base, double total, double power) {
        if (total < 1 || power == 0) {
            return Schedule.constant(base);
        }
        double last = Math.floor(total);
        if (power < 0) {
            String left = "(1 - t / " + Numerals.text(total) + ") ** (" + Numerals.text(power) + ")";
            return Schedule.formula("t -> " + left, last).times(base);
        }
        Schedule decay = Schedule.polynomial(base, 0, total, power);
        return total == last ? decay : decay.until(last);
    }
}
