package dev.anneal.dialect.optax;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.number;
import static dev.anneal.dialect.Condition.within;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Entry;
import dev.anneal.feedback.Change;
import dev.anneal.feedback.Comparison;
import dev.anneal.feedback.Patience;
import dev.anneal.feedback.Plateau;
import dev.anneal.feedback.Signal;
import dev.anneal.notation.NotationException;

/** {@code optax.contrib.reduce_on_plateau}, which scales updates. */
final class Reduction {

    private static final Hyperparameter SCALE = Hyperparameter.SCALE;
    private static final Condition NUMBER = number("be a number", value -> true);

    private Reduction() {}

    static Entry entry() {
        return Entry.of("contrib.reduce_on_plateau(factor=0.1, patience=10, rtol=0.0001, atol=0.0, cooldown=0, "
                        + "accumulation_size=1, min_scale=0.0)")
                .alias("reduce_on_plateau")
                .where("factor", number("be in (0, 1)", factor -> factor > 0 && factor < 1))
                .where("patience", NUMBER)
                .where("rtol", within(0, 1))
                .where("atol", atLeast(0))
                .where("cooldown", NUMBER)
                .where("accumulation_size", NUMBER)
                .where("min_scale", NUMBER)
                .clock(Clock.STEP)
                .formula(
                        "a scale that starts at 1 and is multiplied by factor when the mean of accumulation_size values has "
                                + "not fallen below (1 - rtol) · best - atol for patience of them, but never goes below min_scale")
                .means(Reduction::plan)
                .quirk("A min_scale above 1 raises the scale with the first mean, for ever.")
                .quirk("With patience 0 it acts on each mean that has fallen, and on no other.")
                .quirk("A patience or an accumulation_size that is no positive whole number is never reached.")
                .quirk("While the best value is negative, slightly worse values count as better.")
                .example("optax.contrib.reduce_on_plateau(factor=0.5, patience=5)", "steps=100")
                .source("optax.contrib, 0.2.8");
    }

    private static Plan plan(Call call) {
        if (call.number("rtol") == 0 && call.number("atol") == 0) {
            throw call.value("rtol").refused("be > 0 where atol is 0");
        }
        noteRate(call);
        Plan still = Plan.of(SCALE, "", Schedule.constant(1));
        double every = call.number("accumulation_size");
        double least = call.number("min_scale");
        double patience = call.number("patience");
        if (!isCount(every, 1)) {
            return still;
        }
        if (least > 1) {
            return Plan.of(SCALE, "", Schedule.piecewise(new double[] {0, every}, new double[] {1, least}));
        }
        return isCount(patience, 0) ? still.with(SCALE, "", rule(call, (int) every, (int) patience)) : still;
    }

    /** An optimizer beside it in a chain has a rate, which the scale leaves as it is. */
    private static void noteRate(Call call) {
        for (String optimizer : Optimizers.SIGNATURES) {
            if (made(call, Entry.of(optimizer).source("optax, 0.2.8"))) {
                call.note("this is the scale of the updates that " + optimizer.substring(0, optimizer.indexOf('('))
                        + " makes; its learning_rate is not part of the plan");
                return;
            }
        }
    }

    private static boolean made(Call call, Entry optimizer) {
        try {
            return call.making(optimizer) != null;
        } catch (NotationException e) {
            // an optimizer that cannot be read has no part in the scale
            return false;
        }
    }

    /** Whether what counts from 1 on ever comes to a number; more than an int is never counted. */
    private static boolean isCount(double number, int least) {
        return number == Math.rint(number) && number >= least && number <= Integer.MAX_VALUE;
    }

    private static Plateau rule(Call call, int every, int patience) {
        Patience.Counted counted = patience == 0 ? Patience.Counted.GOOD : Patience.Counted.BAD;
        return Plateau.on(call.metric())
                .looking(every == 1 ? Signal.each() : Signal.meanOf(every))
                .judging(Comparison.lower().byRelative(call.number("rtol")).byAbsolute(call.number("atol")))
                .waiting(
                        Patience.of(Math.max(0, patience - 1)).counting(counted).cooldown((int)
                                Math.max(0, call.number("cooldown"))))
                .changing(Change.by(call.number("factor")).floor(call.number("min_scale")));
    }
}
