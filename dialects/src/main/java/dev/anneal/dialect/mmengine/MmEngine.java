package dev.anneal.dialect.mmengine;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.below;
import static dev.anneal.dialect.Condition.number;
import static dev.anneal.dialect.Condition.oneOf;
import static dev.anneal.dialect.Condition.only;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Group;
import dev.anneal.dialect.torch.OnPlateau;
import dev.anneal.feedback.Change;
import dev.anneal.feedback.Plateau;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;

/** {@code mmengine.optim.scheduler}: so far what follows a metric. */
public final class MmEngine implements Dialect {

    private static final Condition NUMBER = number("be a number", value -> true);

    /** What counts as infinite there. */
    private static final double INF = 1e9;

    /** Made by the service loader. */
    public MmEngine() {}

    @Override
    public String name() {
        return "mmengine";
    }

    @Override
    public List<String> prefixes() {
        return List.of(
                "mmengine.optim",
                "mmengine.optim.scheduler",
                "mmengine.optim.scheduler.lr_scheduler",
                "mmengine.optim.scheduler.momentum_scheduler");
    }

    @Override
    public List<String> wraps() {
        return List.of("torch");
    }

    @Override
    public List<Entry> entries() {
        return List.of(
                entry("ReduceOnPlateauLR", "the rate", "lr=0.1 epochs=60")
                        .means(call -> plan(call, Hyperparameter.LEARNING_RATE, call.rates(Schedule::constant)))
                        .source("mmengine.optim.scheduler.lr_scheduler, mmengine 0.10.7"),
                entry("ReduceOnPlateauMomentum", "the momentum", "momentum=0.9 epochs=60")
                        .means(call -> plan(call, call.momentum(), momenta(call)))
                        .source("mmengine.optim.scheduler.momentum_scheduler, mmengine 0.10.7"));
    }

    private static Entry.Draft entry(String name, String what, String run) {
        return Entry.of(name + "(optimizer, monitor='loss', rule='less', factor=0.1, patience=10, threshold=1e-4, "
                        + "threshold_rule='rel', cooldown=0, min_value=0.0, eps=1e-8, begin=0, end=1000000000, "
                        + "last_step=-1, by_epoch=True, verbose=False)")
                .where("rule", oneOf("less", "greater"))
                .where("factor", below(1))
                .where("patience", atLeast(0))
                .where("threshold", atLeast(0))
                .where("threshold_rule", oneOf("rel", "abs"))
                .where("cooldown", NUMBER)
                .where("eps", NUMBER)
                .where("begin", NUMBER)
                .where("end", NUMBER)
                .where("last_step", only(-1, "a run that was stopped is resumed from a checkpoint"))
                .clock(Clock.EPOCH)
                .formula(what
                        + " · factor, not below min_value, after more than patience epochs without a better monitor")
                .quirk("The best is 1e9 at first, or -1e9 with rule='greater': what is no better than that is bad.")
                .quirk("What is observed before epoch begin is not looked at.")
                .quirk("A reduction by no more than eps is not made.")
                .example("mmengine." + name + "(optimizer, monitor='loss', factor=0.5, patience=3)", run);
    }

    private static Plan plan(Call call, Hyperparameter hyperparameter, Plan plan) {
        checkTimes(call);
        boolean greater = call.word("rule").equals("greater");
        boolean absolute = call.word("threshold_rule").equals("abs");
        Plateau rule = Plateau.on(call.word("monitor"))
                .judging(OnPlateau.comparison(greater, call.number("threshold"), absolute)
                        .startingAt(greater ? -INF : INF))
                .waiting(OnPlateau.patience(call.number("patience"), call.number("cooldown")))
                .changing(Change.by(call.number("factor")).eps(call.number("eps")))
                .from(Math.max(0, call.number("begin")));
        double[] floors = call.perGroup("min_value");
        if (DoubleStream.of(floors).distinct().count() == 1) {
            return plan.with(hyperparameter, "", rule.changing(rule.change().floor(floors[0])));
        }
        Plan more = plan;
        for (int i = 0; i < floors.length; i++) {
            String group = call.groups().get(i).name();
            more = more.with(hyperparameter, group, rule.changing(rule.change().floor(floors[i])));
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
        if (end < INF && (epochs == null || end < epochs)) {
            throw call.value("end").refused("not be before the end of the run: a rule listens up to there");
        }
    }

    private static Plan momenta(Call call) {
        Hyperparameter hyperparameter = call.momentum();
        Plan plan = null;
        for (Group group : call.groups()) {
            Schedule still = Schedule.constant(group.required(hyperparameter.name()));
            plan = plan == null
                    ? Plan.of(hyperparameter, group.name(), still)
                    : plan.with(hyperparameter, group.name(), still);
        }
        return Objects.requireNonNull(plan);
    }
}
