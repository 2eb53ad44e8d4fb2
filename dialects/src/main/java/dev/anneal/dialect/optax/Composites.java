package dev.anneal.dialect.optax;

import static dev.anneal.dialect.Condition.positive;

import dev.anneal.Curve;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The schedules of optax that are put together from others. */
final class Composites {

    private static final String TRUNCATED =
            "The turns are truncated to whole steps: 0.29 of 100 steps is 28, as 0.29 * 100 is a bit less than 29 in doubles.";

    private Composites() {}

    static Entry linearOnecycle() {
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
                .source(Optax.MODULE);
    }

    static Entry cosineOnecycle() {
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
                .source(Optax.MODULE);
    }

    private static Plan onecycle(Call call, Curve curve, SortedMap<Double, Double> scales) {
        double init = call.number("peak_value") / call.number("div_factor");
        return Plan.of(Curves.interpolated(curve, init, scales));
    }

    private static double truncated(double number) {
        return number < 0 ? Math.ceil(number) + 0.0 : Math.floor(number);
    }

    static Entry warmupConstant() {
        return Entry.of("warmup_constant_schedule(init_value, peak_value, warmup_steps)")
                .clock(Clock.STEP)
                .formula("init_value + (peak_value - init_value) · min(t, W) / W, W = warmup_steps")
                .means(call -> Plan.of(warmup(call)))
                .quirk("warmup_steps <= 0 leaves init_value for ever, not peak_value.")
                .example("optax.warmup_constant_schedule(0.0, 0.1, warmup_steps=30)", "steps=100")
                .source(Optax.MODULE);
    }

    static Entry warmupCosine() {
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
                    Schedule decay = Curves.cosine(peak, end, steps, call.number("exponent"));
                    return Plan.of(warmed(call, decay));
                })
                .quirk("decay_steps includes the warmup.")
                .quirk("With peak_value 0 end_value is left aside.")
                .example("optax.warmup_cosine_decay_schedule(0.0, 0.1, warmup_steps=20, decay_steps=100)", "steps=110")
                .source(Optax.MODULE);
    }

    static Entry warmupExponential() {
        return Entry.of(
                        "warmup_exponential_decay_schedule(init_value, peak_value, warmup_steps, transition_steps, decay_rate, "
                                + "transition_begin=0, staircase=False, end_value=None)")
                .clock(Clock.STEP)
                .formula(
                        "a straight line from init_value to peak_value at warmup_steps; then exponential_decay, which starts "
                                + "there")
                .means(call -> Plan.of(warmed(call, Optax.decay(call, call.number("peak_value")))))
                .quirk("transition_steps <= 0 or decay_rate 0 leaves peak_value for ever after the warmup.")
                .quirk(Optax.BEGINS_AT_ONCE)
                .quirk("end_value is a floor if decay_rate < 1, else a ceiling; it does not bound the warmup.")
                .example(
                        "optax.warmup_exponential_decay_schedule(0.0, 0.1, 10, transition_steps=20, decay_rate=0.5)",
                        "steps=120")
                .source(Optax.MODULE);
    }

    private static Schedule warmed(Call call, Schedule decay) {
        return Curves.joined(List.of(warmup(call), decay), call.number("warmup_steps"));
    }

    private static Schedule warmup(Call call) {
        return Curves.polynomial(call.number("init_value"), call.number("peak_value"), call.number("warmup_steps"), 1);
    }

    static Entry sgdr() {
        return Entry.of("sgdr_schedule(cosine_kwargs)")
                .clock(Clock.STEP)
                .formula("one warmup_cosine_decay_schedule(**kwargs) after the other, each for its decay_steps")
                .means(call -> Plan.of(restarted(call.value("cosine_kwargs"))))
                .quirk("The last cycle's end value is held.")
                .example(
                        "optax.sgdr_schedule([dict(init_value=0.0, peak_value=0.1, warmup_steps=5, decay_steps=40), "
                                + "dict(init_value=0.0, peak_value=0.05, warmup_steps=5, decay_steps=60)])",
                        "steps=110")
                .source(Optax.MODULE);
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
        return Curves.joined(schedules, Arrays.copyOf(starts, starts.length - 1));
    }

    static Entry join() {
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
                .source(Optax.MODULE);
    }

    private static Schedule joined(Call call) {
        double[] boundaries = call.numbers("boundaries");
        List<Schedule> schedules = new ArrayList<>();
        for (Value child : call.value("schedules").items()) {
            // what has no boundary is never called, and may be anything that can be made
            if (schedules.size() <= boundaries.length || child.isCall()) {
                schedules.add(child(child));
            }
        }
        if (schedules.isEmpty()) {
            throw call.value("schedules").refused("have a schedule at least");
        }
        return Curves.joined(schedules, boundaries);
    }

    private static Schedule child(Value child) {
        if (child.isFunction()) {
            return child.schedule();
        }
        if (child.isNumber()) {
            throw child.refused("be a schedule, as optax.constant_schedule(0.1) or a lambda");
        }
        Call call = child.call();
        if (!call.dialect().name().equals("optax")) {
            throw child.refused("be a schedule of optax or a lambda");
        }
        return call.schedule();
    }
}
