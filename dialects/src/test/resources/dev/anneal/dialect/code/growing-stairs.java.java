import static dev.anneal.Schedule.exponential;

import dev.anneal.Plan;
import dev.anneal.Schedule;

public final class LearningRate {

    private LearningRate() {}

    // lr = exponential(1e-9, 2, 6).staircase(6).until(400)
    public static Plan plan() {
        Schedule lr = exponential(1e-9, 2, 6).staircase(6).until(400);
        return Plan.of(lr);
    }
}
