package dev.anneal.dialect;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.util.function.UnaryOperator;

/** Plans of other plans. */
final class Plans {

    private Plans() {}

    /** A plan for one group only. */
    static Plan of(Hyperparameter hyperparameter, String group, Schedule schedule) {
        String target = new Plan.Target(hyperparameter, group).toString();
        return Plan.parse(target + " = constant(0)").with(hyperparameter, group, schedule);
    }

    /** The same plan with every schedule changed. */
    static Plan mapped(Plan plan, UnaryOperator<Schedule> change) {
        Plan mapped = plan;
        for (Plan.Assignment line : plan.assignments()) {
            Plan.Target target = line.target();
            mapped = mapped.with(target.hyperparameter(), target.group(), change.apply(line.schedule()));
        }
        return mapped;
    }
}
