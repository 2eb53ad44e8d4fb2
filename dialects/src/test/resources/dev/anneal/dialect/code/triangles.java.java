import static dev.anneal.Schedule.linear;

import dev.anneal.Plan;
import dev.anneal.Schedule;

public final class LearningRate {

    private LearningRate() {}

    // lr = linear(0.01, 0.1, 25).then(linear(0.1, 0.01, 25)).repeat()
    public static Plan plan() {
        Schedule lr = linear(0.01, 0.1, 25).then(linear(0.1, 0.01, 25)).repeat();
        return Plan.of(lr);
    }
}
