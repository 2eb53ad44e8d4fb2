package dev.anneal.dialect.mmengine;

import dev.anneal.Horizon;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The loop that steps schedulers. What is known of the run comes before what a configuration says.
 *
 * @param epochs how many epochs it has, if that is known
 * @param steps how many iterations it has, if that is known
 * @param each how many iterations an epoch has, if that is known
 * @param byIteration whether it counts iterations, and has but one epoch
 */
record Run(
        @Nullable Double epochs,
        @Nullable Double steps,
        @Nullable Double each,
        boolean byIteration) {

    static Run of(Call call, Config config) {
        Horizon horizon = call.horizon();
        Map<String, Double> facts = horizon.names();
        Double each = first(horizon.stepsPerEpoch(), null);
        boolean byIteration = isByIteration(call, config);
        Double steps = first(horizon.steps(), facts.get("max_iters"));
        Double epochs = facts.getOrDefault("epochs", facts.get("max_epochs"));
        if (epochs == null && !byIteration) {
            epochs = steps != null && each != null ? (Double) (steps / each) : config.loop("max_epochs");
        }
        if (steps == null) {
            steps = byIteration
                    ? config.loop("max_iters")
                    : epochs != null && each != null ? (Double) (epochs * each) : null;
        }
        if (each == null && !byIteration && steps != null && epochs != null) {
            each = steps / epochs;
        }
        return new Run(byIteration ? (Double) 1.0 : epochs, steps, each, byIteration);
    }

    /** Whether iterations are counted, as far as the text and the run say. */
    static boolean isByIteration(Call call, Config config) {
        Map<String, Value> loop = config.loop();
        if (loop.containsKey("type")) {
            return Config.type(loop.get("type")).equals("IterBasedTrainLoop");
        }
        if (loop.containsKey("by_epoch")) {
            return !loop.get("by_epoch").flag();
        }
        Map<String, Double> facts = call.horizon().names();
        return facts.containsKey("max_iters") && !facts.containsKey("max_epochs") && !facts.containsKey("epochs");
    }

    private static @Nullable Double first(OptionalDouble known, @Nullable Double otherwise) {
        return known.isPresent() ? (Double) known.getAsDouble() : otherwise;
    }

    /** Where a scheduler ends that is not told where. */
    double end(Call call, boolean byEpoch) {
        Double end = byEpoch ? epochs : steps;
        if (end != null) {
            return end;
        }
        if (!Kind.of(call).isShapedByEnd(call)) {
            return Times.INF;
        }
        throw call.error(call.entry().name() + " ends with the run where it is told no end: give "
                + (byEpoch ? "--epochs" : "--steps, or --epochs and --steps-per-epoch"));
    }

    /** How many iterations an epoch has. */
    double length(Call call) {
        if (each == null) {
            throw call.error("the iterations of an epoch are not known: give --steps-per-epoch");
        }
        if (each != Math.rint(each)) {
            throw call.error(
                    "an epoch must have a whole number of iterations, got " + each + ": give --steps-per-epoch");
        }
        return each;
    }
}
