package dev.anneal.dialect.timm;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.positive;

import dev.anneal.Curve;
import dev.anneal.Evolution;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.notation.Numerals;
import java.util.List;

/** Schedulers of timm whose curve falls to {@code lr_min}, once or in cycles that grow and fade. */
final class Cycles {

    private static final String CYCLES = "lr_min=0.0, cycle_mul=1.0, cycle_decay=1.0, cycle_limit=1, warmup_t=0, "
            + "warmup_lr_init=0.0, warmup_prefix=False, t_in_epochs=True, noise_range_t=None, noise_pct=0.67, "
            + "noise_std=1.0, noise_seed=42, ";
    private static final String IN_CYCLES = "; cycle i of cycle_limit lasts t_initial · cycle_mul^i, and has base · "
            + "cycle_decay^i for base; then lr_min";
    private static final String MIDWAY =
            "Without warmup_prefix the warmup is no part before the curve: when it ends, the curve is as far as if there "
                    + "had been none.";
    private static final String ROUNDED =
            "With a cycle_mul other than 1 timm finds the cycle with a logarithm, which may miss a restart by one step; that "
                    + "is not imitated.";
    private static final String SHRINKING =
            "With a cycle_mul below 1 timm fails at t_initial / (1 - cycle_mul); here lr_min holds.";

    /** Beyond that many cycles an {@code int} cannot count them, nor would a run reach them. */
    private static final double MOST_CYCLES = 1e9;

    /** A cycle that lasts longer than that many of the first is not seen to end. */
    private static final double LONGEST = 1e15;

    /** A cycle that lasts less than that of the first is none. */
    private static final double SHORTEST = 1e-9;

    private Cycles() {}

    /** A cycle between two rates. */
    @FunctionalInterface
    private interface Shape {
        Schedule between(double high, double low, double length);
    }

    static List<Entry> entries() {
        return List.of(cosine(), tanh(), polynomial());
    }

    private static Entry.Draft entry(String signature) {
        return Warmup.entry(signature)
                .where("t_initial", positive())
                .where("lr_min", atLeast(0))
                .where("cycle_mul", positive());
    }

    private static Entry cosine() {
        return entry("CosineLRScheduler(optimizer, t_initial, " + CYCLES + "k_decay=1.0, initialize=True)")
                .where("k_decay", atLeast(0))
                .formula("lr_min + (base - lr_min) · (1 + cos(π (t / t_initial)^k_decay)) / 2" + IN_CYCLES)
                .means(call -> plan(call, eased(call)))
                .quirk(MIDWAY)
                .quirk("After the last cycle lr_min holds; it does not fade with cycle_decay.")
                .quirk(ROUNDED)
                .quirk(SHRINKING)
                .quirk(Warmup.LAYERWISE)
                .example(
                        "timm.CosineLRScheduler(optimizer, t_initial=20, cycle_mul=2.0, cycle_decay=0.5, cycle_limit=2, "
                                + "warmup_t=5, warmup_prefix=True)",
                        "lr=0.1 epochs=70")
                .source("timm.scheduler.cosine_lr" + Timm.VERSION);
    }

    private static Shape eased(Call call) {
        double k = call.number("k_decay");
        if (k == 0) {
            return (high, low, length) -> Schedule.hold(low, length);
        }
        return (high, low, length) ->
                k == 1 ? Schedule.cosine(high, low, length) : Schedule.ramp(high, low, length, Curve.kDecay(k));
    }

    private static Entry tanh() {
        return entry("TanhLRScheduler(optimizer, t_initial, lb=-7.0, ub=3.0, " + CYCLES + "initialize=True)")
                .where("cycle_limit", atLeast(0))
                .where("warmup_t", atLeast(0))
                .where("warmup_lr_init", atLeast(0))
                .formula("lr_min + (base - lr_min) · (1 - tanh(lb + (ub - lb) · t / t_initial)) / 2" + IN_CYCLES)
                .means(Cycles::tanhPlan)
                .quirk("The curve neither begins at base nor ends at lr_min, and jumps there; the first value is base.")
                .quirk(
                        "Without warmup_prefix the warmup goes to where the curve is by then; CosineLRScheduler's goes to base.")
                .quirk(MIDWAY)
                .quirk(ROUNDED)
                .quirk(SHRINKING)
                .quirk(Warmup.LAYERWISE)
                .example("timm.TanhLRScheduler(optimizer, t_initial=60, warmup_t=5)", "lr=0.1 epochs=70")
                .source("timm.scheduler.tanh_lr" + Timm.VERSION);
    }

    private static Plan tanhPlan(Call call) {
        if (!(call.number("lb") < call.number("ub"))) {
            throw call.value("ub").refused("be > lb");
        }
        double warmup = call.number("warmup_t");
        boolean prefix = call.flag("warmup_prefix");
        double growth = call.number("cycle_mul");
        if (!prefix && warmup > 0 && growth < 1 && warmup >= call.number("t_initial") / (1 - growth)) {
            throw call.value("warmup_t").refused("end before cycles that shrink, at t_initial / (1 - cycle_mul)");
        }
        return Warmup.rates(call, base -> {
            Schedule curve = cycles(call, base, tangent(call.number("lb"), call.number("ub")));
            return Warmup.warmed(call, prefix, base, prefix ? base : curve.at(warmup), curve);
        });
    }

    private static Shape tangent(double lower, double upper) {
        double first = (1 - Math.tanh(lower)) / 2;
        double last = (1 - Math.tanh(upper)) / 2;
        return (high, low, length) -> {
            double from = low + (high - low) * first;
            return first == last
                    ? Schedule.hold(from, length)
                    : Schedule.ramp(from, low + (high - low) * last, length, Curve.tanh(lower, upper));
        };
    }

    private static Entry polynomial() {
        return entry("PolyLRScheduler(optimizer, t_initial, power=0.5, " + CYCLES + "k_decay=1.0, initialize=True)")
                .where("k_decay", atLeast(0))
                .formula("lr_min + (base - lr_min) · (1 - (t / t_initial)^k_decay)^power" + IN_CYCLES)
                .means(call -> plan(call, power(call)))
                .quirk("The power is 1/2 by default: slow at first, then ever steeper.")
                .quirk(MIDWAY)
                .quirk(ROUNDED)
                .quirk(SHRINKING)
                .quirk(Warmup.LAYERWISE)
                .example("timm.PolyLRScheduler(optimizer, t_initial=60, warmup_t=5, lr_min=1e-4)", "lr=0.1 epochs=70")
                .source("timm.scheduler.poly_lr" + Timm.VERSION);
    }

    private static Shape power(Call call) {
        double power = call.number("power");
        double k = call.number("k_decay");
        if (k == 0 && power < 0) {
            throw call.value("k_decay").refused("be > 0 where the power is negative");
        }
        if (power == 0) {
            return (high, low, length) -> Schedule.hold(high, length);
        }
        if (k == 0) {
            return (high, low, length) -> Schedule.hold(low, length);
        }
        if (power < 0) {
            return (high, low, length) -> rising(high, low, length, k, power);
        }
        if (k == 1) {
            return (high, low, length) ->
                    power == 1 ? Schedule.linear(high, low, length) : Schedule.polynomial(high, low, length, power);
        }
        Curve curve = power == 1
                ? Curve.power(k)
                : Curve.of("p -> 1 - (1 - p ** " + Numerals.text(k) + ") ** " + Numerals.text(power));
        return (high, low, length) -> Schedule.ramp(high, low, length, curve);
    }

    /** A negative power grows without bound towards the end of the cycle, where no value is taken. */
    private static Schedule rising(double high, double low, double length, double k, double power) {
        String rest = "(1 - (t / " + Numerals.text(length) + ") ** " + Numerals.text(k) + ")";
        String factor = "t -> " + Numerals.text(high - low) + " * " + rest + " ** " + Numerals.text(power);
        return Schedule.formula(factor + " + " + Numerals.text(low)).until(length);
    }

    private static Plan plan(Call call, Shape shape) {
        return Warmup.plan(call, call.flag("warmup_prefix"), base -> cycles(call, base, shape));
    }

    private static Schedule cycles(Call call, double base, Shape shape) {
        double low = call.number("lr_min");
        double length = call.number("t_initial");
        double count = Math.ceil(call.number("cycle_limit"));
        if (count <= 0) {
            return Schedule.constant(low);
        }
        if (count == 1) {
            return ended(shape.between(base, low, length), low);
        }
        double growth = call.number("cycle_mul");
        double decay = call.number("cycle_decay");
        int cycles = (int) reached(call, count, growth);
        if (decay == 1) {
            return ended(shape.between(base, low, length).repeat(cycles, Evolution.stretching(growth)), low);
        }
        Schedule fading = shape.between(base, 0, length)
                .repeat(cycles, Evolution.stretching(growth).scaling(decay));
        if (low == 0) {
            return ended(fading, 0);
        }
        // what lr_min adds does not fade
        Schedule staying = shape.between(0, low, length).repeat(cycles, Evolution.stretching(growth));
        return ended(fading.plus(staying), low);
    }

    /** How many cycles a run can tell from each other. */
    private static double reached(Call call, double count, double growth) {
        if (growth < 1) {
            double end = call.number("t_initial") / (1 - growth);
            call.note(call.entry().name() + " fails in timm from t = " + Numerals.text(end)
                    + " on, which no cycle reaches any more; here lr_min holds");
            return Math.max(1, Math.min(count, Math.floor(Math.log(SHORTEST) / Math.log(growth))));
        }
        if (growth > 1) {
            return Math.min(count, Math.ceil(Math.log(LONGEST) / Math.log(growth)));
        }
        if (count > MOST_CYCLES) {
            throw call.value("cycle_limit").refused("be at most " + Numerals.text(MOST_CYCLES));
        }
        return count;
    }

    private static Schedule ended(Schedule cycles, double low) {
        return cycles.at(cycles.length()) == low ? cycles : cycles.then(Schedule.constant(low));
    }
}
