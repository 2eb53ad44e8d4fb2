package dev.anneal.dialect;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.util.function.UnaryOperator;

/** Plans of other plans. */
final class Plans {

    private Plans() {}

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
