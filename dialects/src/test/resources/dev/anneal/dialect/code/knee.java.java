import static dev.anneal.Schedule.interpolate;

import dev.anneal.Curve;
import dev.anneal.Plan;
import dev.anneal.Schedule;

public final class LearningRate {

    private LearningRate() {}

    // lr = interpolate({0: 0, 15.5: 0.4, 120: 0}, cosine)
    public static Plan plan() {
        Schedule lr = interpolate(new double[] {0, 15.5, 120}, new double[] {0, 0.4, 0}, Curve.cosine());
        return Plan.of(lr);
    }
}
