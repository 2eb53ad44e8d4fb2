package dev.anneal.dialect.composer;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import java.util.function.DoubleFunction;

/**
 * A warmup, and what follows it.
 *
 * @param length how long it lasts
 * @param scaled in what time it would reach its top
 */
record Warmup(Call call, Run run, Time length, Time scaled) {

    static Warmup of(Call call, Run run) {
        Value value = call.value("t_warmup");
        Time length = run.unscaled().time(value);
        Time scaled = call.flag("scale_warmup") ? run.time(value) : length;
        if (length.value() > 0 && scaled.value() == 0) {
            throw value.refused("not be scaled to 0 batches");
        }
        if (length.value() == 0) {
            call.note(call.entry().name() + ": the warmup lasts 0 batches");
        }
        return new Warmup(call, run, length, scaled);
    }

    /** For how many batches it lasts; negative if it was over before the run. */
    double lasts() {
        return length.value() / run.each(length.unit());
    }

    /** From 0 to a rate. */
    Schedule to(double top) {
        double lasts = lasts();
        if (lasts <= 0) {
            return Schedule.hold(top, 0);
        }
        double ramp = scaled.value() / run.each(scaled.unit());
        Schedule line = Schedule.linear(0, top, ramp);
        return ramp == lasts ? line : line.until(lasts);
    }

    /** What is to cover the whole run: a line, a cosine or a polynomial after the warmup. */
    DoubleFunction<Schedule> covering() {
        Value value = call.value("t_max");
        Time end = run.time(value);
        if (end.unit() != length.unit()) {
            throw call.value("t_warmup").refused("be in the unit of t_max: they are " + length + " and " + end);
        }
        run.requireCovered(value, end);
        double rest = Math.max(0, (end.value() - length.value()) / run.each(end.unit()));
        double begun = Math.max(0, -lasts());
        String name = call.entry().name();
        if (name.startsWith("Polynomial") && rest > 0) {
            Factors.requirePower(call, run, call.number("power"), Math.max(0, lasts()) + rest - begun);
        }
        return base -> {
            double top = name.startsWith("Constant")
                    ? base * call.number("alpha")
                    : name.startsWith("Linear") ? base * call.number("alpha_i") : base;
            return then(to(top), after(name, top, base, rest).skip(begun));
        };
    }

    private Schedule after(String name, double top, double base, double rest) {
        if (rest == 0 || name.startsWith("Constant")) {
            return Schedule.constant(top);
        }
        double least = base * call.number("alpha_f");
        return name.startsWith("Linear")
                ? Schedule.linear(top, least, rest)
                : name.startsWith("Cosine")
                        ? Schedule.cosine(top, least, rest)
                        : Factors.polynomial(top, least, rest, call.number("power"));
    }

    private static Schedule then(Schedule warm, Schedule after) {
        boolean stays = after.length() == 0 && warm.length() > 0 && warm.at(warm.length()) == after.at(0);
        return stays ? warm : warm.then(after);
    }
}
