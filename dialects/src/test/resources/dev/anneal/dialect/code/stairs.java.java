import static dev.anneal.Schedule.exponential;

import dev.anneal.Plan;
import dev.anneal.Schedule;

public final class LearningRate {

    private LearningRate() {}

    // lr = exponential(0.1, 0.5, 30).staircase(30)
    public static Plan plan() {
        Schedule lr = exponential(0.1, 0.5, 30).staircase(30);
        return Plan.of(lr);
    }
}
