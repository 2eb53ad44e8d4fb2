package dev.anneal.dialect.optax;

import static dev.anneal.dialect.Condition.oneOf;
import static dev.anneal.dialect.Condition.positive;

import dev.anneal.Curve;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code optax.schedules}: functions of the number of updates, which bring their own rates. */
public final class Optax implements Dialect {

    static final String MODULE = "optax.schedules, 0.2.8";
    private static final String FROZEN = "transition_steps <= 0 leaves init_value for ever, not end_value.";
    static final String BEGINS_AT_ONCE = "A negative transition_begin counts as 0.";

    /** Made by the service loader. */
    public Optax() {}

    @Override
    public String name() {
        return "optax";
    }

    @Override
    public String title() {
        return "Optax";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read are all of optax.schedules that make a schedule, and reduce_on_plateau, as Optax 0.2.8 has them. A schedule brings its own rate: optimizers and chains around it are looked through.",
                "scale_by_schedule is not read, because it scales whatever comes before it: give its schedule alone.");
    }

    @Override
    public List<String> prefixes() {
        return List.of("optax.schedules", "schedules", "optax.contrib");
    }

    @Override
    public List<String> optimizers() {
        return Optimizers.SIGNATURES;
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
                Composites.linearOnecycle(),
                Composites.cosineOnecycle(),
                Composites.warmupConstant(),
                Composites.warmupCosine(),
                Composites.warmupExponential(),
                Composites.sgdr(),
                Composites.join(),
                Reduction.entry());
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
        Schedule ramp = Curves.polynomial(init, call.number("end_value"), steps, power);
        return Curves.begun(init, call.number("transition_begin"), ramp);
    }

    private static Entry piecewiseConstant() {
        return Entry.of("piecewise_constant_schedule(init_value, boundaries_and_scales=None)")
                .clock(Clock.STEP)
                .formula("init_value · the product of all scales whose boundary is <= t")
                .means(call -> Plan.of(Curves.steps(call.number("init_value"), scales(call))))
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
                    return Plan.of(Curves.interpolated(curve, call.number("init_value"), scales(call)));
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

    /** {@code exponential_decay} from a value, as the call has it. */
    static Schedule decay(Call call, double init) {
        double rate = call.number("decay_rate");
        double steps = call.number("transition_steps");
        Schedule decay = Curves.exponential(init, rate, steps, call.flag("staircase"));
        Schedule begun = Curves.begun(init, call.number("transition_begin"), decay);
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
                    return Plan.of(Curves.cosine(init, end, call.number("decay_steps"), call.number("exponent")));
                })
                .quirk("With exponent 0 the value stays at init_value; with a negative one it is infinite in the end.")
                .example("optax.cosine_decay_schedule(0.1, decay_steps=90, alpha=0.01)", "steps=100")
                .source(MODULE);
    }
}
