package dev.anneal.dialect.timm;

import dev.anneal.Plan;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Expression;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of timm's training script, and the scheduler that they stand for. */
final class Options {

    /** An option, the argument that it becomes, and what that is where there is no such option. */
    private record Option(String name, String argument, String otherwise) {}

    private static final List<Option> ALL = List.of(
            new Option("epochs", "num_epochs", "100"),
            new Option("decay_epochs", "decay_epochs", "30"),
            new Option("decay_milestones", "decay_milestones", "[30, 60]"),
            new Option("warmup_epochs", "warmup_epochs", "5"),
            new Option("cooldown_epochs", "cooldown_epochs", "0"),
            new Option("patience_epochs", "patience_epochs", "10"),
            new Option("decay_rate", "decay_rate", "0.1"),
            new Option("min_lr", "min_lr", "0.0"),
            new Option("warmup_lr", "warmup_lr", "1e-5"),
            new Option("warmup_prefix", "warmup_prefix", "False"),
            new Option("lr_noise", "noise", "None"),
            new Option("lr_noise_pct", "noise_pct", "0.67"),
            new Option("lr_noise_std", "noise_std", "1.0"),
            new Option("seed", "noise_seed", "42"),
            new Option("lr_cycle_mul", "cycle_mul", "1.0"),
            new Option("lr_cycle_decay", "cycle_decay", "0.1"),
            new Option("lr_cycle_limit", "cycle_limit", "1"),
            new Option("lr_k_decay", "k_decay", "1.0"),
            new Option("lr_decay_fn", "decay_fn", "None"),
            new Option("lr_stable_timescale", "stable_timescale", "None"));

    private static final String LEFT_OUT =
            "Options that the object does not have are other numbers than those that create_scheduler_v2 leaves out: 100 "
                    + "epochs, 5 of them warmup, decay_epochs 30, decay_milestones [30, 60].";
    private static final String UPDATES = "sched_on_updates takes the place of step_on_epochs, and says the opposite.";

    private Options() {}

    static List<Entry> entries() {
        return List.of(scheduler(), arguments());
    }

    private static Entry scheduler() {
        return Entry.of("create_scheduler(args, optimizer, updates_per_epoch=0)")
                .clock(call -> option(call, "args", "sched_on_updates") ? Clock.STEP : Clock.EPOCH)
                .formula(
                        "create_scheduler_v2 with the options of the object args: sched, epochs, warmup_epochs, min_lr …")
                .means(Options::plan)
                .quirk(LEFT_OUT)
                .quirk(UPDATES)
                .example(
                        "timm.create_scheduler(SimpleNamespace(sched='cosine', epochs=60, min_lr=1e-5), optimizer)",
                        "lr=0.1 epochs=60")
                .source("timm.scheduler.scheduler_factory" + Timm.VERSION);
    }

    private static Entry arguments() {
        return Entry.of("scheduler_kwargs(cfg, decreasing_metric=None)")
                .formula("no scheduler, but the arguments that create_scheduler_v2 is given after **")
                .means(call -> {
                    throw call.error("scheduler_kwargs only puts arguments together; write "
                            + "create_scheduler_v2(optimizer, **scheduler_kwargs(args))");
                })
                .answers(call -> settings(call, "cfg", call.value("decreasing_metric")))
                .quirk(LEFT_OUT)
                .quirk(UPDATES)
                .quirk(
                        "The plateau waits for less where eval_metric has 'loss' in its name, or decreasing_metric is True.")
                .example(
                        "timm.create_scheduler_v2(optimizer, **scheduler_kwargs(SimpleNamespace(sched='step', epochs=60)))",
                        "lr=0.1 epochs=60")
                .source("timm.scheduler.scheduler_factory" + Timm.VERSION);
    }

    private static boolean option(Call call, String holder, String name) {
        Value value = call.value(holder).attribute(name);
        return value != null && value.flag();
    }

    private static Plan plan(Call call) {
        Map<String, Value> arguments = settings(call, "args", null);
        if (call.isGiven("optimizer")) {
            arguments.put("optimizer", call.value("optimizer"));
        }
        arguments.put("updates_per_epoch", call.value("updates_per_epoch"));
        return call.forward(Factory.NAME, arguments).plan();
    }

    private static Map<String, Value> settings(Call call, String holder, @Nullable Value falling) {
        Value object = call.value(holder);
        Value sched = object.attribute("sched");
        if (sched == null) {
            throw unknown(call, object);
        }
        Map<String, Value> arguments = new LinkedHashMap<>();
        arguments.put("sched", sched);
        for (Option option : ALL) {
            Value value = object.attribute(option.name());
            arguments.put(option.argument(), value == null ? object.part(Expression.parse(option.otherwise())) : value);
        }
        if (sched.isWord() && sched.word().equals("plateau")) {
            boolean less = falling == null || falling.isNone() ? isLoss(object) : falling.flag();
            arguments.put("plateau_mode", object.part(new Expression.Str(less ? "min" : "max", Span.NONE)));
        }
        arguments.put(
                "step_on_epochs", object.part(Expression.number(option(call, holder, "sched_on_updates") ? 0 : 1)));
        return arguments;
    }

    private static NotationException unknown(Call call, Value object) {
        String path = object.path();
        boolean keeps = !object.arguments().isEmpty()
                && object.arguments().stream().allMatch(argument -> argument.name() != null);
        return path == null || keeps
                ? object.refused("have a sched")
                : call.error("what " + path + ".sched is stands nowhere: assign it in the text, or give --context "
                        + "sched=NAME");
    }

    private static boolean isLoss(Value object) {
        Value metric = object.attribute("eval_metric");
        return metric != null && metric.isWord() && metric.word().contains("loss");
    }
}
