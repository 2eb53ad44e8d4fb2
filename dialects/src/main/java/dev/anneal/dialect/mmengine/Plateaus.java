package dev.anneal.dialect.mmengine;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.below;
import static dev.anneal.dialect.Condition.oneOf;
import static dev.anneal.dialect.mmengine.Kind.NUMBER;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Group;
import dev.anneal.dialect.torch.OnPlateau;
import dev.anneal.feedback.Change;
import dev.anneal.feedback.Plateau;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;

/** Schedulers that follow a metric. */
final class Plateaus {

    private Plateaus() {}

    static List<Entry> entries() {
        return List.of(
                entry("ReduceOnPlateauLR(optimizer, ", "the rate", "lr=0.1 epochs=60")
                        .source("mmengine.optim.scheduler.lr_scheduler, mmengine 0.10.7"),
                entry("ReduceOnPlateauMomentum(optimizer, ", "the momentum", "momentum=0.9 epochs=60")
                        .source("mmengine.optim.scheduler.momentum_scheduler, mmengine 0.10.7"),
                entry("ReduceOnPlateauParamScheduler(optimizer, param_name, ", "the parameter", "lr=0.1 epochs=60")
                        .source("mmengine.optim.scheduler.param_scheduler, mmengine 0.10.7"));
    }

    private static Entry.Draft entry(String head, String what, String run) {
        String name = head.substring(0, head.indexOf('('));
        String parameter = head.contains("param_name") ? "'lr', " : "";
        return MmEngine.entry(head + "monitor='loss', rule='less', factor=0.1, patience=10, threshold=1e-4, "
                        + "threshold_rule='rel', cooldown=0, min_value=0.0, eps=1e-8, begin=0, end=1000000000, "
                        + "last_step=-1, by_epoch=True, verbose=False)")
                .where("rule", oneOf("less", "greater"))
                .where("factor", below(1))
                .where("patience", atLeast(0))
                .where("threshold", atLeast(0))
                .where("threshold_rule", oneOf("rel", "abs"))
                .where("cooldown", NUMBER)
                .where("eps", NUMBER)
                .clock(Clock.EPOCH)
                .formula(what
                        + " · factor, not below min_value, after more than patience epochs without a better monitor")
                .means(Plateaus::alone)
                .quirk("The best is 1e9 at first, or -1e9 with rule='greater': what is no better than that is bad.")
                .quirk("What is observed before epoch begin is not looked at.")
                .quirk("A reduction by no more than eps is not made.")
                .example(
                        "mmengine." + name + "(optimizer, " + parameter + "monitor='loss', factor=0.5, patience=3)",
                        run);
    }

    private static Plan alone(Call call) {
        Optimizer optimizer = Optimizer.of(call, null);
        Hyperparameter followed = optimizer.drivenBy(call);
        Plan plan = null;
        for (Group group : call.groups()) {
            Schedule still = Schedule.constant(optimizer.value(group, followed));
            plan = plan == null ? Plan.of(followed, group.name(), still) : plan.with(followed, group.name(), still);
        }
        return with(Objects.requireNonNull(plan), call, followed, 1);
    }

    /** A plan with the rule of a scheduler, whose epochs have so many units of the plan's time. */
    static Plan with(Plan plan, Call call, Hyperparameter followed, double unit) {
        checkTimes(call);
        boolean greater = call.word("rule").equals("greater");
        boolean absolute = call.word("threshold_rule").equals("abs");
        Plateau rule = Plateau.on(call.word("monitor"))
                .judging(OnPlateau.comparison(greater, call.number("threshold"), absolute)
                        .startingAt(greater ? -Times.INF : Times.INF))
                .waiting(OnPlateau.patience(call.number("patience"), call.number("cooldown")))
                .changing(Change.by(call.number("factor")).eps(call.number("eps")))
                .from(Math.max(0, call.number("begin")));
        double[] floors = call.perGroup("min_value");
        boolean same = DoubleStream.of(floors).distinct().count() == 1;
        Plan more = plan;
        for (int i = 0; i < (same ? 1 : floors.length); i++) {
            String group = same ? "" : call.groups().get(i).name();
            Plateau own = rule.changing(rule.change().floor(floors[i]));
            more = more.with(followed, group, unit == 1 ? own : own.stretched(unit));
        }
        return more;
    }

    private static void checkTimes(Call call) {
        if (!call.flag("by_epoch")) {
            throw call.value("by_epoch").refused("be True");
        }
        double end = call.number("end");
        if (end <= call.number("begin")) {
            throw call.value("end").refused("be greater than begin");
        }
        Double epochs = call.horizon().names().get("epochs");
        if (end < Times.INF && (epochs == null || end < epochs)) {
            throw call.value("end").refused("not be before the end of the run: a rule listens up to there");
        }
    }
}
