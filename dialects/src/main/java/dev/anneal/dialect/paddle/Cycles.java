package dev.anneal.dialect.paddle;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.integerAtLeast;
import static dev.anneal.dialect.Condition.nonZero;
import static dev.anneal.dialect.Condition.oneOf;
import static dev.anneal.dialect.Condition.within;

import dev.anneal.Evolution;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import dev.anneal.dialect.torch.OneCycleShape;
import dev.anneal.notation.Expression;
import java.util.List;

/** Paddle's schedulers that go up and come down. */
final class Cycles {

    private static final List<String> MODES = List.of("triangular", "triangular2", "exp_range");

    private Cycles() {}

    static List<Entry> entries() {
        return List.of(oneCycle(), cyclic());
    }

    private static Entry cyclic() {
        return Paddle.entry(
                        "CyclicLR(base_learning_rate, max_learning_rate, step_size_up, step_size_down=None, "
                                + "mode='triangular', exp_gamma=1.0, scale_fn=None, scale_mode='cycle', last_epoch=-1, verbose=False)")
                .where("base_learning_rate", atLeast(0))
                .where("max_learning_rate", atLeast(0))
                .where("step_size_up", integerAtLeast(1))
                .where("step_size_down", integerAtLeast(1))
                .where("scale_mode", oneOf("cycle", "iterations"))
                .formula(
                        "base_learning_rate + (max_learning_rate - base_learning_rate) · triangle(t) · scale, where the "
                                + "triangle rises from 0 to 1 in step_size_up and falls to 0 in step_size_down (the same, unless "
                                + "given), and scale is 1, 0.5 to the number of cycles before, exp_gamma^t, or scale_fn of the "
                                + "cycle's number, from 1 on, or of t")
                .means(Paddle.plan(Cycles::cyclic))
                .quirk(
                        "A scale_fn beats mode, which may then be any word, and scale_mode tells what it is asked; without a"
                                + " scale_fn the mode sets scale_mode.")
                .quirk("exp_gamma must be written as a float: 1 is refused, 1.0 is not.")
                .quirk("A maximum below the base is accepted: the cycle points down.")
                .example(
                        "paddle.optimizer.lr.CyclicLR(0.01, 0.1, step_size_up=20, step_size_down=10, mode='triangular2')",
                        "steps=120")
                .source(Paddle.source("CyclicLR"));
    }

    private static Schedule cyclic(Call call) {
        requireFloat(call.value("exp_gamma"));
        Value mode = call.value("mode");
        boolean scaled = call.has("scale_fn");
        boolean byCycle = call.word("scale_mode").equals("cycle");
        if (!scaled && !(mode.isWord() && MODES.contains(mode.word()))) {
            throw mode.refused("be one of '" + String.join("', '", MODES) + "' where no scale_fn is given");
        }
        double base = call.number("base_learning_rate");
        double height = call.number("max_learning_rate") - base;
        if (scaled) {
            return above(base, triangle(call, 0, height).repeat().times(scale(call, byCycle)));
        }
        if (height == 0) {
            return Schedule.constant(base);
        }
        double gamma = call.number("exp_gamma");
        return switch (mode.word()) {
            case "triangular2" -> above(base, triangle(call, 0, height).repeat(new Evolution(1, 0.5)));
            case "exp_range" ->
                gamma == 1
                        ? triangle(call, base, base + height).repeat()
                        : above(base, triangle(call, 0, height).repeat().times(Paddle.powers(1, gamma, 1)));
            default -> triangle(call, base, base + height).repeat();
        };
    }

    private static Schedule above(double base, Schedule schedule) {
        return base == 0 ? schedule : schedule.plus(base);
    }

    private static Schedule triangle(Call call, double from, double to) {
        return Schedule.linear(from, to, call.number("step_size_up")).then(Schedule.linear(to, from, down(call)));
    }

    private static double down(Call call) {
        return call.number(call.has("step_size_down") ? "step_size_down" : "step_size_up");
    }

    private static Schedule scale(Call call, boolean byCycle) {
        Value function = call.value("scale_fn");
        Expression.Lambda lambda = function.function(1, 1).lambda();
        if (!byCycle) {
            return function.schedule();
        }
        // cycles are counted from 1, and what the function gives for 0 may be no number
        String number = "floor(1 + t / " + Paddle.n(call.number("step_size_up") + down(call)) + ")";
        String name = "\\b" + lambda.parameters().get(0) + "\\b";
        return Schedule.formula("t -> " + lambda.body().toString().replaceAll(name, number));
    }

    /** What must be a float in Python, where a whole number is none. */
    private static void requireFloat(Value value) {
        if (value.isInteger()) {
            throw value.refused("be written as a float, as " + Paddle.n(value.number()) + ".0");
        }
        value.number();
    }

    private static Entry oneCycle() {
        return Paddle.entry("OneCycleLR(max_learning_rate, total_steps, divide_factor=25.0, end_learning_rate=0.0001, "
                        + "phase_pct=0.3, anneal_strategy='cos', three_phase=False, last_epoch=-1, verbose=False)")
                .where("max_learning_rate", atLeast(0))
                .where("total_steps", integerAtLeast(1))
                .where("divide_factor", nonZero())
                .where("end_learning_rate", atLeast(0))
                .where("phase_pct", within(0, 1))
                .where("anneal_strategy", oneOf("cos", "linear"))
                .formula(
                        "from max_learning_rate / divide_factor up to max_learning_rate at phase_pct · total_steps - 1, "
                                + "then down to end_learning_rate at total_steps - 1; with three_phase first down to "
                                + "max_learning_rate / divide_factor at 2 · phase_pct · total_steps - 2")
                .means(Paddle.plan(Cycles::oneCycle))
                .quirk("It ends at 0.0001, whatever the maximum is, unless end_learning_rate says otherwise.")
                .quirk("phase_pct must be written as a float: 1 is refused, 1.0 is not.")
                .quirk(
                        "Paddle refuses to step further than total_steps, one step past the last rate; the value there is held.")
                .example("paddle.optimizer.lr.OneCycleLR(max_learning_rate=1.0, total_steps=100)", "steps=100")
                .source(Paddle.source("OneCycleLR"));
    }

    private static Schedule oneCycle(Call call) {
        requireFloat(call.value("phase_pct"));
        double total = call.number("total_steps");
        double max = call.number("max_learning_rate");
        double part = call.number("phase_pct");
        double first = max / call.number("divide_factor") + 0.0;
        double last = call.number("end_learning_rate");
        if (first < 0) {
            throw call.value("divide_factor").refused("be > 0, because the first rate would be negative");
        }
        boolean threePhase = call.flag("three_phase");
        if (threePhase && part >= 0.5) {
            throw call.value("phase_pct").refused("be < 0.5 with three_phase");
        }
        double top = part * total - 1;
        if (top == 0) {
            throw call.value("phase_pct")
                    .refused("not be one step of total_steps, because the way up would have no length");
        }
        if (call.number("last_epoch") >= total) {
            throw call.value("last_epoch").refused("be < total_steps");
        }
        boolean cosine = call.word("anneal_strategy").equals("cos");
        return new OneCycleShape(total, part, threePhase, cosine).schedule(first, max, last);
    }
}
