package dev.anneal.dialect.timm;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.below;
import static dev.anneal.dialect.Condition.number;
import static dev.anneal.dialect.Condition.oneOf;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import dev.anneal.dialect.torch.OnPlateau;
import dev.anneal.feedback.Change;
import dev.anneal.feedback.Plateau;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code timm.scheduler}: so far what follows a metric. */
public final class Timm implements Dialect {

    private static final String MODULE = "timm.scheduler.";
    private static final String VERSION = ", timm 1.0.31";
    private static final Condition NUMBER = number("be a number", value -> true);

    /** torch's default, which timm leaves. */
    private static final double EPS = 1e-8;

    /** What {@code create_scheduler_v2} hands on, by the name that it has there. */
    private static final Map<String, String> HANDED_ON = Map.of(
            "decay_rate", "decay_rate",
            "patience_epochs", "patience_t",
            "warmup_epochs", "warmup_t",
            "warmup_lr", "warmup_lr_init",
            "min_lr", "lr_min",
            "plateau_mode", "mode");

    /** Made by the service loader. */
    public Timm() {}

    @Override
    public String name() {
        return "timm";
    }

    @Override
    public List<String> prefixes() {
        return List.of("timm.scheduler", "timm.scheduler.plateau_lr", "timm.scheduler.scheduler_factory", "plateau_lr");
    }

    @Override
    public List<String> wraps() {
        return List.of("torch");
    }

    @Override
    public List<Entry> entries() {
        return List.of(plateau(), created());
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
                .clock(Clock.EPOCH)
                .formula("warmup_lr_init + (base - warmup_lr_init) · t / warmup_t for t <= warmup_t, then the rate · "
                        + "decay_rate, not below lr_min, after more than patience_t epochs without a better metric")
                .means(Timm::plan)
                .quirk("More is better by default.")
                .quirk("What is observed during the warm-up, its last epoch included, is not looked at.")
                .quirk("A warm-up of 2.5 epochs ends after 2, at the rate that it has reached by then.")
                .quirk("A reduction by no more than 1e-8 is not made.")
                .quirk(OnPlateau.NAMELESS)
                .example(
                        "timm.PlateauLRScheduler(optimizer, decay_rate=0.5, patience_t=3, warmup_t=5)",
                        "lr=0.1 epochs=60")
                .source(MODULE + "plateau_lr" + VERSION);
    }

    private static Plan plan(Call call) {
        if (call.has("noise_range_t")) {
            throw call.value("noise_range_t").refused("be None here: noise is another in each run");
        }
        double warmup = call.number("warmup_t");
        Plan plan = call.rates(base -> warmed(base, warmup, call.number("warmup_lr_init")));
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

    private static Entry created() {
        return Entry.of("create_scheduler_v2(optimizer, sched='cosine', num_epochs=300, decay_epochs=None, "
                        + "decay_milestones=(90, 180, 270), cooldown_epochs=0, patience_epochs=10, decay_rate=0.1, min_lr=0.0, "
                        + "warmup_lr=1e-5, warmup_epochs=0, warmup_prefix=False, noise=None, noise_pct=0.67, noise_std=1.0, "
                        + "noise_seed=42, cycle_mul=1.0, cycle_decay=0.1, cycle_limit=1, k_decay=1.0, decay_fn=None, "
                        + "stable_timescale=None, plateau_mode='max', step_on_epochs=True, updates_per_epoch=0)")
                .clock(Clock.EPOCH)
                .formula("with sched='plateau' PlateauLRScheduler with these settings and no cooldown")
                .means(Timm::byName)
                .quirk("cooldown_epochs is no cooldown of the plateau; it prolongs the run of other schedulers.")
                .example(
                        "timm.create_scheduler_v2(optimizer, sched='plateau', patience_epochs=4, decay_rate=0.5)",
                        "lr=0.1 epochs=60")
                .source(MODULE + "scheduler_factory" + VERSION);
    }

    private static Plan byName(Call call) {
        if (!call.value("sched").isWord() || !call.word("sched").equals("plateau")) {
            throw call.value("sched").refused("be 'plateau': timm's other schedulers are not read yet");
        }
        if (!call.flag("step_on_epochs")) {
            throw call.value("step_on_epochs").refused("be True for a plateau");
        }
        if (call.has("noise")) {
            throw call.value("noise").refused("be None here: noise is another in each run");
        }
        Map<String, Value> arguments = new LinkedHashMap<>();
        if (call.isGiven("optimizer")) {
            arguments.put("optimizer", call.value("optimizer"));
        }
        HANDED_ON.forEach((ours, theirs) -> arguments.put(theirs, call.value(ours)));
        return call.forward("PlateauLRScheduler", arguments).plan();
    }
}
