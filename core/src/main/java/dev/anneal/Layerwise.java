package dev.anneal;

import dev.anneal.Plan.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Rates that fall from the output to the input, group by group (Howard and Ruder, arXiv 1801.06146; Clark et al., 2003.10555). */
final class Layerwise {

    static final String NAME = "layerwise";
    static final Signature SIGNATURE = Signature.of("layerwise(decay, *groups)");

    private Layerwise() {}

    /** Makes an assignment for each group, of its own schedule or that of all groups. */
    static void assign(
            Map<Target, Schedule> present,
            Hyperparameter hyperparameter,
            double decay,
            List<String> groups,
            BiConsumer<Target, Schedule> assigned) {
        Check.positive("decay", decay);
        check(groups);
        for (int i = 0; i < groups.size(); i++) {
            Target target = new Target(hyperparameter, groups.get(i));
            Schedule own = present.get(target);
            Schedule schedule = own != null ? own : present.get(new Target(hyperparameter, ""));
            if (schedule == null) {
                throw new IllegalArgumentException(target + " has not been assigned yet");
            }
            assigned.accept(target, times(schedule, decay, groups.size() - 1 - i));
        }
    }

    private static Schedule times(Schedule schedule, double decay, int layers) {
        // Math.pow may differ by a bit from one machine to another, and the factor becomes text
        double factor = StrictMath.pow(decay, layers);
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw Check.broken(
                    "decay", "leave each of " + (layers + 1) + " groups a factor that doubles can tell", decay);
        }
        return layers == 0 ? schedule : schedule.times(factor);
    }

    private static void check(List<String> groups) {
        if (groups.isEmpty()) {
            throw Check.broken("groups", "be named, from the input to the output", "none");
        }
        Set<String> seen = new HashSet<>();
        for (String group : groups) {
            if (group.isEmpty()) {
                throw Check.broken("groups", "have names", String.join(",", groups));
            }
            if (!seen.add(group)) {
                throw Check.broken("groups", "differ", "'" + group + "' twice");
            }
        }
    }
}
