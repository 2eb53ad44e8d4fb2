import static dev.anneal.Evolution.stretching;
import static dev.anneal.Schedule.cosine;

import dev.anneal.Plan;
import dev.anneal.Schedule;

public final class LearningRate {

    private LearningRate() {}

    // lr = cosine(0.1, 0, 10).repeat(stretching(2))
    public static Plan plan() {
        Schedule lr = cosine(0.1, 0, 10).repeat(stretching(2));
        return Plan.of(lr);
    }
}
