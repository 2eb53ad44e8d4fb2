import static dev.anneal.Evolution.stretching;
import static dev.anneal.Schedule.cosine;

import dev.anneal.Plan;
import dev.anneal.Schedule;

public final class LearningRate {

    private LearningRate() {}

    // lr = cosine(0.1, 1e-5, 10).repeat(6, stretching(1.5).scaling(0.5))
    public static Plan plan() {
        Schedule lr = cosine(0.1, 1e-5, 10).repeat(6, stretching(1.5).scaling(0.5));
        return Plan.of(lr);
    }
}
