package dev.anneal.dialect.deepspeed;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.positive;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Group;
import dev.anneal.notation.Numerals;
import java.util.List;

/** {@code OneCycle}. */
final class Cycle {

    /** What the constructor makes of Adam's second coefficient. */
    private static final double BETA2 = 0.99;

    private Cycle() {}

    static Entry entry() {
        return DeepSpeed.entry("OneCycle(optimizer=None, cycle_min_lr, cycle_max_lr, decay_lr_rate=0.0, "
                        + "cycle_first_step_size=2000, cycle_second_step_size=None, cycle_first_stair_count=0, "
                        + "cycle_second_stair_count=None, decay_step_size=0, cycle_momentum=True, cycle_min_mom=0.8, "
                        + "cycle_max_mom=0.9, decay_mom_rate=0.0, last_batch_iteration=-1)")
                .where("cycle_first_step_size", positive())
                .where("cycle_second_step_size", atLeast(0))
                .formula(
                        "cycle_min_lr + (cycle_max_lr - cycle_min_lr) · triangle(t), where the triangle rises from 0 to 1 in "
                                + "cycle_first_step_size and falls in cycle_second_step_size (the same, unless given); then "
                                + "cycle_min_lr / (1 + decay_lr_rate · s / decay_step_size), s the steps since. The triangle has stairs "
                                + "where they are counted. beta1 goes from cycle_max_mom to cycle_min_mom and back, then · (1 + "
                                + "decay_mom_rate · s / decay_step_size)")
                .means(Cycle::plan)
                .quirk("The optimizer's own rate is not used.")
                .quirk("Momentum is cycled only where the optimizer has betas; with SGD cycle_momentum does nothing.")
                .quirk("The first update has cycle_min_mom, the second is near cycle_max_mom.")
                .quirk("beta2 becomes 0.99 where momentum is cycled.")
                .quirk("A decay_mom_rate > 0 lets beta1 grow, in the end past 1.")
                .quirk("Without decay_step_size nothing decays, whatever the rates.")
                .example(
                        "deepspeed.OneCycle(optimizer, cycle_min_lr=0.001, cycle_max_lr=0.01, cycle_first_step_size=40, "
                                + "decay_step_size=10, decay_lr_rate=0.5)",
                        "lr=0.001 optimizer=adam beta1=0.9 steps=120")
                .source(DeepSpeed.source("OneCycle"));
    }

    private static Plan plan(Call call) {
        double[] low = call.perGroup("cycle_min_lr");
        double[] high = call.perGroup("cycle_max_lr");
        Plan plan =
                RangeTest.perGroup(call, i -> Triangle.of(call, low[i], high[i]).then(decayed(call, low[i])));
        if (!call.flag("cycle_momentum")) {
            return plan;
        }
        if (!call.momentum().equals(Hyperparameter.BETA1)) {
            call.note(
                    call.optimizerKind().isEmpty()
                            ? "cycle_momentum drives beta1 where the optimizer has betas: give --optimizer adam"
                            : "cycle_momentum does nothing with " + call.optimizerKind() + ", which has no betas");
            return plan;
        }
        return withMomentum(call, plan);
    }

    private static Plan withMomentum(Call call, Plan rates) {
        double[] low = call.perGroup("cycle_min_mom");
        double[] high = call.perGroup("cycle_max_mom");
        List<Group> groups = call.groups();
        Plan plan = rates;
        for (int i = 0; i < groups.size(); i++) {
            Schedule cycle = Triangle.of(call, high[i], low[i]).then(grown(call, high[i]));
            Schedule whole =
                    low[i] == cycle.at(0) ? cycle : Schedule.hold(low[i], 1).then(cycle.skip(1));
            plan = plan.with(Hyperparameter.BETA1, groups.get(i).name(), whole);
        }
        for (Group group : groups) {
            plan = plan.with(Hyperparameter.BETA2, group.name(), Schedule.constant(BETA2));
        }
        return plan;
    }

    /** The rate once the cycle is over. */
    private static Schedule decayed(Call call, double least) {
        double rate = call.number("decay_lr_rate");
        double unit = call.number("decay_step_size");
        if (rate == 0 || unit == 0 || least == 0) {
            return Schedule.constant(least);
        }
        double begun = Triangle.extra(call);
        if (rate > 0 && unit > 0) {
            return Schedule.inverseTime(least, rate, unit, 1).skip(begun);
        }
        return Schedule.formula("t -> " + Numerals.text(least) + " / " + factor(rate, unit))
                .skip(begun);
    }

    /** The momentum once the cycle is over. */
    private static Schedule grown(Call call, double most) {
        double rate = call.number("decay_mom_rate");
        double unit = call.number("decay_step_size");
        if (rate == 0 || unit == 0 || most == 0) {
            return Schedule.constant(most);
        }
        return Schedule.formula("t -> " + Numerals.text(most) + " * " + factor(rate, unit))
                .skip(Triangle.extra(call));
    }

    private static String factor(double rate, double unit) {
        return "(1 + " + Numerals.text(rate) + " * (t / " + Numerals.text(unit) + "))";
    }
}
