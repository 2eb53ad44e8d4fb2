package dev.anneal.dialect.torch;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.positive;

import dev.anneal.Evolution;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import dev.anneal.dialect.torch.Rule.Kind;
import dev.anneal.dialect.torch.Rule.Model;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Numerals;
import dev.anneal.notation.NumericFunction;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** {@code CyclicLR}. */
final class Cycles {

    private static final List<String> MODES = List.of("triangular", "triangular2", "exp_range");

    private Cycles() {}

    static Entry entry() {
        return Torch.entry(
                        "CyclicLR(optimizer, base_lr, max_lr, step_size_up=2000, step_size_down=None, mode='triangular',"
                                + " gamma=1.0, scale_fn=None, scale_mode='cycle', cycle_momentum=True, base_momentum=0.8,"
                                + " max_momentum=0.9, last_epoch=-1)")
                .where("step_size_up", positive())
                .where("step_size_down", atLeast(0))
                .formula("base_lr + (max_lr - base_lr) · triangle(t) · scale, where the triangle rises from 0 to 1 in"
                        + " step_size_up and falls to 0 in step_size_down (the same, unless given), and scale is 1, 0.5 to the"
                        + " number of cycles before, gamma^t, or scale_fn of the cycle's number, from 1 on, or of t")
                .means(Cycles::plan)
                .quirk("The base rate of the optimizer is not used: base_lr takes its place.")
                .quirk("momentum, or beta1, goes the other way, from max_momentum down to base_momentum, unless"
                        + " cycle_momentum=False.")
                .quirk(
                        "A scale_fn beats mode, which may then be any word, and scale_mode tells what it is asked; without a"
                                + " scale_fn the mode sets scale_mode.")
                .example(
                        "CyclicLR(optimizer, base_lr=0.001, max_lr=0.1, step_size_up=20, mode='triangular2')",
                        "lr=0.1 momentum=0.9 steps=160")
                .source(Torch.source("CyclicLR"));
    }

    private static Plan plan(Call call) {
        double[] base = call.perGroup("base_lr");
        double[] max = call.perGroup("max_lr");
        return Torch.cycle(
                call,
                group -> cycle(call, base[group], max[group]),
                bounds -> cycle(call, bounds.high(), bounds.low()));
    }

    private static double down(Call call) {
        return call.number(call.has("step_size_down") ? "step_size_down" : "step_size_up");
    }

    private static String mode(Call call) {
        Value mode = call.value("mode");
        if (!call.has("scale_fn") && !(mode.isWord() && MODES.contains(mode.word()))) {
            throw mode.refused("be one of '" + String.join("', '", MODES) + "' where no scale_fn is given");
        }
        return call.has("scale_fn") ? "scale_fn" : mode.word();
    }

    private static boolean asksCycle(Call call) {
        return call.value("scale_mode").isWord() && call.word("scale_mode").equals("cycle");
    }

    private static Schedule cycle(Call call, double from, double to) {
        String mode = mode(call);
        if (from == to && !call.has("scale_fn")) {
            return Schedule.constant(from);
        }
        if (mode.equals("triangular") || mode.equals("exp_range") && call.number("gamma") == 1) {
            return triangle(call, from, to).repeat();
        }
        Schedule triangle = triangle(call, 0, to - from);
        Schedule scaled = switch (mode) {
            case "triangular2" -> triangle.repeat(new Evolution(1, 0.5));
            case "exp_range" -> triangle.repeat().times(Factors.decay(1, call.number("gamma"), 1));
            default -> triangle.repeat().times(scale(call));
        };
        return from == 0 ? scaled : scaled.plus(from);
    }

    private static Schedule triangle(Call call, double from, double to) {
        double down = down(call);
        Schedule up = Schedule.linear(from, to, call.number("step_size_up"));
        return down == 0 ? up : up.then(Schedule.linear(to, from, down));
    }

    private static Schedule scale(Call call) {
        Value function = call.value("scale_fn");
        if (!asksCycle(call)) {
            function.function(1, 1);
            return function.schedule();
        }
        double total = call.number("step_size_up") + down(call);
        Expression.Lambda lambda = function.function(1, 1).lambda();
        String number = "floor(1 + t / " + Numerals.text(total) + ")";
        String name = "\\b" + lambda.parameters().get(0) + "\\b";
        return Schedule.formula("t -> " + lambda.body().toString().replaceAll(name, number));
    }

    static Rule rule(Call call, int group) {
        double base = call.perGroup("base_lr")[group];
        double max = call.perGroup("max_lr")[group];
        Momenta momentum = Momenta.of(call, group);
        DoubleUnaryOperator height = height(call);
        Model model = new Model(
                settings -> {
                    settings.lr = base;
                    if (momentum != null) {
                        momentum.prepare(settings);
                    }
                },
                (leaf, settings) -> {
                    double scaled = height.applyAsDouble(leaf.epoch);
                    if (momentum != null) {
                        settings.momentum = momentum.high() - (momentum.high() - momentum.low()) * scaled;
                    }
                    return leaf.base + (max - leaf.base) * scaled;
                },
                null,
                false,
                base);
        return Rule.of(Kind.OVERWRITES, initial -> cycle(call, base, max), model)
                .momentum(momentum == null ? null : cycle(call, momentum.high(), momentum.low()));
    }

    /** How high a step is, scaled: 0 is the base, and 1 the top of the first cycle. */
    private static DoubleUnaryOperator height(Call call) {
        double up = call.number("step_size_up");
        double total = up + down(call);
        double ratio = up / total;
        String mode = mode(call);
        boolean byCycle = mode.equals("scale_fn") ? asksCycle(call) : !mode.equals("exp_range");
        DoubleUnaryOperator scale = scaling(call, mode);
        return t -> {
            double cycle = Math.floor(1 + t / total);
            double x = 1 + t / total - cycle;
            double factor = x <= ratio ? x / ratio : (x - 1) / (ratio - 1);
            return factor * scale.applyAsDouble(byCycle ? cycle : t);
        };
    }

    private static DoubleUnaryOperator scaling(Call call, String mode) {
        double gamma = call.number("gamma");
        return switch (mode) {
            case "triangular" -> x -> 1;
            case "triangular2" -> x -> 1 / Math.pow(2, x - 1);
            case "exp_range" -> x -> Math.pow(gamma, x);
            default -> {
                NumericFunction function = call.value("scale_fn").function(1, 1);
                yield x -> Rule.finite(function.at(x));
            }
        };
    }
}
