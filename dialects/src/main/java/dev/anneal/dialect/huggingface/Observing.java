package dev.anneal.dialect.huggingface;

import static dev.anneal.dialect.Condition.below;
import static dev.anneal.dialect.Condition.oneOf;

import dev.anneal.Plan;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.torch.OnPlateau;

/** The schedules of transformers that follow a metric. */
final class Observing {

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
                .where("factor", below(1))
                .where("threshold_mode", oneOf("rel", "abs"))
                .formula(
                        "the rate is divided by factor after more than patience better observations in a row, and multiplied "
                                + "by it after more than patience others")
                .means(Observing::greedy)
                .quirk("While it cools down or warms up, observations are not compared, and both counts are 0.")
                .quirk("A rate below min_lr is not raised by a reduction, but counts towards reset_start.")
                .quirk(OnPlateau.NAMELESS)
                .example("hf." + beginning.replace("*, ", "") + "factor=0.9, patience=5)", "lr=0.1 steps=100")
                .source(HuggingFace.MODULE);
    }

    private static Plan greedy(Call call) {
        throw call.error("greedy");
    }
}
