import static dev.anneal.Schedule.formula;

import dev.anneal.Plan;
import dev.anneal.Schedule;

public final class LearningRate {

    private LearningRate() {}

    // lr = formula(t -> 0.04 * min(t ** -0.5, t * 400 ** -1.5))
    public static Plan plan() {
        Schedule lr = formula("t -> 0.04 * min(t ** -0.5, t * 400 ** -1.5)");
        return Plan.of(lr);
    }
}
