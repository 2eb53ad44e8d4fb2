package dev.anneal.dialect.djl;

import static dev.anneal.Evolution.stretching;
import static dev.anneal.dialect.Condition.atMost;
import static dev.anneal.dialect.Condition.javaInt;
import static dev.anneal.dialect.Condition.javaIntAtLeast;
import static dev.anneal.dialect.Condition.oneOf;
import static dev.anneal.dialect.Condition.positive;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Numerals;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code ai.djl.training.tracker}. DJL computes in {@code float}; here only the numbers of the text are floats. Where it
 * rounds a bound to a number of updates, that is done in floats as well, because the number depends on it.
 */
public final class Djl implements Dialect {

    private static final int MOST_PARAMETERS = 10_000;

    private static final String MODULE = "ai.djl.training.tracker, 0.35.1";
    private static final String FIRST =
            "DJL's optimizers count an update before they ask, so the first one uses the value of "
                    + "t = 1; with several devices each of them counts.";
    static final String NO_BASE = "Without setBaseValue the base is 0.";

    /** Made by the service loader. */
    public Djl() {}

    @Override
    public String name() {
        return "djl";
    }

    @Override
    public String title() {
        return "Deep Java Library";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read are the trackers of ai.djl.training.tracker, as DJL 0.35.1 has them, in Java: by their constructors and builders. Floats stay floats: 0.1f is 0.10000000149011612.",
                "Here time 0 is what a tracker gives for update 0. To train with DJL under a plan, see the guide.");
    }

    @Override
    public List<String> prefixes() {
        return List.of("ai.djl.training.tracker");
    }

    @Override
    public boolean java() {
        return true;
    }

    @Override
    public List<Entry> entries() {
        return List.of(
                fixed(),
                fixedPerVar(),
                Bounded.factor(),
                Bounded.linear(),
                cosine(),
                cyclical(),
                multiFactor(),
                polynomial(),
                warmUp());
    }

    static Entry entry(Entry.Draft draft) {
        return draft.clock(Clock.STEP).quirk(FIRST).source(MODULE);
    }

    private static Entry fixed() {
        return entry(Entry.of("Tracker.fixed(value)")
                .formula("value")
                .means(call -> Plan.of(Schedule.constant(real(call, "value"))))
                .example("Tracker.fixed(0.1f)", "steps=100"));
    }

    private static Entry fixedPerVar() {
        return entry(Entry.of("FixedPerVarTracker.builder().setDefaultValue(value=0f).put(id=null).putAll(values=null)"
                        + ".build()")
                .formula("the value put for a parameter, else the default")
                .means(Djl::perParameter)
                .quirk("Without setDefaultValue all other parameters get 0.")
                .example(
                        "FixedPerVarTracker.builder().setDefaultValue(0.1f).put(\"fc.weight\", 0.01f).build()",
                        "steps=100"));
    }

    private static Plan perParameter(Call call) {
        Map<String, Double> rates = new LinkedHashMap<>();
        for (Map.Entry<String, List<Value>> put : call.calls("put", "putAll")) {
            List<Value> arguments = put.getValue();
            int wanted = put.getKey().equals("put") ? 2 : 1;
            if (arguments.size() != wanted) {
                throw call.error(put.getKey() + " must have " + wanted + " argument" + (wanted == 1 ? "" : "s")
                        + ", got " + arguments.size());
            }
            if (wanted == 2) {
                rates.put(identifier(arguments.get(0)), real(arguments.get(1)));
            } else {
                arguments.get(0).table().forEach((id, rate) -> rates.put(identifier(id), real(rate)));
            }
        }
        if (rates.size() > MOST_PARAMETERS) {
            throw call.error("at most " + MOST_PARAMETERS + " parameters may have a value here, got " + rates.size());
        }
        Plan plan = Plan.of(Schedule.constant(real(call, "setDefaultValue")));
        for (Map.Entry<String, Double> rate : rates.entrySet()) {
            plan = plan.with(Hyperparameter.LEARNING_RATE, rate.getKey(), Schedule.constant(rate.getValue()));
        }
        return plan;
    }

    private static String identifier(Value id) {
        if (id.text().isEmpty()) {
            throw id.refused("not be empty");
        }
        return id.text();
    }

    private static Entry cosine() {
        return entry(Entry.of(
                        "CosineTracker.builder().setBaseValue(value).optFinalValue(value=0.01f).setMaxUpdates(updates)"
                                + ".build()")
                .alias("Tracker.cosine")
                .where("setBaseValue", positive())
                .where("setMaxUpdates", javaIntAtLeast(1))
                .formula("final + (base - final) · (1 + cos(π t / updates)) / 2, then final")
                .means(call -> {
                    double base = real(call, "setBaseValue");
                    double last = real(call, "optFinalValue");
                    if (!(base > last)) {
                        throw call.value("setBaseValue").refused("be > optFinalValue, which is " + shown(last));
                    }
                    return Plan.of(Schedule.cosine(base, last, call.number("setMaxUpdates")));
                })
                .quirk("Without optFinalValue it ends at 0.01, so that smaller base values are refused.")
                .example(
                        "Tracker.cosine().setBaseValue(0.1f).optFinalValue(0.001f).setMaxUpdates(90).build()",
                        "steps=100"));
    }

    private static Entry cyclical() {
        return entry(Entry.of("CyclicalTracker.builder().optBaseValue(value=0.001f).optMaxValue(value=0.006f)"
                        + ".optStepSizeUp(updates=2000).optStepSizeDown(updates=0).optMode(mode=CyclicalMode.TRIANGULAR)"
                        + ".optGamma(gamma=1f).optScaleFunction(function=null).optScaleModeCycle(flag=true).build()")
                .alias("Tracker.cyclical")
                .where("optBaseValue", positive())
                .where("optMaxValue", positive())
                .where("optStepSizeUp", javaIntAtLeast(1))
                .where("optStepSizeDown", javaIntAtLeast(0))
                .where("optMode", oneOf("TRIANGULAR", "TRIANGULAR2", "EXP_RANGE"))
                .where("optGamma", Condition.within(0, 1))
                .formula("base + (max - base) · triangle(t) · scale; scale is 1, 0.5^(cycle - 1) or gamma^t")
                .means(call -> Plan.of(cycles(call)))
                .quirk("A step size down of 0 is that up.")
                .quirk("gamma counts in the mode EXP_RANGE only, and a function of one's own comes before the mode.")
                .quirk("Cycles are counted from 1; with optScaleModeCycle(false) the function gets the update instead.")
                .example(
                        "Tracker.cyclical().optBaseValue(0.01f).optMaxValue(0.1f).optStepSizeUp(15).optStepSizeDown(10)"
                                + ".optMode(CyclicalTracker.CyclicalMode.TRIANGULAR2).build()",
                        "steps=100"));
    }

    private static Schedule cycles(Call call) {
        double base = real(call, "optBaseValue");
        double max = real(call, "optMaxValue");
        if (!(base <= max)) {
            throw call.value("optMaxValue").refused("be >= optBaseValue, which is " + shown(base));
        }
        double up = call.number("optStepSizeUp");
        double down = call.number("optStepSizeDown") == 0 ? up : call.number("optStepSizeDown");
        Schedule above = Schedule.linear(0, max - base, up).then(Schedule.linear(max - base, 0, down));
        if (call.has("optScaleFunction")) {
            Value scale = call.value("optScaleFunction");
            boolean byCycle = call.flag("optScaleModeCycle");
            Schedule own = Schedule.formula(scale.functionFrom(byCycle ? 1 : 0).toString());
            Schedule scaled = byCycle ? own.staircase(1).stretched(up + down) : own;
            return above.repeat().times(scaled).plus(base);
        }
        return switch (call.word("optMode")) {
            case "TRIANGULAR" ->
                Schedule.linear(base, max, up)
                        .then(Schedule.linear(max, base, down))
                        .repeat();
            case "TRIANGULAR2" -> above.repeat(stretching(1).scaling(0.5)).plus(base);
            default ->
                above.repeat()
                        .times(Schedule.exponential(1, real(call, "optGamma")))
                        .plus(base);
        };
    }

    private static Entry multiFactor() {
        return entry(Entry.of("MultiFactorTracker.builder().setBaseValue(value=0f).setSteps(steps).optFactor(factor=1f)"
                        + ".build()")
                .alias("Tracker.multiFactor")
                .where("setSteps", javaIntAtLeast(1))
                .where("optFactor", atMost(1))
                .formula("base · factor^n, n the number of steps < t")
                .means(call -> {
                    double[] steps = call.numbers("setSteps");
                    if (steps.length < 2) {
                        throw call.value("setSteps").refused("have at least 2 steps");
                    }
                    for (int i = 0; i < steps.length; i++) {
                        if (i > 0 && steps[i] <= steps[i - 1]) {
                            throw call.value("setSteps").refused("rise");
                        }
                    }
                    double[] changes =
                            Arrays.stream(steps).map(step -> step + 1).toArray();
                    return Plan.of(Schedule.multiStep(real(call, "setBaseValue"), real(call, "optFactor"), changes));
                })
                .quirk("A step acts one update later than it says.")
                .quirk("The tracker remembers the last value: it cannot go back in time, schedules here can.")
                .quirk(NO_BASE)
                .example(
                        "Tracker.multiFactor().setBaseValue(0.1f).setSteps(new int[] {30, 60, 80}).optFactor(0.1f).build()",
                        "steps=100"));
    }

    private static Entry polynomial() {
        return entry(Entry.of("PolynomialDecayTracker.builder().setBaseValue(value=0f).setEndLearningRate(value)"
                        + ".setDecaySteps(steps).optPower(power=1f).build()")
                .where("setDecaySteps", javaIntAtLeast(1))
                .formula("end + (base - end) · (1 - min(t, steps) / steps)^power")
                .means(call -> {
                    double base = real(call, "setBaseValue");
                    double end = real(call, "setEndLearningRate");
                    double power = real(call, "optPower");
                    double steps = call.number("setDecaySteps");
                    return Plan.of(
                            power > 0
                                    ? Schedule.polynomial(base, end, steps, power)
                                    : power == 0 ? Schedule.constant(base) : growing(base, end, steps, power));
                })
                .quirk("The end may lie above the base, and a power of 0 keeps the base for ever.")
                .quirk("A negative power leads away from the end, to infinity at the last step.")
                .quirk(NO_BASE)
                .example(
                        "PolynomialDecayTracker.builder().setBaseValue(0.1f).setEndLearningRate(0.001f).setDecaySteps(90)"
                                + ".optPower(2f).build()",
                        "steps=100"));
    }

    private static Schedule growing(double base, double end, double steps, double power) {
        return Schedule.formula("t -> " + Numerals.text(end) + " + (" + Numerals.text(base - end) + ") * max(1 - t / "
                + Numerals.text(steps) + ", 0) ** (" + Numerals.text(power) + ")");
    }

    private static Entry warmUp() {
        return entry(Entry.of("WarmUpTracker.builder().setMainTracker(tracker).optWarmUpSteps(steps=0)"
                        + ".optWarmUpBeginValue(value=0f).optWarmUpMode(mode=Mode.LINEAR).build()")
                .alias("Tracker.warmUp")
                .where("optWarmUpSteps", javaInt())
                .where("optWarmUpMode", oneOf("LINEAR", "CONSTANT"))
                .formula("begin + (main(0) - begin) · t / steps, or begin, while t < steps; then main(t - steps)")
                .means(call -> Plan.of(warmedUp(call)))
                .quirk("The main tracker counts from the end of the warmup.")
                .quirk(
                        "Without optWarmUpSteps there is none; a negative number skips so many updates of the main tracker.")
                .example(
                        "Tracker.warmUp().setMainTracker(Tracker.cosine().setBaseValue(0.1f).setMaxUpdates(90).build())"
                                + ".optWarmUpSteps(10).build()",
                        "steps=100"));
    }

    private static Schedule warmedUp(Call call) {
        Schedule main = tracker(call.value("setMainTracker"));
        double begin = real(call, "optWarmUpBeginValue");
        double steps = call.number("optWarmUpSteps");
        if (steps <= 0) {
            return steps == 0 ? main : main.skip(-steps);
        }
        boolean rises = call.word("optWarmUpMode").equals("LINEAR");
        return (rises ? Schedule.linear(begin, main.at(0), steps) : Schedule.hold(begin, steps)).then(main);
    }

    private static Schedule tracker(Value main) {
        if (main.isFunction()) {
            return main.schedule();
        }
        Call call = main.call();
        if (!call.dialect().name().equals("djl") || call.entry().name().startsWith("FixedPerVar")) {
            throw main.refused("be a Tracker");
        }
        return call.schedule();
    }

    /** A float as people write it, without the digits of the double that it is here. */
    static String shown(double real) {
        return Numerals.text(Double.parseDouble(Float.toString((float) real)));
    }

    static double real(Call call, String parameter) {
        return real(call.value(parameter));
    }

    /** The nearest float, which is what a method of DJL gets. */
    static double real(Value value) {
        double nearest = (float) value.number();
        if (Double.isInfinite(nearest)) {
            throw value.refused("be a float, up to 3.4e38");
        }
        return nearest;
    }
}
