package dev.anneal.dialect.deepspeed;

import static dev.anneal.dialect.Condition.integerAtLeast;

import dev.anneal.Curve;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Group;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Numerals;

/** The schedulers of DeepSpeed that begin with a warmup. */
final class Warmups {

    private static final String TWICE =
            "The first two updates have the rate at which the warmup starts: the count begins with the second.";
    private static final String TWO = "A warmup of one step is one of two.";
    private static final String UNKNOWN = "An unknown warmup_type is taken for 'log'.";
    private static final String LOGARITHM =
            "'log' is the default: it rises at once, and is at its end a step before 'linear'.";

    private Warmups() {}

    private static Entry.Draft entry(String signature) {
        return DeepSpeed.entry(signature)
                .where("warmup_num_steps", integerAtLeast(1))
                .toldBy("warmup_type", type -> type.equals("log"));
    }

    static Entry warmup() {
        return entry("WarmupLR(optimizer=None, warmup_min_lr=0.0, warmup_max_lr=None, warmup_num_steps=1000, "
                        + "warmup_type='log', last_batch_iteration=-1)")
                .formula("min + (max - min) · g, g = ln(t) / ln(W) or, with 'linear', (t - 1) / W for 1 <= t <= W = "
                        + "warmup_num_steps, then 1; min at t = 0")
                .means(call -> {
                    double[] least = call.perGroup("warmup_min_lr");
                    double[] most = most(call);
                    return RangeTest.perGroup(call, i -> late(least[i], warm(call, least[i], most[i])));
                })
                .quirk("warmup_max_lr is the optimizer's own rate, unless it is given.")
                .quirk(TWICE)
                .quirk(LOGARITHM)
                .quirk(TWO)
                .quirk(UNKNOWN)
                .example(
                        "deepspeed.WarmupLR(optimizer, warmup_max_lr=0.001, warmup_num_steps=50)", "lr=0.001 steps=100")
                .source(DeepSpeed.source("WarmupLR"));
    }

    static Entry decay() {
        return entry("WarmupDecayLR(optimizer=None, total_num_steps, warmup_min_lr=0.0, warmup_max_lr=0.001, "
                        + "warmup_num_steps=1000, warmup_type='log', last_batch_iteration=-1)")
                .formula(
                        "as WarmupLR for t <= W = warmup_num_steps, then min + (max - min) · max(0, (T + 1 - t) / (T - W)), "
                                + "T = total_num_steps")
                .means(call -> {
                    double[] least = call.perGroup("warmup_min_lr");
                    double[] most = most(call);
                    return RangeTest.perGroup(call, i -> late(least[i], decaying(call, least[i], most[i])));
                })
                .quirk("warmup_max_lr is 0.001 unless it is given, whatever the optimizer's rate.")
                .quirk("The rate goes back to warmup_min_lr, not to 0.")
                .quirk("With total_num_steps <= warmup_num_steps it is warmup_min_lr as soon as the warmup is over.")
                .quirk(TWICE)
                .quirk(LOGARITHM)
                .quirk(TWO)
                .quirk(UNKNOWN)
                .example(
                        "deepspeed.WarmupDecayLR(optimizer, total_num_steps=100, warmup_max_lr=0.001, warmup_num_steps=20)",
                        "lr=0.001 steps=110")
                .source(DeepSpeed.source("WarmupDecayLR"));
    }

    static Entry cosine() {
        return entry("WarmupCosineLR(optimizer=None, total_num_steps, warmup_min_ratio=0.0, warmup_num_steps=1000, "
                        + "cos_min_ratio=0.0001, warmup_type='log', last_batch_iteration=-1)")
                .formula(
                        "base · (r + (1 - r) · g), r = warmup_min_ratio, g as of WarmupLR, for 1 <= t <= W = warmup_num_steps; "
                                + "then base · (c + (1 - c) · (1 + cos(π · min(1, (t - W) / max(1, T - W)))) / 2), c = "
                                + "cos_min_ratio, T = total_num_steps; 0 at t = 0")
                .means(call -> call.rates(base -> late(0, waving(call, base))))
                .quirk("The first update has rate 0, whatever warmup_min_ratio.")
                .quirk("Ratios are of the optimizer's own rate.")
                .quirk("The cosine is a step ahead: the update after the warmup is the second of the wave.")
                .quirk(LOGARITHM)
                .quirk(TWO)
                .quirk(UNKNOWN)
                .example(
                        "deepspeed.WarmupCosineLR(optimizer, total_num_steps=100, warmup_num_steps=20)",
                        "lr=0.001 steps=110")
                .source(DeepSpeed.source("WarmupCosineLR"));
    }

    /** What is counted from the second update on. */
    private static Schedule late(double first, Schedule schedule) {
        boolean stays = schedule.length() == 0 && schedule.at(0) == first;
        return stays ? schedule : Schedule.hold(first, 1).then(schedule);
    }

    private static double[] most(Call call) {
        return call.has("warmup_max_lr")
                ? call.perGroup("warmup_max_lr")
                : call.groups().stream().mapToDouble(Group::rate).toArray();
    }

    private static double steps(Call call) {
        return Math.max(2, call.number("warmup_num_steps"));
    }

    private static boolean isLinear(Call call) {
        Value type = call.value("warmup_type");
        String word = type.isWord() ? type.word() : "";
        if (!word.equals("log") && !word.equals("linear")) {
            call.note(call.entry().name() + " takes an unknown warmup_type, " + type + ", for 'log'");
        }
        return word.equals("linear");
    }

    /** From one rate to another; the logarithm is there a step before its time. */
    private static Schedule warm(Call call, double from, double to) {
        double steps = steps(call);
        if (from == to) {
            return Schedule.constant(to);
        }
        if (isLinear(call)) {
            return Schedule.linear(from, to, steps);
        }
        String curve = "p -> log1p(" + Numerals.text(steps - 1) + " * p) / log(" + Numerals.text(steps) + ")";
        return Schedule.ramp(from, to, steps - 1, Curve.of(curve));
    }

    private static Schedule decaying(Call call, double least, double most) {
        double steps = steps(call);
        double rest = call.number("total_num_steps") - steps;
        if (rest < 0) {
            call.note("total_num_steps is less than warmup_num_steps: there is no decay, the rate drops");
        }
        Schedule warm = warm(call, least, most).until(steps);
        if (!(rest > 0)) {
            return warm.then(Schedule.constant(least));
        }
        return warm.then(Schedule.linear(least + (most - least) * Math.min(1, rest), least, rest));
    }

    private static Schedule waving(Call call, double base) {
        double steps = steps(call);
        double least = call.number("cos_min_ratio");
        double rest = Math.max(1, call.number("total_num_steps") - steps);
        if (call.number("total_num_steps") < steps) {
            call.note("total_num_steps is less than warmup_num_steps: the rate drops after the warmup");
        }
        Schedule wave = Schedule.cosine(base, base * least, rest);
        if (least < 0) {
            wave = base < 0 ? wave.atMost(0) : wave.atLeast(0);
        }
        Schedule warm = warm(call, base * call.number("warmup_min_ratio"), base);
        return isLinear(call) || warm.length() == 0 ? warm.until(steps).then(wave.skip(1)) : warm.then(wave);
    }
}
