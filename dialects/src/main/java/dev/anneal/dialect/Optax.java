package dev.anneal.dialect;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.number;
import static dev.anneal.dialect.Condition.oneOf;
import static dev.anneal.dialect.Condition.positive;
import static dev.anneal.dialect.Condition.within;

import dev.anneal.Curve;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code optax.schedules}: functions of the number of updates, which bring their own rates. */
public final class Optax implements Dialect {

    private static final String MODULE = "optax.schedules, 0.2.8";
    private static final String FROZEN = "transition_steps <= 0 leaves init_value for ever, not end_value.";
    private static final String BEGINS_AT_ONCE = "A negative transition_begin counts as 0.";
    private static final String TRUNCATED =
            "The turns are truncated to whole steps: 0.29 of 100 steps is 28, as 0.29 * 100 is a bit less than 29 in doubles.";

    /** Made by the service loader. */
    public Optax() {}

    @Override
    public String name() {
        return "optax";
    }

    @Override
    public List<String> prefixes() {
        return List.of("optax.schedules", "schedules", "optax.contrib");
    }

    @Override
    public List<String> optimizers() {
        return OptaxOptimizers.SIGNATURES;
    }

    @Override
    public List<Entry> entries() {
        return List.of(
                constant(),
                linear(),
                polynomial(),
                piecewiseConstant(),
                piecewiseInterpolate(),
                exponential(),
                cosine(),
                linearOnecycle(),
                cosineOnecycle(),
                warmupConstant(),
                warmupCosine(),
                warmupExponential(),
                sgdr(),
                join(),
                plateau());
    }

    private static Entry constant() {
        return Entry.of("constant_schedule(value)")
                .clock(Clock.STEP)
                .formula("value")
                .means(call -> Plan.of(Schedule.constant(call.number("value"))))
                .example("optax.constant_schedule(0.1)", "steps=100")
                .source(MODULE);
    }

    private static Entry linear() {
        return Entry.of("linear_schedule(init_value, end_value, transition_steps, transition_begin=0)")
                .clock(Clock.STEP)
                .formula(
                        "init_value + (end_value - init_value) · clip(t - transition_begin, 0, T) / T, T = transition_steps")
                .means(call -> Plan.of(transition(call, 1)))
                .quirk(FROZEN)
                .quirk(BEGINS_AT_ONCE)
                .example("optax.linear_schedule(0.1, 0.01, transition_steps=60, transition_begin=20)", "steps=100")
                .source(MODULE);
    }

    private static Entry polynomial() {
        return Entry.of("polynomial_schedule(init_value, end_value, power, transition_steps, transition_begin=0)")
                .clock(Clock.STEP)
                .formula("end_value + (init_value - end_value) · (1 - clip(t - transition_begin, 0, T) / T)^power, "
                        + "T = transition_steps")
                .means(call -> Plan.of(transition(call, call.number("power"))))
                .quirk(FROZEN)
                .quirk(BEGINS_AT_ONCE)
                .quirk("With power 0 the value stays at init_value; with a negative power it is infinite in the end.")
                .example("optax.polynomial_schedule(0.1, 0.001, power=2, transition_steps=90)", "steps=100")
                .source(MODULE);
    }

    private static Schedule transition(Call call, double power) {
        double init = call.number("init_value");
        double steps = call.number("transition_steps");
        Schedule ramp = OptaxCurves.polynomial(init, call.number("end_value"), steps, power);
        return OptaxCurves.begun(init, call.number("transition_begin"), ramp);
    }

    private static Entry piecewiseConstant() {
        return Entry.of("piecewise_constant_schedule(init_value, boundaries_and_scales=None)")
                .clock(Clock.STEP)
                .formula("init_value · the product of all scales whose boundary is <= t")
                .means(call -> Plan.of(OptaxCurves.steps(call.number("init_value"), scales(call))))
                .quirk("Boundaries are sorted; the scale of one at or before 0 holds from the start.")
                .example("optax.piecewise_constant_schedule(0.1, {40: 0.3, 70: 0.1})", "steps=100")
                .source(MODULE);
    }

    private static Entry piecewiseInterpolate() {
        return Entry.of("piecewise_interpolate_schedule(interpolate_type, init_value, boundaries_and_scales=None)")
                .where("interpolate_type", oneOf("linear", "cosine"))
                .clock(Clock.STEP)
                .formula(
                        "from each boundary to the next the value goes, in a straight line or along half a cosine wave, "
                                + "to itself times the next boundary's scale")
                .means(call -> {
                    Curve curve = call.word("interpolate_type").equals("linear") ? Curve.linear() : Curve.cosine();
                    return Plan.of(OptaxCurves.interpolated(curve, call.number("init_value"), scales(call)));
                })
                .quirk("Boundaries are sorted; a ramp that begins at a negative boundary has already begun at step 0.")
                .example("optax.piecewise_interpolate_schedule('cosine', 0.02, {30: 5.0, 90: 0.01})", "steps=100")
                .source(MODULE);
    }

    private static SortedMap<Double, Double> scales(Call call) {
        SortedMap<Double, Double> scales = new TreeMap<>();
        if (call.has("boundaries_and_scales")) {
            for (Map.Entry<Value, Value> entry :
                    call.value("boundaries_and_scales").entries()) {
                if (!(entry.getValue().number() >= 0)) {
                    throw entry.getValue().refused("be >= 0");
                }
                scales.put(entry.getKey().number(), entry.getValue().number());
            }
        }
        return scales;
    }

    private static Entry exponential() {
        return Entry.of(
                        "exponential_decay(init_value, transition_steps, decay_rate, transition_begin=0, staircase=False, "
                                + "end_value=None)")
                .clock(Clock.STEP)
                .formula(
                        "init_value · decay_rate^((t - transition_begin) / transition_steps), the exponent rounded down "
                                + "with staircase; never past end_value")
                .means(call -> Plan.of(decay(call, call.number("init_value"))))
                .quirk("transition_steps <= 0 or decay_rate 0 leaves init_value for ever, and end_value aside.")
                .quirk(BEGINS_AT_ONCE)
                .quirk("end_value is a floor if decay_rate < 1, else a ceiling, also for decay_rate 1, and also before "
                        + "transition_begin.")
                .quirk("A negative decay_rate has values only where the exponent is whole.")
                .example("optax.exponential_decay(0.1, 20, 0.5, transition_begin=10, end_value=0.005)", "steps=120")
                .source(MODULE);
    }

    private static Schedule decay(Call call, double init) {
        double rate = call.number("decay_rate");
        double steps = call.number("transition_steps");
        Schedule decay = OptaxCurves.exponential(init, rate, steps, call.flag("staircase"));
        Schedule begun = OptaxCurves.begun(init, call.number("transition_begin"), decay);
        if (!call.has("end_value") || steps <= 0 || rate == 0) {
            return begun;
        }
        double end = call.number("end_value");
        if (begun.length() == 0) {
            return Schedule.constant(Math.min(init, end));
        }
        return rate < 1 ? begun.atLeast(end) : begun.atMost(end);
    }

    private static Entry cosine() {
        return Entry.of("cosine_decay_schedule(init_value, decay_steps, alpha=0.0, exponent=1.0)")
                .where("decay_steps", positive())
                .clock(Clock.STEP)
                .formula(
                        "init_value · (alpha + (1 - alpha) · ((1 + cos(π · min(t, T) / T)) / 2)^exponent), T = decay_steps")
                .means(call -> {
                    double init = call.number("init_value");
                    double end = init * call.number("alpha");
                    return Plan.of(OptaxCurves.cosine(init, end, call.number("decay_steps"), call.number("exponent")));
                })
                .quirk("With exponent 0 the value stays at init_value; with a negative one it is infinite in the end.")
                .example("optax.cosine_decay_schedule(0.1, decay_steps=90, alpha=0.01)", "steps=100")
                .source(MODULE);
    }

    private static Entry linearOnecycle() {
        return Entry.of("linear_onecycle_schedule(transition_steps, peak_value, pct_start=0.3, pct_final=0.85, "
                        + "div_factor=25.0, final_div_factor=10000.0)")
                .where("transition_steps", positive())
                .where("div_factor", positive())
                .where("final_div_factor", positive())
                .clock(Clock.STEP)
                .formula(
                        "straight lines from init = peak_value / div_factor to peak_value at ⌊pct_start · T⌋, to init at "
                                + "⌊pct_final · T⌋, to init / final_div_factor at T = transition_steps")
                .means(call -> {
                    double steps = call.number("transition_steps");
                    double factor = call.number("div_factor");
                    SortedMap<Double, Double> scales = new TreeMap<>();
                    scales.put(truncated(call.number("pct_start") * steps), factor);
                    scales.put(truncated(call.number("pct_final") * steps), 1 / factor);
                    scales.put(steps, 1 / call.number("final_div_factor"));
                    return onecycle(call, Curve.linear(), scales);
                })
                .quirk(TRUNCATED)
                .quirk("Of two turns at one step only the later one's factor counts.")
                .example("optax.linear_onecycle_schedule(100, 0.1)", "steps=100")
                .source(MODULE);
    }

    private static Entry cosineOnecycle() {
        return Entry.of("cosine_onecycle_schedule(transition_steps, peak_value, pct_start=0.3, div_factor=25.0, "
                        + "final_div_factor=10000.0)")
                .where("transition_steps", positive())
                .where("div_factor", positive())
                .where("final_div_factor", positive())
                .clock(Clock.STEP)
                .formula(
                        "half cosine waves from peak_value / div_factor to peak_value at ⌊pct_start · T⌋, to peak_value / "
                                + "(div_factor · final_div_factor) at T = transition_steps")
                .means(call -> {
                    double steps = call.number("transition_steps");
                    double factor = call.number("div_factor");
                    SortedMap<Double, Double> scales = new TreeMap<>();
                    scales.put(truncated(call.number("pct_start") * steps), factor);
                    scales.put(truncated(steps), 1 / (factor * call.number("final_div_factor")));
                    return onecycle(call, Curve.cosine(), scales);
                })
                .quirk(TRUNCATED)
                .quirk("Of two turns at one step only the later one's factor counts.")
                .example("optax.cosine_onecycle_schedule(100, 0.1)", "steps=100")
                .source(MODULE);
    }

    private static Plan onecycle(Call call, Curve curve, SortedMap<Double, Double> scales) {
        double init = call.number("peak_value") / call.number("div_factor");
        return Plan.of(OptaxCurves.interpolated(curve, init, scales));
    }

    private static double truncated(double number) {
        return number < 0 ? Math.ceil(number) + 0.0 : Math.floor(number);
    }

    private static Entry warmupConstant() {
        return Entry.of("warmup_constant_schedule(init_value, peak_value, warmup_steps)")
                .clock(Clock.STEP)
                .formula("init_value + (peak_value - init_value) · min(t, W) / W, W = warmup_steps")
                .means(call -> Plan.of(warmup(call)))
                .quirk("warmup_steps <= 0 leaves init_value for ever, not peak_value.")
                .example("optax.warmup_constant_schedule(0.0, 0.1, warmup_steps=30)", "steps=100")
                .source(MODULE);
    }

    private static Entry warmupCosine() {
        return Entry.of(
                        "warmup_cosine_decay_schedule(init_value, peak_value, warmup_steps, decay_steps, end_value=0.0, "
                                + "exponent=1.0)")
                .clock(Clock.STEP)
                .formula(
                        "a straight line from init_value to peak_value at W = warmup_steps; then cosine_decay_schedule over "
                                + "decay_steps - W steps, from peak_value to end_value")
                .means(call -> {
                    double warmup = call.number("warmup_steps");
                    double steps = call.number("decay_steps") - warmup;
                    if (!(steps > 0)) {
                        throw call.value("decay_steps")
                                .refused("be > warmup_steps = " + call.value("warmup_steps") + ", which it includes");
                    }
                    double peak = call.number("peak_value");
                    double end = peak == 0 ? 0 : call.number("end_value");
                    Schedule decay = OptaxCurves.cosine(peak, end, steps, call.number("exponent"));
                    return Plan.of(warmed(call, decay));
                })
                .quirk("decay_steps includes the warm-up.")
                .quirk("With peak_value 0 end_value is left aside.")
                .example("optax.warmup_cosine_decay_schedule(0.0, 0.1, warmup_steps=20, decay_steps=100)", "steps=110")
                .source(MODULE);
    }

    private static Entry warmupExponential() {
        return Entry.of(
                        "warmup_exponential_decay_schedule(init_value, peak_value, warmup_steps, transition_steps, decay_rate, "
                                + "transition_begin=0, staircase=False, end_value=None)")
                .clock(Clock.STEP)
                .formula(
                        "a straight line from init_value to peak_value at warmup_steps; then exponential_decay, which starts "
                                + "there")
                .means(call -> Plan.of(warmed(call, decay(call, call.number("peak_value")))))
                .quirk("transition_steps <= 0 or decay_rate 0 leaves peak_value for ever after the warm-up.")
                .quirk(BEGINS_AT_ONCE)
                .quirk("end_value is a floor if decay_rate < 1, else a ceiling; it does not bound the warm-up.")
                .example(
                        "optax.warmup_exponential_decay_schedule(0.0, 0.1, 10, transition_steps=20, decay_rate=0.5)",
                        "steps=120")
                .source(MODULE);
    }

    private static Schedule warmed(Call call, Schedule decay) {
        return OptaxCurves.joined(List.of(warmup(call), decay), call.number("warmup_steps"));
    }

    private static Schedule warmup(Call call) {
        return OptaxCurves.polynomial(
                call.number("init_value"), call.number("peak_value"), call.number("warmup_steps"), 1);
    }

    private static Entry sgdr() {
        return Entry.of("sgdr_schedule(cosine_kwargs)")
                .clock(Clock.STEP)
                .formula("one warmup_cosine_decay_schedule(**kwargs) after the other, each for its decay_steps")
                .means(call -> Plan.of(restarted(call.value("cosine_kwargs"))))
                .quirk("The last cycle's end value is held.")
                .example(
                        "optax.sgdr_schedule([dict(init_value=0.0, peak_value=0.1, warmup_steps=5, decay_steps=40), "
                                + "dict(init_value=0.0, peak_value=0.05, warmup_steps=5, decay_steps=60)])",
                        "steps=110")
                .source(MODULE);
    }

    private static Schedule restarted(Value cycles) {
        List<Schedule> schedules = new ArrayList<>();
        List<Double> boundaries = new ArrayList<>();
        double start = 0;
        for (Value cycle : cycles.items()) {
            Call call = cycle.call("warmup_cosine_decay_schedule");
            schedules.add(call.schedule());
            start += call.number("decay_steps");
            boundaries.add(start);
        }
        if (schedules.isEmpty()) {
            throw cycles.refused("have a cycle at least");
        }
        double[] starts = boundaries.stream().mapToDouble(b -> b).toArray();
        return OptaxCurves.joined(schedules, Arrays.copyOf(starts, starts.length - 1));
    }

    private static Entry join() {
        return Entry.of("join_schedules(schedules, boundaries)")
                .clock(Clock.STEP)
                .formula("schedules[0](t), and from each boundary on the next schedule, of t - boundary")
                .means(call -> Plan.of(joined(call)))
                .quirk("Schedules without a boundary are left out.")
                .quirk(
                        "Boundaries need not be sorted: from each one on its schedule overrides those before it in the list.")
                .example(
                        "optax.join_schedules([optax.linear_schedule(0.0, 0.1, 20), "
                                + "optax.cosine_decay_schedule(0.1, 80)], boundaries=[20])",
                        "steps=110")
                .source(MODULE);
    }

    private static Schedule joined(Call call) {
        List<Schedule> schedules = new ArrayList<>();
        for (Value child : call.value("schedules").items()) {
            if (child.isNumber()) {
                throw child.refused("be a schedule, as optax.constant_schedule(0.1) or a lambda");
            }
            schedules.add(child.schedule());
        }
        if (schedules.isEmpty()) {
            throw call.value("schedules").refused("have a schedule at least");
        }
        return OptaxCurves.joined(schedules, call.numbers("boundaries"));
    }

    private static Entry plateau() {
        return Entry.of("contrib.reduce_on_plateau(factor=0.1, patience=10, rtol=0.0001, atol=0.0, cooldown=0, "
                        + "accumulation_size=1, min_scale=0.0)")
                .alias("reduce_on_plateau")
                .where("factor", number("be in (0, 1)", factor -> factor > 0 && factor < 1))
                .where("rtol", within(0, 1))
                .where("atol", atLeast(0))
                .clock(Clock.STEP)
                .formula(
                        "a scale that starts at 1 and is multiplied by factor when the mean of accumulation_size values has "
                                + "not fallen below (1 - rtol) · best - atol for patience of them, but never goes below min_scale")
                .means(call -> {
                    if (call.number("rtol") == 0 && call.number("atol") == 0) {
                        throw call.value("rtol").refused("be > 0 where atol is 0");
                    }
                    throw call.error(
                            "contrib.reduce_on_plateau follows a metric that training observes; schedules are read "
                                    + "here, rules that observe are not yet");
                })
                .quirk("A min_scale above 1 raises the scale.")
                .quirk("While the best value is negative, slightly worse values count as better.")
                .example("optax.contrib.reduce_on_plateau(factor=0.5, patience=5)", "steps=100")
                .source("optax.contrib, 0.2.8");
    }
}
