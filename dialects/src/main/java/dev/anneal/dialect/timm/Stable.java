package dev.anneal.dialect.timm;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.number;
import static dev.anneal.dialect.Condition.oneOf;
import static dev.anneal.dialect.Condition.positive;

import dev.anneal.Curve;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.notation.NumericFunction;
import java.util.List;

/** timm's scheduler of three phases: warmup, stable, decay. */
final class Stable {

    private static final List<String> DECAYS = List.of("linear", "1-sqrt", "cosine", "power", "exp");

    private Stable() {}

    static Entry entry() {
        return Warmup.entry("WSDLRScheduler(optimizer, t_initial, decay_t, lr_min=0.0, stable_fn='constant', "
                        + "stable_timescale=None, stable_power=0.5, decay_fn='1-sqrt', decay_power=0.5, decay_ratio=0.1, "
                        + "warmup_t=0, warmup_lr_init=0.0, t_in_epochs=True, noise_range_t=None, noise_pct=0.67, "
                        + "noise_std=1.0, noise_seed=42, initialize=True)")
                .where("t_initial", positive())
                .where("decay_t", positive())
                .where("lr_min", atLeast(0))
                .where("stable_fn", oneOf("constant", "rsqrt", "power"))
                .where("decay_ratio", number("be in (0, 1)", ratio -> ratio > 0 && ratio < 1))
                .where("decay_power", positive())
                .where("stable_power", positive())
                .formula(
                        "after a warmup lr_min + (s - lr_min) · d: s is base, base / √(1 + t / stable_timescale), or that "
                                + "with stable_power for the root, but not below lr_min; d falls from 1 to 0 in the last decay_t of "
                                + "t_initial by decay_fn, '1-sqrt' being 1 - √p")
                .means(Stable::plan)
                .quirk("t_initial is the length after the warmup, which always comes before it.")
                .quirk("The stable function goes on while the decay function falls.")
                .quirk("lr_min is reached at the end of the decay, one step after its last.")
                .quirk("The warmup goes to base, also where lr_min is above it.")
                .quirk(Warmup.LAYERWISE)
                .example("timm.WSDLRScheduler(optimizer, t_initial=60, decay_t=15, warmup_t=5)", "lr=0.1 epochs=70")
                .source("timm.scheduler.wsd_lr" + Timm.VERSION);
    }

    private static Plan plan(Call call) {
        double total = call.number("t_initial");
        if (!(call.number("decay_t") <= total)) {
            throw call.value("decay_t").refused("be at most t_initial");
        }
        if (!call.value("decay_fn").isFunction() && !DECAYS.contains(call.word("decay_fn"))) {
            throw call.value("decay_fn").refused("be one of '" + String.join("', '", DECAYS) + "', or a function");
        }
        double scale = scale(call);
        boolean constant = call.word("stable_fn").equals("constant");
        return Warmup.plan(call, true, base -> constant ? level(call, base) : falling(call, base, scale));
    }

    private static double scale(Call call) {
        if (call.word("stable_fn").equals("constant")) {
            return 1;
        }
        String parameter = call.has("stable_timescale") ? "stable_timescale" : "warmup_t";
        double scale = call.number(parameter);
        if (!(scale > 0)) {
            throw call.value("stable_timescale")
                    .refused("be > 0 where stable_fn is no constant; it is warmup_t if not given");
        }
        return scale;
    }

    private static Schedule level(Call call, double base) {
        double low = call.number("lr_min");
        double high = Math.max(base, low);
        double decay = call.number("decay_t");
        double hold = call.number("t_initial") - decay;
        if (call.value("decay_fn").isFunction()) {
            Schedule own = function(call, hold);
            return high == low ? Schedule.constant(low) : raised(own.times(high - low), low);
        }
        Schedule ramp = ramp(call, high, low, decay);
        return hold == 0 ? ramp : Schedule.hold(high, hold).then(ramp);
    }

    private static Schedule falling(Call call, double base, double scale) {
        double low = call.number("lr_min");
        double total = call.number("t_initial");
        double decay = call.number("decay_t");
        double power = call.word("stable_fn").equals("rsqrt") ? 0.5 : call.number("stable_power");
        Schedule stable = Schedule.inverseTime(base, 1, scale, power);
        Schedule above = low == 0 && base >= 0 ? stable : stable.atLeast(low).plus(-low);
        if (call.value("decay_fn").isFunction()) {
            return raised(above.times(function(call, total - decay)), low);
        }
        Schedule unit = ramp(call, 1, 0, decay);
        Schedule factor =
                total == decay ? unit : Schedule.hold(1, total - decay).then(unit);
        Schedule product = above.times(factor);
        return raised(product, low).until(total).then(Schedule.constant(low));
    }

    private static Schedule raised(Schedule schedule, double low) {
        return low == 0 ? schedule : schedule.plus(low);
    }

    private static Schedule ramp(Call call, double from, double to, double length) {
        return switch (call.word("decay_fn")) {
            case "linear" -> Schedule.linear(from, to, length);
            case "cosine" -> Schedule.cosine(from, to, length);
            case "power" -> Schedule.ramp(from, to, length, Curve.power(call.number("decay_power")));
            case "exp" -> Schedule.ramp(from, to, length, Curve.exponential(Math.log(call.number("decay_ratio"))));
            default -> Schedule.ramp(from, to, length, Curve.oneMinusSqrt());
        };
    }

    /** A function of one's own, from 0 to 1, which is asked for after the stable phase only. */
    private static Schedule function(Call call, double hold) {
        NumericFunction function = call.function("decay_fn");
        Schedule own = Schedule.formula(function.toString(), 1).stretched(call.number("decay_t"));
        double start = call.number("warmup_t") + hold;
        // at a whole time the stable phase has its last value, and the function is first asked for one later
        double later = function.at(0) == 1 || start != Math.rint(start) ? 0 : 1;
        return Schedule.hold(1, hold + later).then(own.skip(later));
    }
}
