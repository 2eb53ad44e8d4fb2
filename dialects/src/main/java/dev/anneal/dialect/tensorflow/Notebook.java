package dev.anneal.dialect.tensorflow;

import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.exponential;
import static dev.anneal.Schedule.hold;
import static dev.anneal.Schedule.ramp;
import static dev.anneal.dialect.Condition.integerAtLeast;

import dev.anneal.Curve;
import dev.anneal.Evolution;
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

/**
 * Functions of an epoch for Keras' {@code LearningRateScheduler}, as a notebook defines them. What is a global variable there
 * is a parameter here, its default what the notebook sets.
 */
public final class Notebook implements Dialect {

    private static final String SOURCE = "a notebook on Keras' LearningRateScheduler, its function of that name";
    private static final Condition WHOLE =
            Condition.number("be a whole number other than 1", value -> value != 1 && value == Math.rint(value));

    /** Made by the service loader. */
    public Notebook() {}

    @Override
    public String name() {
        return "notebook";
    }

    @Override
    public String title() {
        return "A notebook of decays";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read are five functions that a notebook hands to Keras' LearningRateScheduler. Each is called with the number of the epoch, from 0 on.");
    }

    @Override
    public List<Entry> entries() {
        return List.of(simple(), cosineDecay(), exponentialDecay(), dampedCosine(), dampedExponential());
    }

    private static Entry simple() {
        double factor = Math.exp(-0.1);
        return Entry.of("simple_decay(lr=0.1, epochs=50)")
                .where("epochs", integerAtLeast(1))
                .clock(Clock.EPOCH)
                .formula("lr for t < 10, then lr · exp(-0.1 (t - 9))")
                .means(call -> {
                    double lr = call.number("lr");
                    return Plan.of(hold(lr, 10).then(exponential(lr * factor, factor)));
                })
                .quirk("Epoch 10 is multiplied already.")
                .quirk("epochs is how long the notebook runs; the rate does not depend on it.")
                .example("simple_decay(0.1, epochs=50)", "epochs=50")
                .source("a notebook on Keras' LearningRateScheduler, its function scheduler");
    }

    private static Entry cosineDecay() {
        return Entry.of("cosine_decay(lr_start=0.1, lr_end=0.001, epochs=10)")
                .clock(Clock.EPOCH)
                .formula("lr_end + (lr_start - lr_end) · (1 + cos(π t / (epochs - 1))) / 2; lr_start if epochs ≤ 1")
                .means(call -> {
                    double from = call.number("lr_start");
                    double to = call.number("lr_end");
                    double half = call.number("epochs") - 1;
                    return Plan.of(
                            half > 0
                                    ? cosine(from, to, half)
                                            .then(cosine(to, from, half))
                                            .repeat()
                                    : Schedule.constant(from));
                })
                .quirk("Half a wave takes epochs - 1, after which it swings back up: it does not restart.")
                .example("cosine_decay(lr_start=0.1, lr_end=0.001, epochs=10)", "epochs=50")
                .source(SOURCE);
    }

    private static Entry exponentialDecay() {
        return Entry.of("exponential_decay(lr_start=0.1, lr_end=0.001, epochs=50, cycles=10, a=3)")
                .clock(Clock.EPOCH)
                .formula("with n = epochs // cycles and w = (exp(a (1 - (t mod n) / (n - 1))) - 1) / (exp(a) - 1): "
                        + "w · lr_start + (1 - w) · lr_end; lr_start if n ≤ 1")
                .means(call -> {
                    double from = call.number("lr_start");
                    return Plan.of(
                            epochsPerCycle(call) > 1
                                    ? cycle(call, from, call.number("lr_end")).repeat()
                                    : Schedule.constant(from));
                })
                .quirk("In the notebook's first cell a is 3 inside the function, whatever is set outside.")
                .quirk("A cycle ends with lr_end itself, and the next begins one epoch later.")
                .example("exponential_decay(lr_start=0.1, lr_end=0.001, epochs=50, cycles=10, a=3)", "epochs=50")
                .source(SOURCE);
    }

    private static Entry dampedCosine() {
        return Entry.of("damped_cosine_decay(lr_start=0.1, lr_end=0, epochs=10)")
                .where("epochs", WHOLE)
                .clock(Clock.EPOCH)
                .formula(
                        "cosine_decay, where at each multiple of epochs - 1, and at 0, lr_start ← lr_end + (lr_start - lr_end)"
                                + " / 3 and then lr_end ← lr_start / 3")
                .means(call -> {
                    // from the second cycle on both ends are 5/9 of what they were, so the cycles are geometric
                    double from = firstStart(call);
                    double half = call.number("epochs") - 1;
                    if (half < 0) {
                        return Plan.of(hold(from, -half).repeat(scaling(5.0 / 9)));
                    }
                    Schedule falls = cosine(from, from / 3, half);
                    Schedule rises = cosine(from * 5 / 27, from * 5 / 9, half);
                    return Plan.of(falls.then(rises).repeat(scaling(25.0 / 81)));
                })
                .quirk("The first cycle is damped already: it begins at lr_end + (lr_start - lr_end) / 3.")
                .quirk("Every other cycle rises, from the new lr_end.")
                .quirk(
                        "epochs that are no whole number are refused: there, cycles would be damped only where one ends at an epoch.")
                .example("damped_cosine_decay(lr_start=0.1, lr_end=0, epochs=10)", "epochs=50")
                .source(SOURCE);
    }

    private static Entry dampedExponential() {
        return Entry.of("damped_exponential_decay(lr_start=0.1, lr_end=0, epochs=50, cycles=10, a=3)")
                .clock(Clock.EPOCH)
                .formula(
                        "exponential_decay, where at the start of each cycle lr_start ← lr_end + (lr_start - lr_end) / 3 and "
                                + "then lr_end ← lr_start · 3 / 7")
                .means(call -> {
                    // from the second cycle on both ends are 13/21 of what they were
                    double from = firstStart(call);
                    double epochs = epochsPerCycle(call);
                    Schedule first = epochs > 1 ? cycle(call, from, from * 3 / 7) : hold(from, Math.abs(epochs));
                    return Plan.of(first.repeat(scaling(13.0 / 21)));
                })
                .quirk("The first cycle is damped already: it begins at lr_end + (lr_start - lr_end) / 3.")
                .example("damped_exponential_decay(lr_start=0.1, lr_end=0, epochs=50, cycles=10)", "epochs=50")
                .source(SOURCE);
    }

    private static Evolution scaling(double factor) {
        return Evolution.stretching(1).scaling(factor);
    }

    private static double firstStart(Call call) {
        double to = call.number("lr_end");
        return to + (call.number("lr_start") - to) / 3;
    }

    private static double epochsPerCycle(Call call) {
        double cycles = call.number("cycles");
        if (cycles == 0) {
            throw call.value("cycles").refused("not be 0");
        }
        double epochs = Arithmetic.apply(Operator.FLOOR_DIVIDE, call.number("epochs"), cycles);
        if (epochs == 0) {
            throw call.value("cycles").refused("be at most epochs, so that each has one");
        }
        return epochs;
    }

    /** A ramp that meets its end in the last epoch of the cycle. */
    private static Schedule cycle(Call call, double from, double to) {
        double a = call.number("a");
        if (a == 0 || Double.isInfinite(Math.exp(a))) {
            throw call.value("a").refused("not be 0, nor so large that exp(a) overflows");
        }
        return ramp(from, to, epochsPerCycle(call) - 1, Curve.exponential(a).reversed())
                .then(hold(to, 1));
    }
}
