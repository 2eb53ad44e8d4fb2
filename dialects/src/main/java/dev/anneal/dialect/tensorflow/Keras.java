package dev.anneal.dialect.tensorflow;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.positive;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Config;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Numerals;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code keras.optimizers.schedules} and {@code keras.callbacks}. */
public final class Keras implements Dialect {

    private static final String SCHEDULES = "keras.optimizers.schedules.";
    private static final String VERSION = ", Keras 3.15.1";

    private static final String WHOLE =
            "Keras computes in the kind of initial_learning_rate: a whole 1 rounds other arguments to whole numbers there. "
                    + "Here it is 1.0.";
    private static final String SINGLE = "Keras computes in float32: digits past the seventh differ.";

    /** Made by the service loader. */
    public Keras() {}

    @Override
    public String name() {
        return "keras";
    }

    @Override
    public String title() {
        return "Keras";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read are all schedules of keras.optimizers.schedules and both callbacks that change the rate, as Keras 3.15 has them. They go by their TensorFlow names, too.",
                "Keras computes rates in float32; here they are doubles, so digits past the seventh differ. A class of one's own below LearningRateSchedule is not read.");
    }

    @Override
    public List<String> prefixes() {
        List<String> roots = List.of(
                "keras",
                "tf.keras",
                "tensorflow.keras",
                "tf.compat.v1.keras",
                "tf.compat.v2.keras",
                "tensorflow.compat.v1.keras",
                "tensorflow.compat.v2.keras",
                "tensorflow.python.keras",
                "keras_core",
                "tf",
                "tensorflow",
                "");
        List<String> modules = List.of(
                "",
                "optimizers",
                "optimizers.schedules",
                "schedules",
                "optimizers.legacy",
                "optimizers.experimental",
                "experimental",
                "callbacks");
        Set<String> prefixes = new LinkedHashSet<>();
        for (String root : roots) {
            for (String module : modules) {
                String between = root.isEmpty() || module.isEmpty() ? "" : ".";
                prefixes.add(root + between + module);
            }
        }
        prefixes.removeAll(
                List.of("", "experimental", "tf", "tensorflow", "tf.experimental", "tensorflow.experimental"));
        prefixes.add("keras.src.optimizers.schedules.learning_rate_schedule");
        prefixes.add("keras.optimizers.schedules.learning_rate_schedule");
        prefixes.add("keras.src.callbacks");
        prefixes.add("learning_rate_schedule");
        return List.copyOf(prefixes);
    }

    @Override
    public List<String> optimizers() {
        return KerasOptimizers.SIGNATURES;
    }

    @Override
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        entries.addAll(List.of(exponential(), piecewise(), polynomial(), inverseTime(), cosine(), restarts()));
        entries.addAll(KerasCallbacks.entries());
        return List.copyOf(entries);
    }

    @Override
    public List<Config> configs() {
        return KerasFiles.all();
    }

    private static Entry exponential() {
        return Entry.of("ExponentialDecay(initial_learning_rate, decay_steps, decay_rate, staircase=False, "
                        + "name='ExponentialDecay')")
                .where("decay_steps", positive())
                .clock(Clock.STEP)
                .formula(
                        "initial_learning_rate · decay_rate^p, p = t / decay_steps, or ⌊t / decay_steps⌋ with staircase")
                .means(call -> Plan.of(Decays.exponential(
                        initial(call), call.number("decay_rate"), call.number("decay_steps"), call.flag("staircase"))))
                .quirk("There is no end: the rate falls, or grows, for ever.")
                .quirk("A decay_rate of 0 leaves a rate to the first update alone, because 0^0 is 1.")
                .quirk("A negative decay_rate changes the sign at each stair, and is NaN between.")
                .quirk(WHOLE)
                .quirk(SINGLE)
                .example("ExponentialDecay(0.1, decay_steps=100, decay_rate=0.7, staircase=True)", "steps=600")
                .source(SCHEDULES + "ExponentialDecay" + VERSION);
    }

    private static Entry piecewise() {
        return Entry.of("PiecewiseConstantDecay(boundaries, values, name='PiecewiseConstant')")
                .clock(Clock.STEP)
                .formula("values[i] for boundaries[i-1] < t <= boundaries[i]")
                .means(call -> Plan.of(Pieces.of(call).added()))
                .quirk("A boundary belongs to the piece before it: the new value comes one step later.")
                .quirk("A boundary with a fraction is cut: 10.5 counts as 10.")
                .quirk("Boundaries that are not in order make pieces that overlap; there their values are added.")
                .example("PiecewiseConstantDecay([30, 60, 80], [0.1, 0.05, 0.02, 0.01])", "steps=100")
                .source(SCHEDULES + "PiecewiseConstantDecay" + VERSION);
    }

    private static Entry polynomial() {
        return Entry.of("PolynomialDecay(initial_learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0, "
                        + "cycle=False, name='PolynomialDecay')")
                .where("decay_steps", positive())
                .clock(Clock.STEP)
                .formula("(initial - end) · (1 - t / D)^power + end; D = decay_steps, where t stops, "
                        + "or with cycle decay_steps · ⌈t / decay_steps⌉")
                .means(call -> {
                    double initial = initial(call);
                    double end = call.number("end_learning_rate");
                    double steps = call.number("decay_steps");
                    double power = call.number("power");
                    return Plan.of(
                            call.flag("cycle")
                                    ? Decays.cycled(initial, end, steps, power)
                                    : Decays.polynomial(initial, end, steps, power));
                })
                .quirk("end_learning_rate is 0.0001 if it is not given, which may be more than the initial rate.")
                .quirk(
                        "With cycle the end is reached at each multiple of decay_steps; the step after it is lower at each cycle, "
                                + "because every cycle counts from step 0.")
                .quirk("With power 0 the rate never falls, because 0^0 is 1.")
                .quirk(WHOLE)
                .example("PolynomialDecay(0.1, decay_steps=50, end_learning_rate=0.01, cycle=True)", "steps=200")
                .source(SCHEDULES + "PolynomialDecay" + VERSION);
    }

    private static Entry inverseTime() {
        return Entry.of("InverseTimeDecay(initial_learning_rate, decay_steps, decay_rate, staircase=False, "
                        + "name='InverseTimeDecay')")
                .where("decay_steps", positive())
                .clock(Clock.STEP)
                .formula("initial_learning_rate / (1 + decay_rate · p), p = t / decay_steps, or ⌊t / decay_steps⌋ with "
                        + "staircase")
                .means(call -> Plan.of(Decays.inverseTime(
                        initial(call), call.number("decay_rate"), call.number("decay_steps"), call.flag("staircase"))))
                .quirk("A negative decay_rate makes the rate grow to infinity at t = -decay_steps / decay_rate.")
                .quirk(WHOLE)
                .example("InverseTimeDecay(0.1, decay_steps=50, decay_rate=0.5)", "steps=500")
                .source(SCHEDULES + "InverseTimeDecay" + VERSION);
    }

    private static Entry cosine() {
        return Entry.of("CosineDecay(initial_learning_rate, decay_steps, alpha=0.0, name='CosineDecay', "
                        + "warmup_target=None, warmup_steps=0)")
                .where("decay_steps", positive())
                .clock(Clock.STEP)
                .formula("from initial_learning_rate straight to warmup_target over warmup_steps, then "
                        + "peak · ((1 - alpha) · (1 + cos(π · t / decay_steps)) / 2 + alpha)")
                .means(Keras::cosine)
                .quirk("Without warmup_target there is no warmup, whatever warmup_steps says.")
                .quirk("decay_steps does not contain the warmup: the run lasts warmup_steps + decay_steps.")
                .quirk("alpha is a fraction of the rate from which the decay starts, not a rate.")
                .quirk(WHOLE)
                .example("CosineDecay(0.001, 80, alpha=0.1, warmup_target=0.05, warmup_steps=20)", "steps=120")
                .source(SCHEDULES + "CosineDecay" + VERSION);
    }

    private static Plan cosine(Call call) {
        double initial = initial(call);
        double alpha = call.number("alpha");
        double steps = call.number("decay_steps");
        if (!call.has("warmup_target")) {
            if (call.isGiven("warmup_steps") && call.number("warmup_steps") != 0) {
                call.note("CosineDecay: warmup_steps does nothing without warmup_target");
            }
            return Plan.of(Decays.cosine(initial, alpha, steps));
        }
        double target = call.number("warmup_target");
        double warmup = call.number("warmup_steps");
        Schedule decay = Decays.cosine(target, alpha, steps);
        return Plan.of(
                warmup < 0
                        ? decay.skip(-warmup)
                        : Schedule.linear(initial, target, warmup).then(decay));
    }

    private static Entry restarts() {
        return Entry.of(
                        "CosineDecayRestarts(initial_learning_rate, first_decay_steps, t_mul=2.0, m_mul=1.0, alpha=0.0, "
                                + "name='SGDRDecay')")
                .where("first_decay_steps", positive())
                .where("t_mul", atLeast(0))
                .clock(Clock.STEP)
                .formula(
                        "initial · ((1 - alpha) · m_mul^i · (1 + cos(π · s)) / 2 + alpha), s the part of period i that has "
                                + "passed; period i lasts first_decay_steps · t_mul^i")
                .means(Keras::restarts)
                .quirk("alpha is a fraction of the initial rate: m_mul lowers the peaks, not the floor.")
                .quirk(
                        "With t_mul below 1 the periods add up to first_decay_steps / (1 - t_mul); Keras gives NaN from there on. "
                                + "Here the floor is held.")
                .quirk(
                        "Keras finds the period by a logarithm in float32, which can miss a restart by a step. Here restarts are "
                                + "on time.")
                .quirk(WHOLE)
                .example("CosineDecayRestarts(0.1, first_decay_steps=20, t_mul=2.0, m_mul=0.7, alpha=0.1)", "steps=300")
                .source(SCHEDULES + "CosineDecayRestarts" + VERSION);
    }

    private static Plan restarts(Call call) {
        return Plan.of(restarted(call, initial(call)).schedule());
    }

    private static double initial(Call call) {
        Value initial = call.value("initial_learning_rate");
        double rate = initial.number();
        if (initial.isWrittenWhole()) {
            call.note(call.entry().name() + ": initial_learning_rate is read as " + Numerals.text(rate)
                    + ".0; written as a whole number it makes Keras round or fail");
        }
        return rate;
    }

    /** The restarts of a call whose rate has been read; what will be NaN upstream is told. */
    static Decays.Restarts restarted(Call call, double initial) {
        double steps = call.number("first_decay_steps");
        double longer = call.number("t_mul");
        if (longer < 1 && steps > 0) {
            call.note(call.entry().name() + ": periods that shrink are over at step "
                    + Numerals.text(steps / (1 - longer))
                    + "; upstream the rate is NaN from there on, here the floor is held");
        }
        return new Decays.Restarts(initial, steps, longer, call.number("m_mul"), call.number("alpha"));
    }
}
