package dev.anneal.dialect.timm;

import static dev.anneal.dialect.Condition.nonZero;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.notation.Numerals;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;

/** Schedulers of timm that multiply the rate at certain times. */
final class Steps {

    private static final String STEPS = "decay_t, decay_rate=1.0, warmup_t=0, warmup_lr_init=0.0, warmup_prefix=True, "
            + "t_in_epochs=True, noise_range_t=None, noise_pct=0.67, noise_std=1.0, noise_seed=42, initialize=True)";
    private static final String PREFIX =
            "Time is counted from the end of the warmup, warmup_prefix being True here; create_scheduler_v2 makes it False.";

    private Steps() {}

    static List<Entry> entries() {
        return List.of(step(), multiStep());
    }

    private static Entry step() {
        return Warmup.entry("StepLRScheduler(optimizer, " + STEPS)
                .where("decay_t", nonZero())
                .formula("base · decay_rate^⌊t / decay_t⌋ after the warmup")
                .means(call -> plan(call, step(call)))
                .quirk("The decay_rate is 1 by default: nothing decays.")
                .quirk(PREFIX)
                .quirk(Warmup.LAYERWISE)
                .example("timm.StepLRScheduler(optimizer, decay_t=30, decay_rate=0.1, warmup_t=5)", "lr=0.1 epochs=100")
                .source("timm.scheduler.step_lr" + Timm.VERSION);
    }

    private static Plan plan(Call call, DoubleFunction<Schedule> steps) {
        return Warmup.plan(call, call.flag("warmup_prefix"), steps);
    }

    private static DoubleFunction<Schedule> step(Call call) {
        double period = call.number("decay_t");
        double rate = call.number("decay_rate");
        if (rate == 1) {
            return Schedule::constant;
        }
        if (rate == 0 && period < 0) {
            throw call.value("decay_rate").refused("not be 0 where decay_t is negative");
        }
        if (rate < 0 || period < 0) {
            String factor = "t -> (" + Numerals.text(rate) + ") ** (t // " + Numerals.text(period) + ")";
            return base -> Schedule.formula(factor).times(base);
        }
        return base -> Schedule.exponential(base, rate, period).staircase(period);
    }

    private static Entry multiStep() {
        return Warmup.entry("MultiStepLRScheduler(optimizer, " + STEPS)
                .formula("base · decay_rate^n after the warmup, n the number of milestones <= t + 1")
                .means(call -> plan(call, multiStep(call)))
                .quirk("A milestone acts one step early: 30 at t = 29.")
                .quirk("A milestone up to 1 acts from t = 1 on, or at the end of a warmup: the first value is base.")
                .quirk("The milestones are taken to rise; of others some are passed over, as a binary search does.")
                .quirk("The decay_rate is 1 by default: nothing decays.")
                .quirk(PREFIX)
                .quirk(Warmup.LAYERWISE)
                .example(
                        "timm.MultiStepLRScheduler(optimizer, decay_t=[30, 60, 90], decay_rate=0.1)",
                        "lr=0.1 epochs=100")
                .source("timm.scheduler.multistep_lr" + Timm.VERSION);
    }

    private static DoubleFunction<Schedule> multiStep(Call call) {
        double[] milestones = call.numbers("decay_t");
        double rate = call.number("decay_rate");
        double[] times = Arrays.stream(milestones).map(m -> Math.max(0, m - 1)).toArray();
        if (times.length == 0 || rate == 1) {
            return Schedule::constant;
        }
        double[] sorted = Arrays.stream(times).sorted().toArray();
        return Arrays.equals(times, sorted)
                ? base -> Schedule.multiStep(base, rate, times)
                : base -> searched(base, milestones, rate);
    }

    /** What a search among milestones that do not rise finds; it changes at milestones only. */
    private static Schedule searched(double base, double[] milestones, double rate) {
        double[] marks = Arrays.stream(milestones)
                .map(m -> Math.max(1, m))
                .sorted()
                .distinct()
                .toArray();
        double[] all = marks[0] == 1
                ? marks
                : Arrays.stream(new double[][] {{1}, marks})
                        .flatMapToDouble(Arrays::stream)
                        .toArray();
        double[] starts = Arrays.stream(all).map(m -> m - 1).toArray();
        double[] values = Arrays.stream(all)
                .map(m -> base * Math.pow(rate, passed(milestones, m)))
                .toArray();
        return Schedule.piecewise(starts, values);
    }

    /** Python's bisect_right. */
    private static int passed(double[] milestones, double time) {
        int low = 0;
        int high = milestones.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (time < milestones[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
