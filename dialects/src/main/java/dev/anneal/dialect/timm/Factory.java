package dev.anneal.dialect.timm;

import static dev.anneal.dialect.Condition.oneOf;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Numerals;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code create_scheduler_v2}: timm's schedulers by name, with lengths in epochs whatever they count. */
final class Factory {

    static final String NAME = "create_scheduler_v2";
    private static final String EPOCHS = "num_epochs";

    /** What the plateau is handed on, by the name that it has there. */
    private static final Map<String, String> OF_A_PLATEAU = Map.of(
            "decay_rate", "decay_rate",
            "patience_epochs", "patience_t",
            "warmup_epochs", "warmup_t",
            "warmup_lr", "warmup_lr_init",
            "min_lr", "lr_min",
            "plateau_mode", "mode");

    private final Call call;
    private final double unit;
    private final Map<String, Value> arguments = new LinkedHashMap<>();

    private Factory(Call call) {
        this.call = call;
        this.unit = call.flag("step_on_epochs") ? 1 : updates(call);
        if (call.isGiven("optimizer")) {
            arguments.put("optimizer", call.value("optimizer"));
        }
    }

    static Entry entry() {
        return Entry.of(NAME + "(optimizer, sched='cosine', num_epochs=300, decay_epochs=None, "
                        + "decay_milestones=(90, 180, 270), cooldown_epochs=0, patience_epochs=10, decay_rate=0.1, min_lr=0.0, "
                        + "warmup_lr=1e-5, warmup_epochs=0, warmup_prefix=False, noise=None, noise_pct=0.67, noise_std=1.0, "
                        + "noise_seed=42, cycle_mul=1.0, cycle_decay=0.1, cycle_limit=1, k_decay=1.0, decay_fn=None, "
                        + "stable_timescale=None, plateau_mode='max', step_on_epochs=True, updates_per_epoch=0)")
                .where(
                        "sched",
                        oneOf(
                                "cosine",
                                "tanh",
                                "step",
                                "multistep",
                                "poly",
                                "wsd",
                                "rsqrt",
                                "constant",
                                "plateau",
                                "none"))
                .clock(call -> call.flag("step_on_epochs") ? Clock.EPOCH : Clock.STEP)
                .formula(
                        "the scheduler of that name with these settings; all lengths are epochs, and are multiplied by "
                                + "updates_per_epoch where step_on_epochs is False")
                .means(call -> new Factory(call).plan())
                .quirk("warmup_lr is 1e-5 by default, and cycle_decay 0.1.")
                .quirk("decay_rate is the power of 'poly', which is 0.1 by default.")
                .quirk(
                        "decay_epochs is 90 for 'step' by default; for 'wsd' and 'rsqrt' a fifth of what follows the warmup.")
                .quirk(
                        "'wsd' and 'rsqrt' always have the warmup first; without warmup_prefix it is part of num_epochs.")
                .quirk(
                        "cooldown_epochs prolongs the run, in which the end value holds; it is no cooldown of the plateau.")
                .quirk(
                        "A name that timm does not know is an error; 'none' leaves the optimizer alone, without lr_scale.")
                .example(
                        "timm.create_scheduler_v2(optimizer, sched='cosine', num_epochs=60, warmup_epochs=5)",
                        "lr=0.1 epochs=60")
                .source("timm.scheduler.scheduler_factory" + Timm.VERSION);
    }

    private static double updates(Call call) {
        double updates = call.number("updates_per_epoch");
        if (!(updates > 0)) {
            throw call.value("updates_per_epoch").refused("be > 0 where step_on_epochs is False");
        }
        return updates;
    }

    private Plan plan() {
        Warmup.requireNoNoise(call, "noise");
        String name = call.word("sched");
        return switch (name) {
            case "cosine" -> cycles("CosineLRScheduler", "k_decay");
            case "tanh" -> cycles("TanhLRScheduler");
            case "poly" -> {
                hand("decay_rate", "power");
                yield cycles("PolyLRScheduler", "k_decay");
            }
            case "step" -> {
                put("decay_t", "decay_epochs", (call.has("decay_epochs") ? call.number("decay_epochs") : 90) * unit);
                hand("decay_rate", "decay_rate");
                yield warmed("StepLRScheduler");
            }
            case "constant" -> {
                put("decay_t", "sched", 1);
                yield warmed("StepLRScheduler");
            }
            case "multistep" -> {
                milestones();
                hand("decay_rate", "decay_rate");
                yield warmed("MultiStepLRScheduler");
            }
            case "plateau" -> plateau();
            case "wsd", "rsqrt" -> stable(name.equals("rsqrt"));
            default -> call.rates(Schedule::constant);
        };
    }

    private void hand(String ours, String theirs) {
        arguments.put(theirs, call.value(ours));
    }

    /** A number in updates, as is written in epochs. */
    private void put(String theirs, String ours, double value) {
        arguments.put(theirs, call.value(ours).part(Expression.number(value)));
    }

    private Plan forward(String entry) {
        put("t_in_epochs", "step_on_epochs", unit(call));
        return call.forward(entry, arguments).plan();
    }

    private static double unit(Call call) {
        return call.flag("step_on_epochs") ? 1 : 0;
    }

    private Plan warmed(String entry) {
        put("warmup_t", "warmup_epochs", call.number("warmup_epochs") * unit);
        hand("warmup_lr", "warmup_lr_init");
        hand("warmup_prefix", "warmup_prefix");
        return forward(entry);
    }

    private Plan cycles(String entry, String... more) {
        double epochs = call.number(EPOCHS);
        if (!(epochs > 0)) {
            throw call.value(EPOCHS).refused("be > 0");
        }
        put("t_initial", EPOCHS, epochs * unit);
        hand("min_lr", "lr_min");
        for (String same : List.of("cycle_mul", "cycle_decay", "cycle_limit")) {
            hand(same, same);
        }
        for (String same : more) {
            hand(same, same);
        }
        Plan plan = warmed(entry);
        lasts(length(epochs * unit) + call.number("cooldown_epochs") * unit);
        return plan;
    }

    /** How long all cycles take, as timm reckons it for the number of epochs that it answers. */
    private double length(double first) {
        double growth = call.number("cycle_mul");
        double limit = call.number("cycle_limit");
        double cycles = Math.max(1, limit == 0 ? 1 : limit);
        double length =
                growth == 1 ? first * cycles : Math.floor(-first * (Math.pow(growth, cycles) - 1) / (1 - growth));
        return call.flag("warmup_prefix") ? length + call.number("warmup_epochs") * unit : length;
    }

    private void lasts(double length) {
        double epochs = unit == 1 ? length : Math.floor(length / unit);
        if (epochs != call.number(EPOCHS)) {
            call.note(NAME + " answers " + Numerals.text(epochs) + " epochs for the run");
        }
    }

    private void milestones() {
        List<Expression> items = new ArrayList<>();
        for (double milestone : call.numbers("decay_milestones")) {
            items.add(Expression.number(milestone * unit));
        }
        arguments.put("decay_t", call.value("decay_milestones").part(new Expression.ListOf(items, Span.NONE)));
    }

    private Plan plateau() {
        if (!call.flag("step_on_epochs")) {
            throw call.value("step_on_epochs").refused("be True for a plateau");
        }
        OF_A_PLATEAU.forEach(this::hand);
        return call.forward("PlateauLRScheduler", arguments).plan();
    }

    private Plan stable(boolean root) {
        double epochs = call.number(EPOCHS) * unit;
        double warmup = call.number("warmup_epochs") * unit;
        double total = call.flag("warmup_prefix") ? epochs : epochs - warmup;
        double given = call.has("decay_epochs") ? call.number("decay_epochs") : 0.2;
        double decay = Math.rint(given > 0 && given < 1 ? given * total : given * unit);
        if (!(decay > 0 && decay <= total)) {
            throw call.value("decay_epochs")
                    .refused("be > 0 and at most what follows the warmup, " + Numerals.text(total / unit)
                            + " epochs, when it is rounded to a whole " + (unit == 1 ? "epoch" : "update"));
        }
        put("t_initial", EPOCHS, total);
        put("decay_t", "decay_epochs", decay);
        put("warmup_t", "warmup_epochs", warmup);
        hand("min_lr", "lr_min");
        hand("warmup_lr", "warmup_lr_init");
        Value named = call.value("decay_fn");
        if (call.has("decay_fn") && !(named.isWord() && named.word().isEmpty())) {
            hand("decay_fn", "decay_fn");
        } else if (root) {
            arguments.put("decay_fn", named.part(new Expression.Str("linear", Span.NONE)));
        }
        if (root) {
            arguments.put("stable_fn", call.value("sched").part(new Expression.Str("rsqrt", Span.NONE)));
        }
        if (call.has("stable_timescale")) {
            put("stable_timescale", "stable_timescale", call.number("stable_timescale") * unit);
        }
        return forward("WSDLRScheduler");
    }
}
