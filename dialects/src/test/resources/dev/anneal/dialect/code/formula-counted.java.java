import static dev.anneal.Schedule.formula;

import dev.anneal.Plan;
import dev.anneal.Schedule;

public final class LearningRate {

    private LearningRate() {}

    // lr = formula(t -> 0.1 * 0.5 ** ((t >= 3) + (t >= 7) + ceil(t / 30)) + 0.01 * (1 - min(t, 300) /
    //   300) ** 0.9)
    public static Plan plan() {
        Schedule lr = formula("t -> 0.1 * 0.5 ** ((t >= 3) + (t >= 7) + ceil(t / 30)) + 0.01 * (1 - min(t, 300) / 300) ** 0.9");
        return Plan.of(lr);
    }
}
