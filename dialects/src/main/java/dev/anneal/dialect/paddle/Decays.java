package dev.anneal.dialect.paddle;

import static dev.anneal.dialect.Condition.below;
import static dev.anneal.dialect.Condition.integerAtLeast;
import static dev.anneal.dialect.Condition.number;
import static dev.anneal.dialect.Condition.positive;
import static dev.anneal.dialect.Condition.within;
import static dev.anneal.dialect.paddle.Paddle.n;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Paddle's schedulers that go from the first rate down, or from piece to piece. */
final class Decays {

    private static final Condition UNIT = number("be > 0 and < 1", value -> value > 0 && value < 1);

    private Decays() {}

    static List<Entry> entries() {
        return List.of(
                noam(),
                piecewise(),
                naturalExponential(),
                inverseTime(),
                polynomial(),
                exponential(),
                multiStep(),
                step(),
                linear());
    }

    private static Entry noam() {
        return Paddle.rated("NoamDecay(d_model, warmup_steps, learning_rate=1.0, last_epoch=-1, verbose=False)")
                .where("d_model", positive())
                .where("warmup_steps", positive())
                .formula("learning_rate · d_model^-0.5 · min(t^-0.5, t · warmup_steps^-1.5)")
                .means(Paddle.plan(call -> {
                    double warmup = call.number("warmup_steps");
                    double peak = call.number("learning_rate") / Math.sqrt(call.number("d_model")) / Math.sqrt(warmup);
                    return Schedule.linear(0, peak, warmup).then(Schedule.inverseSqrt(peak, warmup));
                }))
                .quirk("The first step has a rate of 0.")
                .quirk(
                        "learning_rate is a factor: the highest rate is learning_rate / √(d_model · warmup_steps), at warmup_steps.")
                .example("paddle.optimizer.lr.NoamDecay(d_model=512, warmup_steps=100)", "steps=400")
                .source(Paddle.source("NoamDecay"));
    }

    private static Entry piecewise() {
        return Paddle.entry("PiecewiseDecay(boundaries, values, last_epoch=-1, verbose=False)")
                .formula("the value of the first boundary > t, else the last value")
                .means(Paddle.plan(Decays::piecewise))
                .quirk("There may be more values than needed: the last one holds after the last boundary.")
                .quirk("Boundaries need not rise: the first above t counts, in the order in which they are written.")
                .example("paddle.optimizer.lr.PiecewiseDecay([30, 60], [0.1, 0.01, 0.001])", "steps=100")
                .source(Paddle.source("PiecewiseDecay"));
    }

    private static Schedule piecewise(Call call) {
        double[] boundaries = call.numbers("boundaries");
        double[] values = call.numbers("values");
        if (boundaries.length == 0) {
            throw call.value("boundaries").refused("have at least one item");
        }
        if (values.length <= boundaries.length) {
            throw call.value("values")
                    .refused("have one item more than boundaries, " + (boundaries.length + 1) + " here");
        }
        List<Double> starts = new ArrayList<>();
        List<Double> held = new ArrayList<>();
        double passed = 0;
        for (int i = 0; i < boundaries.length; i++) {
            if (boundaries[i] > passed) {
                append(starts, held, passed, values[i]);
                passed = boundaries[i];
            }
        }
        append(starts, held, passed, values[values.length - 1]);
        return starts.size() == 1
                ? Schedule.constant(held.get(0))
                : Schedule.piecewise(
                        starts.stream().mapToDouble(Double::doubleValue).toArray(),
                        held.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static void append(List<Double> starts, List<Double> held, double start, double value) {
        if (held.isEmpty() || held.get(held.size() - 1) != value) {
            starts.add(start);
            held.add(value);
        }
    }

    private static Entry naturalExponential() {
        return Paddle.rated("NaturalExpDecay(learning_rate, gamma, last_epoch=-1, verbose=False)")
                .where("gamma", positive())
                .formula("learning_rate · e^(-gamma · t)")
                .means(Paddle.plan(call -> {
                    double rate = call.number("learning_rate");
                    // a power of 1/e loses no digits where gamma is small and the run long
                    double unit = 1 / call.number("gamma");
                    return Double.isInfinite(unit)
                            ? Schedule.constant(rate)
                            : Schedule.exponential(rate, Math.exp(-1), unit);
                }))
                .example("paddle.optimizer.lr.NaturalExpDecay(learning_rate=0.5, gamma=0.1)", "steps=50")
                .source(Paddle.source("NaturalExpDecay"));
    }

    private static Entry inverseTime() {
        return Paddle.rated("InverseTimeDecay(learning_rate, gamma, last_epoch=-1, verbose=False)")
                .formula("learning_rate / (1 + gamma · t)")
                .means(Paddle.plan(Decays::inverseTime))
                .quirk(
                        "A negative gamma is accepted: the rate rises to a pole at -1 / gamma, and is negative after it. A step that"
                                + " falls on the pole is refused.")
                .example("paddle.optimizer.lr.InverseTimeDecay(learning_rate=0.5, gamma=0.1)", "steps=100")
                .source(Paddle.source("InverseTimeDecay"));
    }

    private static Schedule inverseTime(Call call) {
        double rate = call.number("learning_rate");
        double gamma = call.number("gamma");
        if (gamma >= 0) {
            return Schedule.inverseTime(rate, gamma);
        }
        double pole = Math.rint(-1 / gamma);
        if (1 + gamma * pole == 0 && pole > call.number("last_epoch")) {
            throw call.value("gamma").refused("not divide the rate by 0, which it does at step " + n(pole));
        }
        return Schedule.formula("t -> " + n(rate) + " / (1 + " + n(gamma) + " * t)");
    }

    private static Entry polynomial() {
        return Paddle.rated("PolynomialDecay(learning_rate, decay_steps, end_lr=0.0001, power=1.0, cycle=False, "
                        + "last_epoch=-1, verbose=False)")
                .where("decay_steps", integerAtLeast(1))
                .where("power", positive())
                .formula(
                        "end_lr + (learning_rate - end_lr) · (1 - min(t, decay_steps) / decay_steps)^power; with cycle "
                                + "end_lr + (learning_rate - end_lr) · (1 - t / (decay_steps · max(1, ⌈t / decay_steps⌉)))^power")
                .means(Paddle.plan(Decays::polynomial))
                .quirk("It ends at 0.0001 unless end_lr says otherwise, and rises if it begins below.")
                .quirk(
                        "With cycle the rate is end_lr at every multiple of decay_steps, and one step later stands on a ramp that"
                                + " began at step 0 and reaches the next multiple: each comes back less high.")
                .example(
                        "paddle.optimizer.lr.PolynomialDecay(0.1, decay_steps=40, end_lr=0.001, cycle=True)",
                        "steps=160")
                .source(Paddle.source("PolynomialDecay"));
    }

    private static Schedule polynomial(Call call) {
        double rate = call.number("learning_rate");
        double end = call.number("end_lr");
        double steps = call.number("decay_steps");
        double power = call.number("power");
        if (!call.flag("cycle")) {
            return power == 1 ? Schedule.linear(rate, end, steps) : Schedule.polynomial(rate, end, steps, power);
        }
        String left = "(1 - t / (" + n(steps) + " * max(1, ceil(t / " + n(steps) + "))))";
        String way = n(rate - end) + " * " + left + (power == 1 ? "" : " ** " + n(power));
        return Schedule.formula("t -> " + way + (end == 0 ? "" : " + " + n(end)));
    }

    private static Entry exponential() {
        return Paddle.rated("ExponentialDecay(learning_rate, gamma, last_epoch=-1, verbose=False)")
                .where("gamma", UNIT)
                .formula("learning_rate · gamma^t")
                .means(Paddle.plan(call -> Schedule.exponential(call.number("learning_rate"), call.number("gamma"))))
                .example("paddle.optimizer.lr.ExponentialDecay(learning_rate=0.5, gamma=0.9)", "steps=50")
                .source(Paddle.source("ExponentialDecay"));
    }

    private static Entry multiStep() {
        return Paddle.rated("MultiStepDecay(learning_rate, milestones, gamma=0.1, last_epoch=-1, verbose=False)")
                .where("gamma", below(1))
                .formula("learning_rate · gamma^n, n the number of milestones ≤ t")
                .means(Paddle.plan(Decays::multiStep))
                .quirk("A negative gamma is accepted: the rate changes its sign at each milestone.")
                .quirk("Milestones must be a list or a tuple, and rise; an array is refused.")
                .example("paddle.optimizer.lr.MultiStepDecay(0.1, milestones=[30, 60, 80])", "steps=100")
                .source(Paddle.source("MultiStepDecay"));
    }

    private static Schedule multiStep(Call call) {
        Value written = call.value("milestones");
        String maker = written.path();
        if (!written.isList() || maker != null && maker.matches(".*\\b(range|array|arange|linspace)")) {
            throw written.refused("be a list or a tuple");
        }
        double[] milestones = written.numbers();
        for (int i = 1; i < milestones.length; i++) {
            if (milestones[i] <= milestones[i - 1]) {
                throw written.refused("rise");
            }
        }
        double rate = call.number("learning_rate");
        return milestones.length == 0
                ? Schedule.constant(rate)
                : Schedule.multiStep(
                        rate,
                        call.number("gamma"),
                        Arrays.stream(milestones).map(m -> Math.max(0, m)).toArray());
    }

    private static Entry step() {
        return Paddle.rated("StepDecay(learning_rate, step_size, gamma=0.1, last_epoch=-1, verbose=False)")
                .where("step_size", integerAtLeast(1))
                .where("gamma", below(1))
                .formula("learning_rate · gamma^⌊t / step_size⌋")
                .means(Paddle.plan(call -> {
                    double size = call.number("step_size");
                    Schedule powers = Paddle.powers(call.number("learning_rate"), call.number("gamma"), size);
                    return size == 1 ? powers : powers.staircase(size);
                }))
                .quirk("A negative gamma is accepted: the rate changes its sign each time.")
                .example("paddle.optimizer.lr.StepDecay(learning_rate=0.1, step_size=30, gamma=0.1)", "steps=100")
                .source(Paddle.source("StepDecay"));
    }

    private static Entry linear() {
        return Paddle.rated("LinearLR(learning_rate, total_steps, start_factor=1.0/3, end_factor=1.0, last_epoch=-1, "
                        + "verbose=False)")
                .where("total_steps", positive())
                .where("start_factor", positive().and(Condition.atMost(1)))
                .where("end_factor", within(0, 1))
                .formula(
                        "learning_rate · (start_factor + (end_factor - start_factor) · min(t, total_steps) / total_steps)")
                .means(Paddle.resumed(Decays::linear))
                .quirk("A total_steps that is no whole number holds the value of the last whole step before it.")
                .quirk(
                        "It goes from rate to rate: with a last_epoch it takes learning_rate for the rate at that epoch, and goes on"
                                + " in proportion.")
                .example("paddle.optimizer.lr.LinearLR(learning_rate=0.5, total_steps=20)", "steps=30")
                .source(Paddle.source("LinearLR"));
    }

    private static Schedule linear(Call call) {
        double rate = call.number("learning_rate");
        double total = call.number("total_steps");
        double start = call.number("start_factor");
        double end = call.number("end_factor");
        double known = call.number("last_epoch");
        double last = Math.floor(total);
        if (last <= Math.max(known, 0)) {
            return Schedule.constant(known < 0 ? rate * start : rate);
        }
        double base = known < 0 ? rate : rate / (start + (end - start) * known / total);
        Schedule ramp =
                start == end ? Schedule.constant(base * start) : Schedule.linear(base * start, base * end, total);
        Schedule whole = last == total ? ramp : ramp.until(last);
        return known < 0 ? whole : whole.skip(known + 1);
    }
}
