package dev.anneal.dialect.torch;

import static dev.anneal.dialect.Condition.integerAtLeast;
import static dev.anneal.dialect.Condition.nonZero;
import static dev.anneal.dialect.Condition.oneOf;
import static dev.anneal.dialect.Condition.within;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import dev.anneal.dialect.torch.Replay.Leaf;
import dev.anneal.dialect.torch.Replay.Settings;
import dev.anneal.dialect.torch.Rule.Kind;
import dev.anneal.dialect.torch.Rule.Model;

/** {@code OneCycleLR}. */
final class OneCycle {

    private OneCycle() {}

    private static OneCycleShape shape(Call call) {
        Value start = call.value("pct_start");
        if (start.isInteger()) {
            throw start.refused("be written as a fraction in [0.0, 1.0]");
        }
        double total;
        if (call.has("total_steps")) {
            total = call.number("total_steps");
        } else if (call.has("epochs") && call.has("steps_per_epoch")) {
            total = length(call, "epochs") * length(call, "steps_per_epoch");
        } else {
            throw call.error("OneCycleLR needs total_steps, or epochs and steps_per_epoch");
        }
        if (start.number() * total == 1) {
            throw start.refused("not be one step of total_steps, because the way up would have no length");
        }
        return new OneCycleShape(
                total,
                start.number(),
                call.flag("three_phase"),
                call.word("anneal_strategy").equals("cos"));
    }

    /** A part of the length, which torch looks at only where total_steps is not given. */
    private static double length(Call call, String parameter) {
        Value value = call.value(parameter);
        if (!(value.isInteger() && value.number() >= 1)) {
            throw value.refused("be an integer >= 1");
        }
        return value.number();
    }

    static Entry entry() {
        return Torch.entry(
                        "OneCycleLR(optimizer, max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3,"
                                + " anneal_strategy='cos', cycle_momentum=True, base_momentum=0.85, max_momentum=0.95,"
                                + " div_factor=25.0, final_div_factor=10000.0, three_phase=False, last_epoch=-1)")
                .where("total_steps", integerAtLeast(1))
                .where("pct_start", within(0, 1))
                .where("anneal_strategy", oneOf("cos", "linear"))
                .where("div_factor", nonZero())
                .where("final_div_factor", nonZero())
                .formula("from max_lr / div_factor up to max_lr at pct_start · total_steps - 1, then down to"
                        + " max_lr / div_factor / final_div_factor at total_steps - 1; with three_phase first down to"
                        + " max_lr / div_factor at 2 · pct_start · total_steps - 2")
                .means(OneCycle::plan)
                .quirk("The base rate of the optimizer is not used: max_lr / div_factor takes its place.")
                .quirk("momentum, or beta1, goes the other way, from max_momentum to base_momentum and back, unless"
                        + " cycle_momentum=False.")
                .quirk("total_steps beats epochs and steps_per_epoch.")
                .quirk(
                        "Torch refuses to step further than total_steps, one step past the lowest rate; the value there is held.")
                .example(
                        "OneCycleLR(optimizer, max_lr=0.1, steps_per_epoch=20, epochs=5)",
                        "lr=0.1 momentum=0.9 steps=100")
                .source(Torch.source("OneCycleLR"));
    }

    private static Plan plan(Call call) {
        OneCycleShape shape = shape(call);
        double[] max = call.perGroup("max_lr");
        double divided = call.number("div_factor");
        double finallyDivided = call.number("final_div_factor");
        return Torch.cycle(
                call,
                group -> {
                    double first = max[group] / divided;
                    return shape.schedule(first, max[group], first / finallyDivided);
                },
                bounds -> shape.schedule(bounds.high(), bounds.low(), bounds.high()));
    }

    static Rule rule(Call call, int group) {
        OneCycleShape shape = shape(call);
        double max = call.perGroup("max_lr")[group];
        double divided = call.number("div_factor");
        double finallyDivided = call.number("final_div_factor");
        Momenta momentum = Momenta.of(call, group);
        Model model = new Model(
                settings -> {
                    settings.initial = max / divided;
                    settings.most = max;
                    settings.least = settings.initial / finallyDivided;
                    if (momentum != null) {
                        momentum.prepare(settings);
                    }
                },
                (leaf, settings) -> next(leaf, settings, shape, momentum != null),
                null,
                false,
                Double.NaN);
        Schedule rates = shape.schedule(max / divided, max, max / divided / finallyDivided);
        Rule rule = Rule.of(Kind.OVERWRITES, base -> rates, model);
        return momentum == null
                ? rule
                : rule.momentum(shape.schedule(momentum.high(), momentum.low(), momentum.high()));
    }

    private static double next(Leaf leaf, Settings group, OneCycleShape shape, boolean momentum) {
        double rate = shape.at(leaf.epoch, group.initial, group.most, group.least);
        if (momentum) {
            group.momentum = shape.at(leaf.epoch, group.mostMomentum, group.leastMomentum, group.mostMomentum);
        }
        return rate;
    }
}
