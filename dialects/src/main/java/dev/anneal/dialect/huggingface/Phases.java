package dev.anneal.dialect.huggingface;

import static dev.anneal.dialect.Condition.oneOf;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.notation.Numerals;
import java.util.function.DoubleFunction;

/** The schedules of transformers that go to a minimum, and through several phases. */
final class Phases {

    private static final String MODULE = "transformers.optimization, 5.23";
    private static final String DEFAULT_RATE =
            "min_lr is turned into a factor with the rate that the optimizer was made "
                    + "with; a group with another rate gets that factor of its own.";
    private static final String UNENDING = "The wave goes on past num_training_steps.";

    private Phases() {}

    static Plan polynomial(Call call) {
        double warmup = call.number("num_warmup_steps");
        double total = call.number("num_training_steps");
        double power = call.number("power");
        double end = call.number("lr_end");
        double rate = call.rate();
        if (rate == 0) {
            throw call.error(call.entry().name() + " divides by the optimizer's rate, which must not be 0");
        }
        if (!(end < rate)) {
            throw call.value("lr_end").refused("be < the optimizer's rate " + Numerals.text(rate));
        }
        boolean divides = warmup == total || warmup < total && power < 0;
        if (divides && total == 0) {
            throw call.value("num_training_steps").refused("not be 0 here, as step 0 would divide by zero");
        }
        if (divides && total > 0 && total == Math.rint(total)) {
            call.note(call.entry().name() + " divides by zero at step " + Math.round(total)
                    + " in transformers and stops there; here lr_end holds from then on");
        }
        // with power 0 the step at the end still has the base rate
        double steps = (power == 0 && total > warmup ? Math.floor(total) + 1 : total) - warmup;
        return call.rates(base -> {
            double least = end(base, end, rate);
            Schedule decay = steps > 0 ? Curves.polynomial(base, least, steps, power) : Schedule.constant(least);
            return Curves.warmed(base, warmup, decay);
        });
    }

    /** A rate in units of that which the optimizer was made with, as a rate of a group. */
    private static double end(double base, double end, double rate) {
        return base == rate ? end : base * (end / rate);
    }

    static Entry cosineWithMinimum() {
        return HuggingFace.factor("get_cosine_with_min_lr_schedule_with_warmup(optimizer, num_warmup_steps, "
                        + "num_training_steps, num_cycles=0.5, last_epoch=-1, min_lr=None, min_lr_rate=None)")
                .formula(
                        "base · t / W for t < W = num_warmup_steps, then base · max(0, r + (1 - r) · (1 + cos(2π · num_cycles · "
                                + "p)) / 2), p = (t - W) / max(1, T - W), T = num_training_steps, r = min_lr_rate or min_lr / base")
                .means(call -> {
                    double warmup = call.number("num_warmup_steps");
                    DoubleFunction<Schedule> wave = wave(call);
                    return call.rates(base -> Curves.warmed(base, warmup, wave.apply(base)));
                })
                .quirk(UNENDING)
                .quirk(DEFAULT_RATE)
                .example(
                        "hf.get_cosine_with_min_lr_schedule_with_warmup(optimizer, 20, 100, min_lr_rate=0.1)",
                        "lr=0.1 steps=110")
                .source(MODULE);
    }

    /** The wave after the warmup, by the base rate of a group. */
    private static DoubleFunction<Schedule> wave(Call call) {
        double steps = Math.max(1, call.number("num_training_steps") - call.number("num_warmup_steps"));
        double cycles = call.number("num_cycles");
        DoubleFunction<Double> minimum = minimum(call);
        return base -> {
            double low = minimum.apply(base);
            Schedule wave = Curves.wave(base, low, steps, cycles);
            return low < 0 ? wave.atLeast(0) : wave;
        };
    }

    private static DoubleFunction<Double> minimum(Call call) {
        if (call.has("min_lr") && call.has("min_lr_rate")) {
            throw call.value("min_lr_rate").refused("be left out where min_lr is given");
        }
        if (!call.has("min_lr") && !call.has("min_lr_rate")) {
            throw call.error(call.entry().name() + " needs one of min_lr and min_lr_rate");
        }
        if (call.has("min_lr_rate")) {
            double factor = call.number("min_lr_rate");
            return base -> base * factor;
        }
        double least = call.number("min_lr");
        double rate = call.rate();
        if (rate == 0) {
            throw call.value("min_lr").refused("be left out for min_lr_rate where the optimizer's rate is 0");
        }
        return base -> end(base, least, rate);
    }

    static Entry cosineWithWarmupRate() {
        return HuggingFace.factor("get_cosine_with_min_lr_schedule_with_warmup_lr_rate(optimizer, num_warmup_steps, "
                        + "num_training_steps, num_cycles=0.5, last_epoch=-1, min_lr=None, min_lr_rate=None, "
                        + "warmup_lr_rate=None)")
                .formula(
                        "base · (t + 1) / W for t < W = num_warmup_steps, or from base · warmup_lr_rate to base at W - 1; then "
                                + "as get_cosine_with_min_lr_schedule_with_warmup, one step ahead")
                .means(call -> {
                    DoubleFunction<Schedule> wave = wave(call);
                    return call.rates(base -> ahead(call, base, wave.apply(base)));
                })
                .quirk("The warmup counts from 1, and the wave is one step ahead.")
                .quirk(UNENDING)
                .quirk(DEFAULT_RATE)
                .example(
                        "hf.get_cosine_with_min_lr_schedule_with_warmup_lr_rate(optimizer, 20, 100, min_lr_rate=0.1, "
                                + "warmup_lr_rate=0.3)",
                        "lr=0.1 steps=110")
                .source(MODULE);
    }

    private static Schedule ahead(Call call, double base, Schedule wave) {
        double warmup = call.number("num_warmup_steps");
        if (warmup <= 0) {
            return wave.skip(1 - warmup);
        }
        boolean whole = warmup == Math.rint(warmup);
        if (!call.has("warmup_lr_rate")) {
            double slope = base / Math.max(1, warmup);
            return whole
                    ? Curves.warmed(base, warmup, wave).skip(1)
                    : Schedule.linear(slope, slope * (warmup + 1), warmup).then(wave.skip(1));
        }
        double from = base * call.number("warmup_lr_rate");
        if (whole && warmup >= 2) {
            return Schedule.linear(from, base, warmup - 1).then(wave);
        }
        double to = from + (base - from) * (warmup / Math.max(1, warmup - 1));
        Schedule warm = warmup <= 1 ? Schedule.hold(from, warmup) : Schedule.linear(from, to, warmup);
        return warm.then(wave.skip(1));
    }

    static Entry stable() {
        return HuggingFace.factor(
                        "get_wsd_schedule(optimizer, num_warmup_steps, num_decay_steps, num_training_steps=None, "
                                + "num_stable_steps=None, warmup_type='linear', decay_type='cosine', min_lr_ratio=0, num_cycles=0.5, "
                                + "last_epoch=-1)")
                .where("warmup_type", oneOf("linear", "cosine", "1-sqrt"))
                .where("decay_type", oneOf("linear", "cosine", "1-sqrt"))
                .formula(
                        "from base · min_lr_ratio to base in num_warmup_steps, base for num_stable_steps, back to base · "
                                + "min_lr_ratio in num_decay_steps; num_stable_steps is what the others leave of num_training_steps")
                .means(call -> {
                    if (!call.has("num_training_steps") && !call.has("num_stable_steps")) {
                        throw call.error("get_wsd_schedule needs one of num_training_steps and num_stable_steps");
                    }
                    if (call.has("num_training_steps") && call.has("num_stable_steps")) {
                        call.note("get_wsd_schedule: num_stable_steps is used, num_training_steps put aside");
                    }
                    return call.rates(base -> stable(call, base));
                })
                .quirk("num_stable_steps wins over num_training_steps.")
                .quirk("With more warmup and decay than num_training_steps, the decay is entered midway.")
                .example(
                        "hf.get_wsd_schedule(optimizer, num_warmup_steps=15, num_decay_steps=30, num_training_steps=100)",
                        "lr=0.1 steps=110")
                .source(MODULE);
    }

    private static Schedule stable(Call call, double base) {
        double warmup = call.number("num_warmup_steps");
        double steps = call.number("num_decay_steps");
        double hold = call.has("num_stable_steps")
                ? call.number("num_stable_steps")
                : call.number("num_training_steps") - warmup - steps;
        double low = base * call.number("min_lr_ratio");
        double decayStart = warmup + hold;
        double start = Math.max(warmup, 0);
        Schedule whole = warmup > 0
                ? clamped(Curves.rising(call.word("warmup_type"), low, base, warmup), low)
                : Schedule.hold(base, 0);
        if (decayStart > start) {
            whole = whole.then(Schedule.hold(base, decayStart - start));
            start = decayStart;
        }
        if (decayStart + steps > start) {
            Schedule decay = Curves.decaying(call.word("decay_type"), base, low, steps, call.number("num_cycles"));
            whole = whole.then(clamped(decay.skip(start - decayStart), low));
        }
        return whole.at(whole.length()) == low ? whole : whole.then(Schedule.constant(low));
    }

    private static Schedule clamped(Schedule phase, double low) {
        return low < 0 ? phase.atLeast(0) : phase;
    }
}
