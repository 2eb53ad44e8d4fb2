package dev.anneal.dialect.smile;

import static dev.anneal.dialect.Condition.nonZero;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code smile.util.function.TimeFunction}, which was {@code smile.math.TimeFunction}. */
public final class Smile implements Dialect {

    private static final String STEPS = "decaySteps";
    private static final String MODULE = "smile.util.function.TimeFunction, Smile 6.2.5";
    private static final String DEEP =
            "smile.deep asks after a batch, for the number of batches: its first update has the optimizer's own rate, the "
                    + "second that of t = 1.";
    private static final String BACKWARDS =
            "decaySteps is not checked: a negative one is taken as it comes. With 0 Smile gives NaN, which is refused here.";

    /** Made by the service loader. */
    public Smile() {}

    @Override
    public String name() {
        return "smile";
    }

    @Override
    public String title() {
        return "Smile";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read are the functions of smile.util.function.TimeFunction, as Smile 6.2.5 has them, in Java. The text that TimeFunction.of takes is read inside of that call.");
    }

    @Override
    public List<String> prefixes() {
        return List.of("smile.util.function", "smile.math");
    }

    @Override
    public boolean java() {
        return true;
    }

    @Override
    public List<Entry> entries() {
        return List.of(
                constant(),
                piecewise(),
                functions(),
                linear(),
                formerLinear(),
                polynomial(),
                cycledPolynomial(),
                inverse(),
                inverseByRate(),
                exponential(),
                geometric(),
                powers(),
                cosine(),
                parsed());
    }

    private static Entry.Draft entry(String signature, Function<Call, Schedule> meaning) {
        return Entry.of("TimeFunction." + signature)
                .clock(Clock.STEP)
                .means(meaning.andThen(Plan::of))
                .quirk(DEEP);
    }

    private static Entry.Draft decay(String signature, Function<Call, Schedule> meaning) {
        return entry(signature, meaning).where(STEPS, nonZero()).quirk(BACKWARDS);
    }

    /** What may stand where a TimeFunction is asked for. */
    static Schedule function(Value written) {
        if (written.isFunction()) {
            return written.schedule();
        }
        Call call = written.call();
        if (!call.dialect().name().equals("smile")) {
            throw written.refused("be a TimeFunction");
        }
        return call.schedule();
    }

    private static Entry constant() {
        return entry("constant(alpha)", call -> Schedule.constant(call.number("alpha")))
                .formula("alpha")
                .quirk("A rate of 0 or less is accepted here; Smile's MLP refuses it when it updates.")
                .example("TimeFunction.constant(0.1)", "steps=100")
                .source(MODULE);
    }

    private static Entry piecewise() {
        return entry("piecewise(milestones, values)", call -> Pieces.of(call, List.of(call.value("values"))))
                .formula("values[i], i the number of milestones < t")
                .quirk("A milestone still has the value on its left; the next one begins a step later.")
                .quirk("The values may also be one TimeFunction, if there are no milestones, or an array of them.")
                .example("TimeFunction.piecewise(new int[] {30, 60}, new double[] {0.1, 0.01, 0.001})", "steps=100")
                .source(MODULE);
    }

    private static Entry functions() {
        return entry("piecewise(milestones, schedules...)", call -> {
                    List<Map.Entry<String, List<Value>>> given = call.calls("schedules");
                    return Pieces.of(
                            call, given.isEmpty() ? List.of() : given.get(0).getValue());
                })
                .formula("schedules[i](t), i the number of milestones < t")
                .quirk("Each function is asked for t itself, not for the time since its milestone.")
                .quirk("A milestone still has the function on its left; the next one begins a step later.")
                .example(
                        "TimeFunction.piecewise(new int[] {20}, TimeFunction.linear(0.01, 20, 0.1), "
                                + "TimeFunction.cosine(0.001, 100, 0.1))",
                        "steps=100")
                .source(MODULE);
    }

    private static Entry formerLinear() {
        return decay(
                        "linear(initLearningRate, decaySteps)",
                        call -> Curves.polynomial(1, call.number("initLearningRate"), call.number(STEPS), 1e-4))
                .formula("initLearningRate + (0.0001 - initLearningRate) · min(t, decaySteps) / decaySteps")
                .quirk("Only Smile 3 has it without an end: that is 0.0001, also where the rate begins below.")
                .example("TimeFunction.linear(0.1, 90)", "steps=100")
                .source("smile.math.TimeFunction, Smile 3.1.1");
    }

    private static Entry linear() {
        return decay(
                        "linear(initLearningRate, decaySteps, endLearningRate)",
                        call -> Curves.polynomial(
                                1, call.number("initLearningRate"), call.number(STEPS), call.number("endLearningRate")))
                .formula("initLearningRate + (endLearningRate - initLearningRate) · min(t, decaySteps) / decaySteps")
                .example("TimeFunction.linear(0.1, 90, 0.01)", "steps=100")
                .source(MODULE);
    }

    private static Entry polynomial() {
        return entry(
                        "polynomial(degree, initLearningRate, decaySteps, endLearningRate)",
                        call -> polynomial(call, false))
                .formula(
                        "endLearningRate + (initLearningRate - endLearningRate) · (1 - min(t, decaySteps) / decaySteps)^degree")
                .quirk(
                        "The degree comes first. With 0 the rate stays; a negative one leads away from the end, to infinity.")
                .quirk(BACKWARDS)
                .example("TimeFunction.polynomial(2, 0.1, 90, 0.01)", "steps=100")
                .source(MODULE);
    }

    private static Schedule polynomial(Call call, boolean cycle) {
        double degree = call.number("degree");
        double initial = call.number("initLearningRate");
        double steps = call.number(STEPS);
        double end = call.number("endLearningRate");
        if (steps == 0 && degree != 0) {
            throw call.value(STEPS).refused("not be 0");
        }
        return cycle ? Curves.cycled(degree, initial, steps, end) : Curves.polynomial(degree, initial, steps, end);
    }

    private static Entry cycledPolynomial() {
        return entry(
                        "polynomial(degree, initLearningRate, decaySteps, endLearningRate, cycle)",
                        call -> polynomial(call, call.flag("cycle")))
                .formula("with cycle endLearningRate + (initLearningRate - endLearningRate) · (1 - t / T)^degree, "
                        + "T = decaySteps · max(1, ⌈t / decaySteps⌉); without as with four arguments")
                .quirk(
                        "With cycle the rate is at its end at every multiple of decaySteps, and one step later stands on a ramp"
                                + " that began at step 0 and reaches the next multiple: each comes back less high.")
                .quirk(BACKWARDS)
                .example("TimeFunction.polynomial(1, 0.1, 40, 0.01, true)", "steps=160")
                .source(MODULE);
    }

    private static Entry inverse() {
        return decay(
                        "inverse(initLearningRate, decaySteps)",
                        call -> Curves.inverse(call.number("initLearningRate"), call.number(STEPS)))
                .formula("initLearningRate · decaySteps / (t + decaySteps)")
                .example("TimeFunction.inverse(0.1, 20)", "steps=100")
                .source(MODULE);
    }

    private static Entry inverseByRate() {
        return decay(
                        "inverse(initLearningRate, decaySteps, decayRate, staircase=false)",
                        call -> Curves.inverse(
                                call.number("initLearningRate"),
                                call.number(STEPS),
                                call.number("decayRate"),
                                call.flag("staircase")))
                .formula("initLearningRate / (1 + decayRate · t / decaySteps), or with ⌊t / decaySteps⌋")
                .example("TimeFunction.inverse(0.1, 20, 0.5, true)", "steps=100")
                .source(MODULE);
    }

    private static Entry exponential() {
        return decay(
                        "exp(initLearningRate, decaySteps)",
                        call -> Curves.exponential(call.number("initLearningRate"), call.number(STEPS)))
                .formula("initLearningRate · e^(-t / decaySteps)")
                .example("TimeFunction.exp(0.1, 30)", "steps=100")
                .source(MODULE);
    }

    private static Entry geometric() {
        return decay(
                        "exp(initLearningRate, decaySteps, endLearningRate)",
                        call -> Curves.geometric(
                                call.number("initLearningRate"), call.number(STEPS), call.number("endLearningRate")))
                .where("initLearningRate", nonZero())
                .formula("initLearningRate · (endLearningRate / initLearningRate)^(min(t, decaySteps) / decaySteps)")
                .quirk("Of three arguments the third is the end; of four it is the decay rate, and in a text as well.")
                .example("TimeFunction.exp(0.1, 90, 0.001)", "steps=100")
                .source(MODULE);
    }

    private static Entry powers() {
        return decay(
                        "exp(initLearningRate, decaySteps, decayRate, staircase)",
                        call -> Curves.powers(
                                call.number("initLearningRate"),
                                call.number(STEPS),
                                call.number("decayRate"),
                                call.flag("staircase")))
                .formula("initLearningRate · decayRate^(t / decaySteps), or with ⌊t / decaySteps⌋")
                .quirk("A negative decayRate is accepted with staircase: the rate changes its sign each time.")
                .example("TimeFunction.exp(0.1, 20, 0.5, true)", "steps=100")
                .source(MODULE);
    }

    private static Entry cosine() {
        return decay(
                        "cosine(minLearningRate, decaySteps, maxLearningRate)",
                        call -> Curves.cosine(
                                call.number("minLearningRate"), call.number(STEPS), call.number("maxLearningRate")))
                .formula("minLearningRate + (maxLearningRate - minLearningRate) · (1 + cos(π t / decaySteps)) / 2")
                .quirk("The minimum comes first, and it begins with the maximum.")
                .quirk("It does not stop at decaySteps: from there it rises again.")
                .example("TimeFunction.cosine(0.001, 50, 0.1)", "steps=125")
                .source(MODULE);
    }

    private static Entry parsed() {
        return entry("of(time)", call -> Text.schedule(call.value("time")))
                .formula("what the text says: a number, linear(…), polynomial(…), inverse(…), exp(…), cosine(…), or "
                        + "piecewise([milestones], [values])")
                .quirk("exp(a, b, c) in a text has the decay rate for its third number, where the method has the end.")
                .quirk("The names may be those that a TimeFunction prints, as LinearDecay, in letters of any size.")
                .quirk("Numbers only: no constant(…), no linear(a, n), no blank before a comma.")
                .example("TimeFunction.of(\"linear(0.1, 90, 0.01)\")", "steps=100")
                .source(MODULE);
    }
}
