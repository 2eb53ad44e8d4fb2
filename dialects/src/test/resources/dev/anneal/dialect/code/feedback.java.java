import dev.anneal.Plan;
import dev.anneal.Schedule;

public final class LearningRate {

    private LearningRate() {}

    // lr = iterate(0.1, 40, (k, x) -> x * 0.8 if k % 10 == 0 else x * 0.99)
    public static Plan plan() {
        Schedule lr = Schedule.parse("iterate(0.1, 40, (k, x) -> x * 0.8 if k % 10 == 0 else x * 0.99)");
        return Plan.of(lr);
    }
}
