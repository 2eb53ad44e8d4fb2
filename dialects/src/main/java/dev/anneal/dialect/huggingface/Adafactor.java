package dev.anneal.dialect.huggingface;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;

/** The rates that the Adafactor of transformers makes for itself. */
final class Adafactor {

    static final String SIGNATURE =
            "Adafactor(params, lr=None, eps=(1e-30, 1e-3), clip_threshold=1.0, decay_rate=-0.8, "
                    + "beta1=None, weight_decay=0.0, scale_parameter=True, relative_step=True, warmup_init=False)";

    private static final Entry OPTIMIZER = Entry.of(SIGNATURE).source("transformers.optimization, 5.23");

    /** From this update on the rate is the inverse square root of the number of updates, which here is TOP. */
    private static final double TURN = 10_000;

    private static final double TOP = 0.01;

    private Adafactor() {}

    static Plan plan(Call call) {
        Call optimizer = call.making(OPTIMIZER);
        if (optimizer == null) {
            throw call.error(call.entry().name()
                    + " tells the rates that an Adafactor makes: write it in the optimizer's place, as "
                    + "Adafactor(model.parameters(), scale_parameter=False)");
        }
        boolean relative = optimizer.flag("relative_step");
        if (relative && optimizer.has("lr")) {
            throw optimizer.value("lr").refused("be None where relative_step is True");
        }
        if (!relative && optimizer.flag("warmup_init")) {
            throw optimizer.value("warmup_init").refused("be False where relative_step is False");
        }
        if (optimizer.flag("scale_parameter")) {
            throw optimizer
                    .value("scale_parameter")
                    .refused("be False: otherwise every rate is multiplied by the size of the weights, which only "
                            + "training knows");
        }
        double first = call.number("initial_lr");
        return Plan.of(relative ? relative(first, optimizer.flag("warmup_init")) : Schedule.constant(first));
    }

    private static Schedule relative(double first, boolean warmup) {
        Schedule tail = Schedule.inverseSqrt(TOP, TURN);
        if (warmup) {
            return first == 0
                    ? Schedule.linear(0, TOP, TURN).then(tail)
                    : Schedule.hold(first, 1)
                            .then(Schedule.linear(TOP / TURN, TOP, TURN - 1))
                            .then(tail);
        }
        return Schedule.hold(first, 1).then(Schedule.hold(TOP, TURN - 1)).then(tail);
    }
}
