package dev.anneal.dialect.djl;

import static dev.anneal.dialect.Condition.atMost;
import static dev.anneal.dialect.Condition.javaInt;
import static dev.anneal.dialect.Condition.nonZero;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Numerals;

/** The trackers of DJL that round a bound of the value to a number of updates. */
final class Bounded {

    private Bounded() {}

    static Entry factor() {
        return Djl.entry(Entry.of(
                        "FactorTracker.builder().setBaseValue(value=0f).setFactor(factor).optMinValue(min=null)"
                                + ".optMaxUpdates(updates=null).build()")
                .alias("Tracker.factor")
                .where("setFactor", nonZero().and(atMost(1)))
                .where("optMaxUpdates", javaInt())
                .formula(
                        "base · factor^min(t, updates); updates = round(ln(min / base) / ln(factor)) if a minimum is set")
                .means(call -> {
                    double base = Djl.real(call, "setBaseValue");
                    double factor = Djl.real(call, "setFactor");
                    return Plan.of(powers(base, factor, factorUpdates(call, base, factor)));
                })
                .quirk(
                        "A minimum becomes a rounded number of updates: the rate may come to rest a bit above or below it.")
                .quirk("A negative factor is accepted: the rate changes its sign at each update.")
                .quirk(Djl.NO_BASE)
                .example("Tracker.factor().setBaseValue(1f).setFactor(0.5f).optMinValue(0.3f).build()", "steps=6"));
    }

    /** As DJL rounds it, floats and all. */
    private static int factorUpdates(Call call, double base, double factor) {
        if (!call.has("optMinValue")) {
            return call.has("optMaxUpdates") ? (int) call.number("optMaxUpdates") : Integer.MAX_VALUE;
        }
        refuseBoth(call, "optMinValue", "optMaxUpdates");
        Value least = call.value("optMinValue");
        double min = Djl.real(least);
        if (!(min < base)) {
            throw least.refused("be < setBaseValue, which is " + Djl.shown(base));
        }
        long updates = Math.round(Math.log((float) min / (float) base) / Math.log(factor));
        if (updates != (int) updates) {
            throw least.refused("be reached by factors of " + Djl.shown(factor) + " from " + Djl.shown(base));
        }
        return (int) updates;
    }

    private static Schedule powers(double base, double factor, int updates) {
        if (updates < 0) {
            double value = base * Math.pow(factor, updates);
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("the number of updates must leave the value finite, got " + updates);
            }
            return Schedule.constant(value);
        }
        boolean ends = updates < Integer.MAX_VALUE;
        if (factor > 0) {
            Schedule powers = Schedule.exponential(base, factor);
            return ends ? powers.until(updates) : powers;
        }
        // between updates a negative number has no power
        String powers = "t -> " + Numerals.text(base) + " * (" + Numerals.text(factor) + ") ** floor(t)";
        return ends ? Schedule.formula(powers, updates) : Schedule.formula(powers);
    }

    static Entry linear() {
        return Djl.entry(Entry.of("LinearTracker.builder().setBaseValue(value=0f).optSlope(slope).optMinValue(min=null)"
                        + ".optMaxValue(max=null).optMaxUpdates(updates=null).build()")
                .where("optSlope", nonZero())
                .where("optMaxUpdates", javaInt())
                .formula("base + slope · min(t, updates); updates = round((bound - base) / slope) if a bound is set")
                .means(call -> {
                    double base = Djl.real(call, "setBaseValue");
                    double slope = Djl.real(call, "optSlope");
                    return Plan.of(line(base, slope, linearUpdates(call, base, slope)));
                })
                .quirk(
                        "A minimum or maximum becomes a rounded number of updates: the rate may come to rest a bit beside it.")
                .quirk("Without a bound it goes on for ever, also below 0.")
                .quirk(Djl.NO_BASE)
                .example(
                        "LinearTracker.builder().setBaseValue(0f).optSlope(0.03f).optMaxValue(0.1f).build()",
                        "steps=6"));
    }

    private static int linearUpdates(Call call, double base, double slope) {
        boolean rises = call.has("optMaxValue");
        if (!rises && !call.has("optMinValue")) {
            return call.has("optMaxUpdates") ? (int) call.number("optMaxUpdates") : Integer.MAX_VALUE;
        }
        if (rises) {
            refuseBoth(call, "optMaxValue", "optMinValue");
        }
        String bounding = rises ? "optMaxValue" : "optMinValue";
        refuseBoth(call, bounding, "optMaxUpdates");
        if (rises != slope > 0) {
            throw call.value("optSlope").refused("be " + (rises ? "> 0 with optMaxValue" : "< 0 with optMinValue"));
        }
        double bound = Djl.real(call, bounding);
        if (!(rises ? bound > base : bound < base)) {
            throw call.value(bounding)
                    .refused("be " + (rises ? ">" : "<") + " setBaseValue, which is " + Djl.shown(base));
        }
        return rises
                ? Math.round(((float) bound - (float) base) / (float) slope)
                : -Math.round(((float) base - (float) bound) / (float) slope);
    }

    private static Schedule line(double base, double slope, int updates) {
        if (updates == Integer.MAX_VALUE) {
            return Schedule.formula("t -> " + Numerals.text(base) + " + " + Numerals.text(slope) + " * t");
        }
        double end = base + updates * slope;
        return updates > 0 ? Schedule.linear(base, end, updates) : Schedule.constant(end);
    }

    private static void refuseBoth(Call call, String one, String other) {
        if (call.has(other)) {
            throw call.value(other).refused("not be set beside " + one);
        }
    }
}
