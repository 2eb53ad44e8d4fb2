package dev.anneal.dialect.timm;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.below;
import static dev.anneal.dialect.Condition.number;
import static dev.anneal.dialect.Condition.oneOf;
import static dev.anneal.dialect.Condition.only;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.torch.OnPlateau;
import dev.anneal.feedback.Change;
import dev.anneal.feedback.Plateau;
import java.util.ArrayList;
import java.util.List;

/** {@code timm.scheduler}: schedulers that are told the time, in epochs or in updates. */
public final class Timm implements Dialect {

    private static final String MODULE = "timm.scheduler.";
    static final String VERSION = ", timm 1.0.31";
    private static final Condition NUMBER = number("be a number", value -> true);

    /** torch's default, which timm leaves. */
    private static final double EPS = 1e-8;

    /** Made by the service loader. */
    public Timm() {}

    @Override
    public String name() {
        return "timm";
    }

    @Override
    public String title() {
        return "timm";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read are all schedulers of timm.scheduler, create_scheduler_v2, create_scheduler and scheduler_kwargs, as timm 1.0.31 has them; and with them the options of a training script, from a Namespace or a parser in the text.",
                "Epochs are counted unless t_in_epochs or step_on_epochs is False. A group's lr_scale is followed; noise is random, and refused.");
    }

    @Override
    public List<String> prefixes() {
        List<String> modules = List.of(
                "cosine_lr",
                "tanh_lr",
                "step_lr",
                "multistep_lr",
                "poly_lr",
                "wsd_lr",
                "plateau_lr",
                "scheduler_factory");
        List<String> prefixes = new ArrayList<>(modules);
        prefixes.add("timm.scheduler");
        modules.forEach(module -> prefixes.add("timm.scheduler." + module));
        return prefixes;
    }

    @Override
    public List<String> wraps() {
        return List.of("torch");
    }

    @Override
    public List<String> optimizers() {
        return List.of("create_optimizer_v2(model_or_params, opt='sgd', lr=None, weight_decay=0.0, momentum=0.9, "
                + "foreach=None, filter_bias_and_bn=True, fallback_list=(), fallback_no_weight_decay=False, "
                + "layer_decay=None, layer_decay_min_scale=0.0, layer_decay_no_opt_scale=None, param_group_fn=None, "
                + "eps=None, betas=None)");
    }

    @Override
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(Cycles.entries());
        entries.addAll(Steps.entries());
        entries.add(Stable.entry());
        entries.add(plateau());
        entries.add(Factory.entry());
        entries.addAll(Options.entries());
        return List.copyOf(entries);
    }

    private static Entry plateau() {
        return Entry.of("PlateauLRScheduler(optimizer, decay_rate=0.1, patience_t=10, threshold=1e-4, cooldown_t=0, "
                        + "warmup_t=0, warmup_lr_init=0.0, lr_min=0.0, mode='max', noise_range_t=None, "
                        + "noise_type='normal', noise_pct=0.67, noise_std=1.0, noise_seed=None, initialize=True)")
                .where("decay_rate", below(1))
                .where("patience_t", atLeast(0))
                .where("threshold", NUMBER)
                .where("cooldown_t", NUMBER)
                .where("warmup_t", atLeast(0))
                .where("mode", oneOf("min", "max"))
                .where("initialize", only(1, "the groups' own rates are what it begins with"))
                .clock(Clock.EPOCH)
                .formula("warmup_lr_init + (base - warmup_lr_init) · t / warmup_t for t <= warmup_t, then the rate · "
                        + "decay_rate, not below lr_min, after more than patience_t epochs without a better metric")
                .means(Timm::plan)
                .quirk("More is better by default.")
                .quirk("What is observed during the warmup, its last epoch included, is not looked at.")
                .quirk("A warmup of 2.5 epochs ends after 2, at the rate that it has reached by then.")
                .quirk("A reduction by no more than 1e-8 is not made.")
                .quirk(OnPlateau.NAMELESS)
                .example(
                        "timm.PlateauLRScheduler(optimizer, decay_rate=0.5, patience_t=3, warmup_t=5)",
                        "lr=0.1 epochs=60")
                .source(MODULE + "plateau_lr" + VERSION);
    }

    private static Plan plan(Call call) {
        double warmup = call.number("warmup_t");
        Plan plan = Warmup.rates(call, base -> warmed(base, warmup, call.number("warmup_lr_init")));
        boolean max = call.word("mode").equals("max");
        Plateau rule = Plateau.on(call.metric())
                .judging(OnPlateau.comparison(max, call.number("threshold"), false))
                .waiting(OnPlateau.patience(call.number("patience_t"), call.number("cooldown_t")))
                .changing(Change.by(call.number("decay_rate")).eps(EPS))
                .from(warmup == 0 ? 0 : Math.floor(warmup) + 1);
        return OnPlateau.on(plan, call.groups(), rule, call.perGroup("lr_min"));
    }

    private static Schedule warmed(double base, double warmup, double from) {
        if (warmup == 0) {
            return Schedule.constant(base);
        }
        double epochs = Math.floor(warmup);
        double end = epochs == warmup ? base : from + epochs * ((base - from) / warmup);
        return epochs == 0 ? Schedule.constant(end) : Schedule.linear(from, end, epochs);
    }
}
