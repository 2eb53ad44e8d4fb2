package dev.anneal.dialect.mmengine;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Group;
import dev.anneal.dialect.Value;
import dev.anneal.dialect.mmengine.Plans.Member;
import dev.anneal.notation.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code param_scheduler} of a configuration: the schedulers that a runner builds. */
final class Lists {

    private static final String SCHEDULERS = "schedulers";
    private static final Set<String> OF_THE_BUILDER =
            Set.of("type", "convert_to_iter_based", "epoch_length", "_scope_", "_delete_");

    private Lists() {}

    static List<Entry> entries() {
        return List.of(schedulers());
    }

    private static Entry schedulers() {
        return Entry.of("param_scheduler(schedulers)")
                .alias("lr_config")
                .alias("momentum_config")
                .assigned("type", "policy")
                .clock(Lists::clock)
                .formula(
                        "all schedulers in turn, each of which goes on from the value that it finds; those of iterations are"
                                + " stepped after each iteration, those of epochs after each epoch")
                .means(Lists::plan)
                .quirk("lr_config = dict(policy=…) is of mmcv, before mmengine, and is refused.")
                .quirk("by_epoch is True unless it is said, and end is the end of the run.")
                .quirk(
                        "convert_to_iter_based=True multiplies all times of a scheduler of epochs by the iterations of one.")
                .quirk("A loop of iterations has one epoch: what counts epochs stays as it begins.")
                .quirk(
                        "Where schedulers act on what others left, mmengine is gone through step by step, and the plan is a"
                                + " table.")
                .quirk(
                        "What else a configuration says is taken where the run does not say it: the optimizer's lr, max_epochs or"
                                + " max_iters, auto_scale_lr.")
                .example(
                        "param_scheduler = [dict(type='LinearLR', start_factor=0.001, by_epoch=False, begin=0, end=50), "
                                + "dict(type='MultiStepLR', by_epoch=True, milestones=[8, 11], gamma=0.1)]",
                        "lr=0.02 epochs=12 steps_per_epoch=20")
                .source("mmengine.runner.Runner.build_param_scheduler, mmengine 0.10.7");
    }

    /** One scheduler of the list. */
    private record Item(Value value, Call call, boolean built, double length) {
        boolean isPlateau() {
            return call.entry().name().startsWith("ReduceOnPlateau");
        }
    }

    private static List<Value> values(Call call) {
        Value all = call.value(SCHEDULERS);
        if (all.isNone()) {
            return List.of();
        }
        if (!all.isTable() && !all.isCall()) {
            return all.items();
        }
        if (Config.table(all).containsKey("policy")) {
            throw call.error(
                    "lr_config and momentum_config with a policy are of mmcv, before mmengine, and are not read: write"
                            + " them as param_scheduler = [dict(type='LinearLR', …), …]");
        }
        if (all.isTable() && !Config.table(all).containsKey("type")) {
            throw all.refused("be the schedulers of one optimizer: dict(type=…), or a list of such");
        }
        return List.of(all);
    }

    private static List<Item> items(Call call, Run run) {
        List<Item> items = new ArrayList<>();
        for (Value value : values(call)) {
            items.add(value.isTable() ? built(call, value, run) : made(value));
        }
        return items;
    }

    private static Item made(Value value) {
        Call call = value.call();
        if (!MmEngine.isScheduler(call) && !call.entry().name().startsWith("ReduceOnPlateau")) {
            throw value.refused("be a scheduler of mmengine");
        }
        return new Item(value, call, false, 0);
    }

    private static Item built(Call call, Value value, Run run) {
        Map<String, Value> given = Config.table(value);
        Value type = given.get("type");
        String name = Config.type(type);
        Set<String> known = MmEngine.names();
        if (type == null || !known.contains(name)) {
            String nearest = Nearest.to(name, known);
            throw (type == null ? value : type)
                    .refused(
                            "be the type of a scheduler" + (nearest == null ? "" : " (did you mean " + nearest + "?)"));
        }
        Map<String, Value> arguments = new HashMap<>(given);
        arguments.keySet().removeAll(OF_THE_BUILDER);
        Call built = call.forward(name, arguments);
        Value converts = given.get("convert_to_iter_based");
        double length = 0;
        if (converts != null && converts.flag()) {
            if (!built.flag("by_epoch")) {
                throw built.value("by_epoch").refused("be True where epochs are converted to iterations");
            }
            Value own = given.get("epoch_length");
            length = own == null ? run.length(call) : Times.length(own);
        }
        return new Item(value, built, true, length);
    }

    private static Clock clock(Call call) {
        boolean epochs = !Run.isByIteration(call, new Config(call))
                && values(call).stream().allMatch(Lists::countsEpochs)
                && !values(call).isEmpty();
        return epochs ? Clock.EPOCH : Clock.STEP;
    }

    /** Whether a scheduler is stepped after each epoch, as far as that can be seen before it is built. */
    private static boolean countsEpochs(Value value) {
        Map<String, Value> given = Config.table(value);
        Value converts = given.get("convert_to_iter_based");
        Value byEpoch = given.get("by_epoch");
        return value.isTable()
                ? (converts == null || !converts.flag()) && (byEpoch == null || byEpoch.flag())
                : !value.isCall() || value.call().clock() == Clock.EPOCH;
    }

    private static Plan plan(Call call) {
        Config config = new Config(call);
        config.tell();
        config.tellUnfollowed();
        Run run = Run.of(call, config);
        List<Item> items = items(call, run);
        boolean inEpochs = clock(call) == Clock.EPOCH;
        List<Member> members = new ArrayList<>();
        for (Item item : items) {
            if (!item.isPlateau()) {
                Times times = item.built() ? Times.of(item.call(), run, item.length()) : Times.of(item.call());
                members.add(new Member(item.call(), times, inEpochs ? 1 : unit(call, run, times.byEpoch())));
            }
        }
        Optimizer optimizer = Optimizer.of(call, config);
        Plans plans = new Plans(call, optimizer, () -> ticks(call, run, inEpochs));
        Plan plan = plans.with(still(call, optimizer, members, items), members);
        for (Item item : items) {
            plan = item.isPlateau() && plan != null
                    ? observing(plan, item, optimizer, inEpochs ? 1 : run.length(call))
                    : plan;
        }
        if (plan == null) {
            throw call.value(SCHEDULERS).refused("have a scheduler");
        }
        return plan;
    }

    private static double unit(Call call, Run run, boolean byEpoch) {
        if (!byEpoch) {
            return 1;
        }
        if (run.byIteration()) {
            call.note("what counts epochs stays as it begins: a loop of iterations has one epoch");
            return Double.POSITIVE_INFINITY;
        }
        return run.length(call);
    }

    private static double ticks(Call call, Run run, boolean inEpochs) {
        Double ticks = inEpochs ? run.epochs() : run.steps();
        if (ticks == null) {
            throw call.error("param_scheduler goes from value to value: give "
                    + (inEpochs ? "--epochs" : "--steps, or --epochs and --steps-per-epoch"));
        }
        return ticks;
    }

    /** What no scheduler drives, but a metric changes, and the rate, which is part of any plan. */
    private static @Nullable Plan still(Call call, Optimizer optimizer, List<Member> members, List<Item> items) {
        List<Hyperparameter> driven = members.stream()
                .map(member -> optimizer.drivenBy(member.call()))
                .toList();
        List<Hyperparameter> followed = items.stream()
                .filter(Item::isPlateau)
                .map(item -> optimizer.drivenBy(item.call()))
                .toList();
        Plan plan = null;
        for (Group group : call.groups()) {
            Double rate = optimizer.valueOrNull(group, Hyperparameter.LEARNING_RATE);
            boolean needed = members.isEmpty() && followed.stream().allMatch(Hyperparameter.LEARNING_RATE::equals);
            if (!driven.contains(Hyperparameter.LEARNING_RATE) && (needed || rate != null)) {
                double value = optimizer.value(group, Hyperparameter.LEARNING_RATE);
                plan = with(plan, Hyperparameter.LEARNING_RATE, group, value);
            }
            for (Hyperparameter one : followed) {
                if (!driven.contains(one) && !one.equals(Hyperparameter.LEARNING_RATE)) {
                    plan = with(plan, one, group, optimizer.value(group, one));
                }
            }
        }
        return plan;
    }

    private static Plan with(@Nullable Plan plan, Hyperparameter hyperparameter, Group group, double value) {
        Schedule still = Schedule.constant(value);
        return plan == null
                ? Plan.of(hyperparameter, group.name(), still)
                : plan.with(hyperparameter, group.name(), still);
    }

    private static Plan observing(Plan plan, Item item, Optimizer optimizer, double unit) {
        Hyperparameter followed = optimizer.drivenBy(item.call());
        return Plateaus.with(plan, item.call(), followed, unit);
    }
}
