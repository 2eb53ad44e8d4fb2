package dev.anneal.dialect.timm;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Group;
import java.util.Objects;
import java.util.function.DoubleFunction;

/** What all of timm's schedulers share: a straight way up before the curve, a clock, and a factor of each group. */
final class Warmup {

    static final String LAYERWISE = "A parameter group with lr_scale gets every rate times that factor.";

    /** Beyond that two values are not the same one, rounded in two ways. */
    private static final double ROUNDING = 1e-15;

    private Warmup() {}

    /** An entry of a scheduler whose argument {@code t_in_epochs} decides what it counts. */
    static Entry.Draft entry(String signature) {
        return Entry.of(signature)
                .where("initialize", Condition.only(1, "the groups' own rates are what it begins with"))
                .clock(call -> call.flag("t_in_epochs") ? Clock.EPOCH : Clock.STEP);
    }

    /** Noise is drawn anew in every run of another seed, and is no schedule. */
    static void requireNoNoise(Call call, String parameter) {
        if (call.has(parameter)) {
            throw call.value(parameter).refused("be None here: noise is not imitated");
        }
    }

    /** A plan for the rates of all groups, each times its own factor. */
    static Plan rates(Call call, DoubleFunction<Schedule> making) {
        requireNoNoise(call, "noise_range_t");
        Plan plan = null;
        for (Group group : call.groups()) {
            Schedule schedule = making.apply(group.rate());
            double scale = group.setting("lr_scale", () -> 1.0);
            Schedule own = scale == 1 ? schedule : schedule.times(scale);
            plan = plan == null
                    ? Plan.of(Hyperparameter.LEARNING_RATE, group.name(), own)
                    : plan.with(Hyperparameter.LEARNING_RATE, group.name(), own);
        }
        return Objects.requireNonNull(plan);
    }

    /** A plan whose curve follows, or is entered midway, when a warmup to the base rate is over. */
    static Plan plan(Call call, boolean prefix, DoubleFunction<Schedule> curve) {
        return rates(call, base -> warmed(call, prefix, base, curve.apply(base)));
    }

    private static Schedule warmed(Call call, boolean prefix, double base, Schedule curve) {
        return warmed(call, prefix, base, base, curve);
    }

    /** A curve behind a warmup to a target; the constructor leaves the base rate, or the first of the warmup. */
    static Schedule warmed(Call call, boolean prefix, double base, double target, Schedule curve) {
        double epochs = call.number("warmup_t");
        double from = call.number("warmup_lr_init");
        if (epochs == 0) {
            return constructed(base, curve);
        }
        if (epochs < 0) {
            return constructed(from, prefix ? curve.skip(-epochs) : curve);
        }
        Schedule line = Schedule.linear(from, target, epochs);
        Schedule next = prefix ? curve : curve.skip(epochs);
        boolean stays = next.length() == 0 && next.at(0) == target;
        return stays ? line : line.then(next);
    }

    /** The first value is the one that the constructor sets, and not what the curve has there. */
    private static Schedule constructed(double first, Schedule curve) {
        double same = Math.abs(curve.at(0) - first);
        return same <= ROUNDING * Math.abs(first)
                ? curve
                : Schedule.hold(first, 1).then(curve.skip(1));
    }
}
