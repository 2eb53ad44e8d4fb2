import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;

import dev.anneal.Plan;
import dev.anneal.Schedule;

public final class LearningRate {

    private LearningRate() {}

    // lr = multiStep(0.1, 0.1, 30, 60, 80).times(linear(0.01, 1, 5))
    public static Plan plan() {
        Schedule lr = multiStep(0.1, 0.1, 30, 60, 80).times(linear(0.01, 1, 5));
        return Plan.of(lr);
    }
}
