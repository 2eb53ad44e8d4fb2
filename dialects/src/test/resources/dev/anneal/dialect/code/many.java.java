import static dev.anneal.Schedule.hold;
import static dev.anneal.Schedule.linear;

import dev.anneal.Plan;
import dev.anneal.Schedule;

public final class LearningRate {

    private LearningRate() {}

    // lr = linear(0, 0.1, 5).then(linear(0.1, 0.02, 7)).then(hold(0.02, 3)).then(linear(0.02, 0.2,
    //   4.5)).then(linear(0.2, 0.1, 5)).then(linear(0.1, 0.02, 7)).then(hold(0.02,
    //   3)).then(linear(0.02, 0.2, 4)).then(linear(0, 0.1, 5)).then(linear(0.1, 0.02,
    //   7)).then(hold(0.02, 3)).then(linear(0.02, 0.2, 4)).then(linear(0, 0.1, 5)).then(linear(0.1,
    //   0.02, 7)).then(hold(0.02, 3)).then(linear(0.02, 0.2, 4)).then(linear(0.2, 0,
    //   5)).then(hold(0.01, 9))
    public static Plan plan() {
        Schedule lr = linear(0, 0.1, 5)
                .then(linear(0.1, 0.02, 7))
                .then(hold(0.02, 3))
                .then(linear(0.02, 0.2, 4.5))
                .then(linear(0.2, 0.1, 5))
                .then(linear(0.1, 0.02, 7))
                .then(hold(0.02, 3))
                .then(linear(0.02, 0.2, 4))
                .then(linear(0, 0.1, 5))
                .then(linear(0.1, 0.02, 7))
                .then(hold(0.02, 3))
                .then(linear(0.02, 0.2, 4))
                .then(linear(0, 0.1, 5))
                .then(linear(0.1, 0.02, 7))
                .then(hold(0.02, 3))
                .then(linear(0.02, 0.2, 4))
                .then(linear(0.2, 0, 5))
                .then(hold(0.01, 9));
        return Plan.of(lr);
    }
}
