import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Hyperparameter.MOMENTUM;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.linear;

import dev.anneal.Plan;
import dev.anneal.Schedule;

public final class LearningRate {

    private LearningRate() {}

    // lr = linear(0, 0.1, 5).then(cosine(0.1, 0, 95))
    // lr[1] = linear(0, 0.1, 5).then(cosine(0.1, 0, 95)).times(0.1)
    // momentum = linear(0.85, 0.95, 100)
    public static Plan plan() {
        Schedule lr = linear(0, 0.1, 5).then(cosine(0.1, 0, 95));
        Schedule lr1 = linear(0, 0.1, 5).then(cosine(0.1, 0, 95)).times(0.1);
        Schedule momentum = linear(0.85, 0.95, 100);
        return Plan.of(lr)
                .with(LEARNING_RATE, "1", lr1)
                .with(MOMENTUM, momentum);
    }
}
