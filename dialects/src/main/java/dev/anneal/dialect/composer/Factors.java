package dev.anneal.dialect.composer;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Numerals;
import java.util.function.DoubleFunction;

/** What the schedulers of Composer make of a base rate, in batches. */
final class Factors {

    private final Call call;
    private final Run run;

    private Factors(Call call, Run run) {
        this.call = call;
        this.run = run;
    }

    /** The rate by the base rate, for a call of a scheduler. */
    static DoubleFunction<Schedule> of(Call call, Run run) {
        Factors factors = new Factors(call, run);
        return switch (call.entry().name()) {
            case "StepScheduler" -> factors.step();
            case "MultiStepScheduler" -> factors.multiStep();
            case "ConstantScheduler" -> factors.constant();
            case "LinearScheduler" -> factors.linear();
            case "ExponentialScheduler" -> factors.exponential();
            case "CosineAnnealingScheduler" -> factors.cosine();
            case "CosineAnnealingWarmRestartsScheduler" -> Restarts.of(call, run);
            case "PolynomialScheduler" -> factors.polynomial();
            case "MultiStepWithWarmupScheduler" -> {
                Warmup warmup = Warmup.of(call, run);
                DoubleFunction<Schedule> steps = factors.multiStep();
                yield base -> warmup.to(base).then(steps.apply(base).skip(Math.max(0, warmup.lasts())));
            }
            default -> Warmup.of(call, run).covering();
        };
    }

    /** A length in batches; not 0, by which upstream divides. */
    private double period(String parameter) {
        Value value = call.value(parameter);
        Time time = run.time(value);
        if (time.value() == 0) {
            throw value.refused("not be 0 batches");
        }
        return time.value() / run.each(time.unit());
    }

    private DoubleFunction<Schedule> step() {
        double gamma = call.number("gamma");
        double size = period("step_size");
        if (gamma == 1) {
            return Schedule::constant;
        }
        if (gamma >= 0 && size > 0 && size == Math.rint(size)) {
            return base -> Schedule.exponential(base, gamma, size).staircase(size);
        }
        Time time = run.time(call.value("step_size"));
        String count = "t * " + Numerals.text(run.each(time.unit())) + " / (" + Numerals.text(time.value()) + ")";
        return base -> Schedule.formula(
                "t -> " + Numerals.text(base) + " * (" + Numerals.text(gamma) + ") ** int(" + count + ")");
    }

    private DoubleFunction<Schedule> multiStep() {
        double gamma = call.number("gamma");
        double[] milestones = call.value("milestones").items().stream()
                .map(run::time)
                .mapToDouble(time -> Math.max(0, time.value() / run.each(time.unit())))
                .sorted()
                .toArray();
        return milestones.length == 0 || gamma == 1
                ? Schedule::constant
                : base -> Schedule.multiStep(base, gamma, milestones);
    }

    private DoubleFunction<Schedule> constant() {
        double alpha = call.number("alpha");
        Time end = run.time(call.value("t_max"));
        double steps = Math.max(0, end.value() / run.each(end.unit()));
        return base -> alpha == 1
                ? Schedule.constant(base)
                : Schedule.hold(base * alpha, steps).then(Schedule.constant(base));
    }

    private DoubleFunction<Schedule> linear() {
        double from = call.number("alpha_i");
        double to = call.number("alpha_f");
        double steps = period("t_max");
        return base -> steps > 0
                ? Schedule.linear(base * from, base * to, steps)
                : Schedule.formula("t -> " + Numerals.text(base * from) + " + t / (" + Numerals.text(steps) + ") * "
                        + Numerals.text(base * (to - from)));
    }

    private DoubleFunction<Schedule> exponential() {
        double gamma = call.number("gamma");
        double steps = period("decay_period");
        if (gamma == 0 && steps < 0) {
            throw call.value("gamma").refused("not be 0 where decay_period is negative");
        }
        return base -> gamma == 1
                ? Schedule.constant(base)
                : Schedule.exponential(base, steps > 0 ? gamma : 1 / gamma, Math.abs(steps));
    }

    private DoubleFunction<Schedule> cosine() {
        double least = call.number("alpha_f");
        double steps = period("t_max");
        return base -> steps > 0 ? Schedule.cosine(base, base * least, steps) : Schedule.constant(base);
    }

    private DoubleFunction<Schedule> polynomial() {
        double least = call.number("alpha_f");
        double power = call.number("power");
        double steps = period("t_max");
        requirePower(call, run, power, steps);
        return base -> polynomial(base, base * least, steps, power);
    }

    /** A negative power divides by zero where the way ends. */
    static void requirePower(Call call, Run run, double power, double end) {
        if (power < 0 && end > 0 && end <= run.batches() - 1) {
            throw call.value("power").refused("be >= 0 where the way ends before the run does");
        }
    }

    static Schedule polynomial(double base, double least, double steps, double power) {
        if (power == 0 || base == least) {
            return Schedule.constant(base);
        }
        if (power > 0 && steps > 0) {
            return power == 1 ? Schedule.linear(base, least, steps) : Schedule.polynomial(base, least, steps, power);
        }
        String rest = "(1 - t / (" + Numerals.text(steps) + ")) ** " + Numerals.text(power);
        String way = "t -> " + Numerals.text(least) + " + " + Numerals.text(base - least) + " * " + rest;
        return steps > 0 ? Schedule.formula(way, Math.max(0, Math.ceil(steps) - 1)) : Schedule.formula(way);
    }
}
