package dev.anneal.dialect.ignite;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.integerAtLeast;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Group;
import dev.anneal.dialect.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Handlers that write a parameter of the optimizer. */
final class Handlers {

    private static final String SOURCE = "ignite.handlers.param_scheduler, ignite 0.5.5";
    private static final String GROUPS = "Without param_group_index it writes to all parameter groups.";
    private static final String CYCLE = "optimizer, param_name, start_value, end_value, cycle_size, cycle_mult=1.0, "
            + "start_value_mult=1.0, end_value_mult=1.0, warmup_duration=0, save_history=False, param_group_index=None";

    private Handlers() {}

    static List<Entry> entries() {
        return List.of(
                cycle(
                        "LinearCyclicalScheduler(" + CYCLE + ", *, monotonic=False)",
                        "there and back between start_value and end_value in a straight line, or with monotonic only there",
                        "ignite.LinearCyclicalScheduler(optimizer, 'lr', 0.1, 0.01, 20)"),
                cycle(
                        "CosineAnnealingScheduler(" + CYCLE + ")",
                        "start_value + (end_value - start_value) · (1 - cos(π t / cycle_size)) / 2, over and over",
                        "ignite.CosineAnnealingScheduler(optimizer, 'lr', 0.1, 0.001, 20, cycle_mult=2)"),
                piecewise(),
                concatenated(),
                wrapper(),
                warmup(),
                groups());
    }

    private static Entry cycle(String signature, String formula, String example) {
        return Entry.of(signature)
                .where("cycle_size", atLeast(2))
                .formula(formula)
                .means(call -> plan(call))
                .quirk(
                        "cycle_mult, start_value_mult and end_value_mult act after each cycle; a length is rounded down.")
                .quirk("With warmup_duration each cycle is followed by a straight line to the start of the next one.")
                .quirk(GROUPS)
                .example(example, "lr=0.1 steps=100")
                .source(SOURCE);
    }

    private static Entry piecewise() {
        return Entry.of("PiecewiseLinear(optimizer, param_name, milestones_values, save_history=False, "
                        + "param_group_index=None)")
                .formula("straight lines between values at milestones; the first value before, the last one after them")
                .means(Handlers::plan)
                .quirk("Of two values at one milestone the later one stands from there on.")
                .quirk(GROUPS)
                .example(
                        "ignite.PiecewiseLinear(optimizer, 'lr', milestones_values=[(0, 0.0), (10, 0.1), (60, 0.0)])",
                        "lr=0.1 steps=60")
                .source(SOURCE);
    }

    private static Entry concatenated() {
        return Entry.of("ConcatScheduler(schedulers, durations, save_history=False)")
                .formula("each scheduler for its duration, the last one without end")
                .means(call -> {
                    Sequence.check(call);
                    return plan(call);
                })
                .quirk("A scheduler's own time begins when its turn comes.")
                .quirk("A first duration of 0 is passed over; a later one, and a negative one, never ends.")
                .quirk("LRScheduler goes on from the rate that the scheduler before it left.")
                .example(
                        "ignite.ConcatScheduler([PiecewiseLinear(optimizer, 'lr', [(0, 0.0), (9, 0.1)]), "
                                + "CosineAnnealingScheduler(optimizer, 'lr', 0.1, 0.0, 50)], [10])",
                        "lr=0.1 steps=60")
                .source(SOURCE);
    }

    private static Entry wrapper() {
        return Entry.of("LRScheduler(lr_scheduler, save_history=False, use_legacy=False)")
                .formula("what get_lr of torch's scheduler answers, whose last_epoch is counted after each event")
                .means(call -> {
                    Wrapping.checkTorch(call, call.value("lr_scheduler"));
                    return plan(call);
                })
                .quirk(
                        "With torch 2.15 the first event applies the first step once more: ExponentialLR is one step ahead,"
                                + " the first factors of ConstantLR and LinearLR and a milestone at 0 count twice, PolynomialLR decays"
                                + " at once.")
                .quirk("CosineAnnealingLR begins above the base rate; from the second event on it is torch's own.")
                .quirk("CosineAnnealingWarmRestarts is one step ahead, and SWALR does not move.")
                .quirk("OneCycleLR and CyclicLR drive the momentum as well.")
                .quirk("use_legacy leaves out the first step.")
                .example("ignite.LRScheduler(StepLR(optimizer, step_size=30, gamma=0.1))", "lr=0.1 steps=100")
                .source(SOURCE);
    }

    private static Entry warmup() {
        return Entry.of("create_lr_scheduler_with_warmup(lr_scheduler, warmup_start_value, warmup_duration, "
                        + "warmup_end_value=None, save_history=False, output_simulated_values=None)")
                .where("warmup_duration", integerAtLeast(2))
                .formula(
                        "in a straight line from warmup_start_value to warmup_end_value at event warmup_duration - 1, then"
                                + " lr_scheduler")
                .means(Handlers::plan)
                .quirk("warmup_end_value is the optimizer's rate unless it is given.")
                .quirk(
                        "Where lr_scheduler begins with the value at which the warmup ends, the warmup is one event shorter.")
                .quirk(
                        "A scheduler of torch that begins with another rate than that gets one event more, with its own rate.")
                .quirk("A scheduler of torch goes on with its second step.")
                .quirk("The last parameter group says for all of them how long the warmup is.")
                .example(
                        "ignite.create_lr_scheduler_with_warmup(CosineAnnealingScheduler(optimizer, 'lr', 0.1, 0.0, 50), "
                                + "warmup_start_value=0.0, warmup_duration=10)",
                        "lr=0.1 steps=60")
                .source(SOURCE);
    }

    private static Entry groups() {
        return Entry.of("ParamGroupScheduler(schedulers, names=None, save_history=False)")
                .formula("all schedulers at once, each for its own parameter or parameter group")
                .means(call -> {
                    checkGroup(call);
                    return plan(call);
                })
                .quirk("Of two schedulers for the same parameter of the same group the later one is seen.")
                .example(
                        "ignite.ParamGroupScheduler([CosineAnnealingScheduler(optimizer, 'lr', 0.1, 0.0, 50), "
                                + "PiecewiseLinear(optimizer, 'momentum', [(0, 0.85), (50, 0.95)])])",
                        "lr=0.1 momentum=0.9 steps=50")
                .source(SOURCE);
    }

    private static void checkGroup(Call call) {
        List<Call> handlers = Driver.handlers(call);
        for (int i = 0; i < handlers.size(); i++) {
            if (Driver.isGroup(handlers.get(i))) {
                throw call.value("schedulers").items().get(i).refused("be no ParamGroupScheduler itself");
            }
        }
        if (handlers.isEmpty()) {
            throw call.value("schedulers").refused("have at least one scheduler");
        }
        if (call.has("names")) {
            List<Value> names = call.value("names").items();
            names.forEach(Value::text);
            if (names.size() != handlers.size()) {
                throw call.value("names").refused("be as many as the " + handlers.size() + " schedulers");
            }
        }
    }

    /** A plan for all that a handler writes. */
    private static Plan plan(Call call) {
        Plan plan = null;
        Call owner = owner(call);
        List<Group> groups = owner.groups();
        List<Made> made = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            made.add(Made.of(call, i));
        }
        for (String parameter : new TreeSet<>(Driver.parameters(call))) {
            Hyperparameter hyperparameter = new Hyperparameter(parameter);
            for (int i = 0; i < groups.size(); i++) {
                double before = made.get(i).value(owner, parameter);
                if (driven(call, parameter, i)) {
                    Schedule values = Driver.values(call, parameter, made.get(i), before);
                    plan = with(plan, hyperparameter, groups.get(i), values);
                } else if (!Double.isNaN(before)) {
                    plan = with(plan, hyperparameter, groups.get(i), Schedule.constant(before));
                }
            }
        }
        for (int i = 0; i < groups.size(); i++) {
            Schedule momentum = made.get(i).momentum(call);
            plan = momentum == null ? plan : with(plan, owner.momentum(), groups.get(i), momentum);
        }
        if (plan == null) {
            throw call.error(call.entry().name() + " writes to no parameter group");
        }
        return plan;
    }

    private static boolean driven(Call call, String parameter, int group) {
        return Driver.isGroup(call)
                ? Driver.handlers(call).stream()
                        .anyMatch(handler ->
                                Driver.parameters(handler).contains(parameter) && Driver.drives(handler, group))
                : Driver.drives(call, group);
    }

    /** The call that tells the optimizer. */
    private static Call owner(Call call) {
        Call owner = call;
        while (owner.entry().parameters().stream()
                        .noneMatch(parameter -> parameter.name().equals("optimizer"))
                && !owner.entry().parameters().isEmpty()) {
            Value first = owner.value(owner.entry().parameters().get(0).name());
            if (first.isList() && first.items().isEmpty()) {
                return owner;
            }
            owner = (first.isList() ? first.items().get(0) : first).call();
        }
        return owner;
    }

    private static Plan with(@Nullable Plan plan, Hyperparameter hyperparameter, Group group, Schedule schedule) {
        return plan == null
                ? Plan.of(hyperparameter, group.name(), schedule)
                : plan.with(hyperparameter, group.name(), schedule);
    }
}
