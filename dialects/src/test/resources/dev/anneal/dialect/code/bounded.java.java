import static dev.anneal.Schedule.exponential;
import static dev.anneal.Schedule.linear;

import dev.anneal.Plan;
import dev.anneal.Schedule;

public final class LearningRate {

    private LearningRate() {}

    // lr = linear(0, 1, 100).min(exponential(0.9, 0.99)).atLeast(0.05)
    public static Plan plan() {
        Schedule lr = linear(0, 1, 100).min(exponential(0.9, 0.99)).atLeast(0.05);
        return Plan.of(lr);
    }
}
