package dev.anneal.dialect.deepspeed;

import static dev.anneal.dialect.Condition.integerAtLeast;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Group;
import dev.anneal.notation.Numerals;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/** {@code LRRangeTest}. */
final class RangeTest {

    private RangeTest() {}

    static Entry entry() {
        return DeepSpeed.entry("LRRangeTest(optimizer=None, lr_range_test_min_lr=0.001, lr_range_test_step_size=2000, "
                        + "lr_range_test_step_rate=1.0, lr_range_test_staircase=False, last_batch_iteration=-1)")
                .where("lr_range_test_step_size", integerAtLeast(1))
                .formula("min_lr · (1 + step_rate · t / step_size), the quotient rounded down with staircase")
                .means(call -> {
                    double[] least = call.perGroup("lr_range_test_min_lr");
                    return perGroup(call, i -> rising(call, least[i]));
                })
                .quirk("The rate rises without end. The optimizer's own rate is not used.")
                .example(
                        "deepspeed.LRRangeTest(optimizer, lr_range_test_min_lr=0.0001, lr_range_test_step_size=20, "
                                + "lr_range_test_step_rate=5)",
                        "steps=100")
                .source(DeepSpeed.source("LRRangeTest"));
    }

    private static Schedule rising(Call call, double least) {
        double rate = call.number("lr_range_test_step_rate");
        if (rate == 0 || least == 0) {
            return Schedule.constant(least);
        }
        String quotient = "t / " + Numerals.text(call.number("lr_range_test_step_size"));
        String interval = call.flag("lr_range_test_staircase") ? "floor(" + quotient + ")" : quotient;
        return Schedule.formula(
                "t -> " + Numerals.text(least) + " * (1 + " + Numerals.text(rate) + " * (" + interval + "))");
    }

    /** A plan with a rate for every parameter group. */
    static Plan perGroup(Call call, IntFunction<Schedule> making) {
        List<Group> groups = call.groups();
        Plan plan = null;
        for (int i = 0; i < groups.size(); i++) {
            String name = groups.get(i).name();
            plan = plan == null
                    ? Plan.of(Hyperparameter.LEARNING_RATE, name, making.apply(i))
                    : plan.with(Hyperparameter.LEARNING_RATE, name, making.apply(i));
        }
        return Objects.requireNonNull(plan);
    }
}
