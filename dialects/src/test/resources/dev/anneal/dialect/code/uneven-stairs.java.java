import static dev.anneal.Schedule.cosine;

import dev.anneal.Plan;
import dev.anneal.Schedule;

public final class LearningRate {

    private LearningRate() {}

    // lr = cosine(0.1, 0, 100).staircase(2.7)
    public static Plan plan() {
        Schedule lr = cosine(0.1, 0, 100).staircase(2.7);
        return Plan.of(lr);
    }
}
