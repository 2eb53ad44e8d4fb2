package dev.anneal.dialect.tensorflow;

import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.hold;
import static dev.anneal.Schedule.multiStep;
import static dev.anneal.dialect.Condition.oneOf;
import static dev.anneal.dialect.Condition.within;

import dev.anneal.Evolution;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import dev.anneal.notation.Arithmetic;
import dev.anneal.notation.Operator;
import java.util.List;
import java.util.Locale;

/** {@code github.com/inzapp/lr-scheduler}: one class for Keras' optimizers, whose {@code update(optimizer, i)} precedes each update. */
public final class LrScheduler implements Dialect {

    private static final String[] POLICIES = {"constant", "step", "step2", "cosine", "onecycle"};

    /** Cycles whose lengths are truncated one by one, up to so many and so many runs; it does not matter to later ones. */
    private static final int MOST_CYCLES = 10_000;

    private static final int RUNS = 10;

    /** Made by the service loader. */
    public LrScheduler() {}

    @Override
    public String name() {
        return "lrscheduler";
    }

    @Override
    public String title() {
        return "LRScheduler";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read is the class LRScheduler, which steps a Keras optimizer through a warmup and one of five policies.");
    }

    @Override
    public List<String> prefixes() {
        return List.of("lr_scheduler");
    }

    @Override
    public List<Entry> entries() {
        return List.of(Entry.of(
                        "LRScheduler(iterations, lr, policy, warm_up=0.1, min_momentum=0.85, max_momentum=0.95, "
                                + "initial_cycle_length=2500, cycle_weight=2, decay_step=0.1)")
                .where("iterations", Condition.number("be finite", Double::isFinite))
                .where("lr", within(0, 1))
                .where("policy", oneOf(POLICIES))
                .toldBy("policy", List.of(POLICIES)::contains)
                .where("warm_up", within(0, 1))
                .where("min_momentum", within(0, 1))
                .where("max_momentum", within(0, 1))
                .where("decay_step", within(0, 1))
                .clock(Clock.STEP)
                .formula("""
                        with w = iterations · warm_up: lr · (1 - cos(π t / w)) / 2 up to t = w, then
                        step: lr, lr · decay_step from ⌊0.8 iterations⌋, lr · decay_step² from ⌊0.9 iterations⌋
                        step2: lr · 0.5^n, n = 0 … 4 the number of fifths of what is left that are over
                        cosine: cycles of cosine(lr, lr · decay_step²), each cycle_weight times as long as the one before
                        onecycle: one cosine from lr to lr · decay_step², momentum from min_momentum to max_momentum
                        constant: lr, from the start""")
                .means(LrScheduler::plan)
                .quirk("constant has no warmup, and leaves the optimizer as it is.")
                .quirk("step2 halves four times, each time one update after its fifth is over, and ignores decay_step.")
                .quirk(
                        "cosine truncates the length of every further cycle; with a cycle_weight < 1 cycles vanish, which is "
                                + "refused when it happens within the iterations.")
                .quirk(
                        "onecycle gives its peak twice; without warmup it begins one update before the peak; after its end it "
                                + "rises again.")
                .example(
                        "LRScheduler(iterations=1000, lr=0.001, policy='cosine', initial_cycle_length=120)",
                        "steps=1000")
                .source("github.com/inzapp/lr-scheduler, 7a7673b"));
    }

    private static Plan plan(Call call) {
        double lr = call.number("lr");
        return switch (call.word("policy")) {
            case "step" -> Plan.of(warmed(call, step(call)));
            case "step2" -> Plan.of(warmed(call, halvings(call)));
            case "cosine" -> Plan.of(cosines(call));
            case "onecycle" -> oneCycle(call);
            default -> Plan.of(Schedule.constant(lr));
        };
    }

    /** How many updates the warmup lasts; not whole. */
    private static double warmUp(Call call) {
        return Math.max(0, call.number("iterations") * call.number("warm_up"));
    }

    /** The first update after the warmup, which has its end in it. */
    private static double first(Call call) {
        double warmUp = warmUp(call);
        return warmUp > 0 ? Math.floor(warmUp) + 1 : 0;
    }

    private static Schedule warmed(Call call, Schedule multiplier) {
        double lr = call.number("lr");
        double warmUp = warmUp(call);
        return warmUp > 0 ? cosine(0, lr, warmUp).times(multiplier) : multiplier.times(lr);
    }

    private static Schedule step(Call call) {
        double iterations = call.number("iterations");
        double first = first(call);
        return multiStep(
                1,
                call.number("decay_step"),
                Math.max(first, Math.floor(iterations * 0.8)),
                Math.max(first, Math.floor(iterations * 0.9)));
    }

    private static Schedule halvings(Call call) {
        double iterations = call.number("iterations");
        double warmUp = iterations * call.number("warm_up");
        double fifth = Arithmetic.apply(Operator.FLOOR_DIVIDE, iterations - warmUp, 5);
        double[] milestones = new double[4];
        for (int i = 0; i < milestones.length; i++) {
            milestones[i] = Math.max(0, Math.floor(warmUp + fifth * (i + 1)) + 1);
        }
        return multiStep(1, 0.5, milestones);
    }

    private static Schedule cosines(Call call) {
        double length = call.number("initial_cycle_length");
        double lr = call.number("lr");
        double warmUp = warmUp(call);
        if (length == 0 && warmUp > 0 && first(call) >= call.number("iterations")) {
            return cosine(0, lr, warmUp);
        }
        if (!(length > 0)) {
            throw call.value("initial_cycle_length").refused("be > 0 where cycles are cosines");
        }
        Schedule cycles = cycles(call, length);
        double rest = first(call) - warmUp;
        return warmUp > 0 ? cosine(0, lr, warmUp).then(hold(lr, rest)).then(cycles) : cycles;
    }

    private static Schedule cycles(Call call, double first) {
        double weight = call.number("cycle_weight");
        if (weight >= 1 && first == Math.rint(first) && weight == Math.rint(weight)) {
            return cycle(call, first).repeat(Evolution.stretching(weight));
        }
        double lasts = first;
        while (lasts != Math.rint(lasts)) {
            lasts *= 2;
        }
        // a first cycle that does not end with an update goes on until one of its repetitions does
        Schedule all = lasts == first
                ? cycle(call, first)
                : cycle(call, first).repeat().until(lasts);
        double length = Math.floor(first * weight);
        double covered = RUNS * Math.max(call.horizon().steps().orElse(0), call.number("iterations"));
        for (int i = 0; i < MOST_CYCLES && length >= 1 && !(all.length() > covered); i++) {
            double next = Math.floor(length * weight);
            if (next == length) {
                return all.then(cycle(call, length).repeat());
            }
            all = all.then(cycle(call, length));
            length = next;
        }
        return length >= 1
                ? all.then(cycle(call, length).repeat(Evolution.stretching(Math.max(1, weight))))
                : ended(call, all);
    }

    /** Cycles that have become shorter and shorter; what comes after the run does not matter. */
    private static Schedule ended(Call call, Schedule cycles) {
        double end = first(call) + cycles.length();
        if (end < call.number("iterations")) {
            throw call.value("cycle_weight").refused("leave each cycle an update: the cycles end after " + (long) end);
        }
        return cycles;
    }

    private static Schedule cycle(Call call, double length) {
        return cosine(call.number("lr"), least(call), length);
    }

    private static double least(Call call) {
        return call.number("lr") * call.number("decay_step") * call.number("decay_step");
    }

    private static Plan oneCycle(Call call) {
        double lr = call.number("lr");
        double low = call.number("min_momentum");
        double high = call.number("max_momentum");
        Plan rate = Plan.of(oneCycle(call, 0, lr, least(call)));
        String optimizer = call.horizon().fact("optimizer");
        String kind = optimizer == null ? "sgd" : optimizer.toLowerCase(Locale.ROOT);
        if (!kind.contains("sgd") && !kind.contains("adam")) {
            return rate;
        }
        Hyperparameter momentum = call.momentum();
        return rate.with(momentum, oneCycle(call, high, low, high));
    }

    private static Schedule oneCycle(Call call, double start, double peak, double end) {
        double iterations = call.number("iterations");
        double exactly = iterations * call.number("warm_up");
        double warmUp = exactly - exactly % 1;
        double fall = Math.abs(iterations - warmUp);
        if (fall == 0 && warmUp <= 0) {
            throw call.value("iterations").refused("not be 0 where they are one cycle");
        }
        Schedule rise = cosine(start, peak, Math.max(0, warmUp));
        if (fall == 0) {
            return rise;
        }
        Schedule wave = cosine(peak, end, fall).then(cosine(end, peak, fall)).repeat();
        if (warmUp > 0) {
            return rise.then(hold(peak, 1)).then(wave);
        }
        return wave.skip(Arithmetic.apply(Operator.MODULO, -(warmUp + 1), 2 * fall));
    }
}
