package dev.anneal.dialect.fastai;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import java.util.List;
import java.util.OptionalDouble;

/** The run that a method makes of the schedule: how long it is, where it begins, what else it sets. */
final class Run {
    static final String OVERRULED =
            "The rate is set before every batch: a ReduceLROnPlateau among cbs has nothing to reduce.";

    private Run() {}

    /** The batches of so many epochs. */
    static double batches(Call call, double epochs) {
        OptionalDouble each = call.horizon().stepsPerEpoch();
        if (each.isPresent()) {
            return epochs * each.getAsDouble();
        }
        OptionalDouble steps = call.horizon().steps();
        if (steps.isEmpty()) {
            throw call.error(call.entry().name()
                    + " goes from batch to batch: give --steps-per-epoch, the number of batches of an epoch");
        }
        return steps.getAsDouble();
    }

    /** Whether so many epochs are over before the first that is not skipped. */
    static boolean isOver(Call call, double epochs) {
        return call.number("start_epoch") >= epochs || epochs == 0;
    }

    /** The schedule from the first epoch that is not skipped. */
    static Schedule started(Call call, double total, Schedule schedule) {
        double skipped = Math.ceil(Math.max(0, call.number("start_epoch")));
        if (skipped == 0) {
            return schedule;
        }
        OptionalDouble each = call.horizon().stepsPerEpoch();
        if (each.isEmpty()) {
            throw call.error("where an epoch begins is not known: give --steps-per-epoch");
        }
        double batches = skipped * each.getAsDouble();
        if (batches >= total) {
            throw call.value("start_epoch").refused("be before the last epoch");
        }
        return schedule.skip(batches);
    }

    /** What else is set, and what is left aside. */
    static Plan completed(Call call, Plan plan) {
        if (call.has("cbs")) {
            Value callbacks = call.value("cbs");
            (callbacks.isList() ? callbacks.items() : List.of(callbacks)).forEach(one -> callback(call, one));
        }
        return call.has("wd") ? plan.with(Hyperparameter.WEIGHT_DECAY, "", Schedule.constant(call.number("wd"))) : plan;
    }

    private static void callback(Call call, Value callback) {
        if (!callback.isCall()) {
            return;
        }
        String name = callback.call().entry().name();
        if (name.equals("ReduceLROnPlateau")) {
            call.note(call.entry().name() + " sets the rate before every batch, so that " + name
                    + " among its cbs changes nothing");
        } else {
            throw callback.refused(
                    "be no " + name + ", which would overrule " + call.entry().name() + ": give it to learn.fit");
        }
    }
}
