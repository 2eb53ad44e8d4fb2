package dev.anneal.dialect.huggingface;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.integerAtLeast;
import static dev.anneal.dialect.Condition.number;
import static dev.anneal.dialect.Condition.oneOf;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.torch.OnPlateau;
import dev.anneal.feedback.Change;
import dev.anneal.feedback.Greedy;
import dev.anneal.feedback.Signal;
import java.util.stream.DoubleStream;

/** The schedules of transformers that follow a metric. */
final class Observing {

    private static final Condition NUMBER = number("be a number", value -> true);

    private Observing() {}

    static Entry plateau() {
        return OnPlateau.entry(
                        "get_reduce_on_plateau_schedule(optimizer, *, mode='min', factor=0.1, patience=10, threshold=1e-4, "
                                + "threshold_mode='rel', cooldown=0, min_lr=0, eps=1e-8)")
                .formula(
                        "torch.optim.lr_scheduler.ReduceLROnPlateau: the rate is multiplied by factor after more than patience "
                                + "observations without a better one")
                .means(call -> OnPlateau.plan(call, call.perGroup("min_lr")))
                .quirk(OnPlateau.NAMELESS)
                .example("hf.get_reduce_on_plateau_schedule(optimizer, factor=0.5, patience=5)", "lr=0.1 steps=100")
                .source(HuggingFace.MODULE);
    }

    static Entry greedy(String beginning) {
        return Entry.of(beginning
                        + "mode='min', factor=0.95, patience=10, threshold=1e-6, threshold_mode='abs', cooldown=0, "
                        + "warmup=0, min_lr=1e-3, max_lr=1.0, eps=1e-8, verbose=False, smooth=False, window_size=50, "
                        + "reset_start=500)")
                .where("mode", oneOf("min", "max"))
                .where("factor", number("be in (0, 1)", factor -> factor > 0 && factor < 1))
                .where("patience", atLeast(0))
                .where("threshold", NUMBER)
                .where("threshold_mode", oneOf("rel", "abs"))
                .where("cooldown", NUMBER)
                .where("warmup", NUMBER)
                .where("eps", NUMBER)
                .where("window_size", integerAtLeast(1))
                .where("reset_start", NUMBER)
                .formula(
                        "the rate is divided by factor after more than patience better observations in a row, and multiplied "
                                + "by it after more than patience others")
                .means(Observing::greedy)
                .quirk("While it cools down or warms up, observations are not compared, and both counts are 0.")
                .quirk("A rate below min_lr is not raised by a reduction, but counts towards reset_start.")
                .quirk(
                        "With smooth=True a metric that is not finite spoils the running sum, and with it all later means; with "
                                + "window_size=1 here only itself.")
                .quirk(OnPlateau.NAMELESS)
                .example("hf." + beginning.replace("*, ", "") + "factor=0.9, patience=5)", "lr=0.1 steps=100")
                .source(HuggingFace.MODULE);
    }

    private static Plan greedy(Call call) {
        double[] floors = call.perGroup("min_lr");
        double[] ceilings = call.perGroup("max_lr");
        Plan plan = call.rates(Schedule::constant);
        if (isOne(floors) && isOne(ceilings)) {
            return plan.with(Hyperparameter.LEARNING_RATE, "", rule(call, floors[0], ceilings[0]));
        }
        call.note(
                call.entry().name()
                        + ": each group begins anew by itself after reset_start reductions; upstream waits until all are at min_lr");
        for (int i = 0; i < floors.length; i++) {
            String group = call.groups().get(i).name();
            plan = plan.with(Hyperparameter.LEARNING_RATE, group, rule(call, floors[i], ceilings[i]));
        }
        return plan;
    }

    private static boolean isOne(double[] limits) {
        return DoubleStream.of(limits).distinct().count() == 1;
    }

    private static Greedy rule(Call call, double floor, double ceiling) {
        boolean max = call.word("mode").equals("max");
        boolean absolute = call.word("threshold_mode").equals("abs");
        return Greedy.on(call.metric())
                .looking(call.flag("smooth") ? Signal.window((int) call.number("window_size")) : Signal.each())
                .judging(OnPlateau.comparison(max, call.number("threshold"), absolute))
                .waiting(new Greedy.Timing(
                        OnPlateau.count(Math.floor(call.number("patience"))),
                        OnPlateau.count(Math.ceil(call.number("cooldown"))),
                        OnPlateau.count(Math.ceil(call.number("warmup")))))
                .changing(new Change(call.number("factor"), floor, ceiling, call.number("eps")))
                .resetting(Math.max(1, OnPlateau.count(Math.ceil(call.number("reset_start")))));
    }
}
