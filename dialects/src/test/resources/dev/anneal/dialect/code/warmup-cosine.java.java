import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.linear;

import dev.anneal.Plan;
import dev.anneal.Schedule;

public final class LearningRate {

    private LearningRate() {}

    // lr = linear(0, 3e-4, 2000).then(cosine(3e-4, 0, 98000))
    public static Plan plan() {
        Schedule lr = linear(0, 3e-4, 2_000).then(cosine(3e-4, 0, 98_000));
        return Plan.of(lr);
    }
}
