import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Schedule.linear;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.feedback.Change;
import dev.anneal.feedback.Comparison;
import dev.anneal.feedback.Patience;
import dev.anneal.feedback.Plateau;

public final class LearningRate {

    private LearningRate() {}

    // lr = linear(0, 0.1, 500)
    // lr *= plateau(on="val_loss", factor=0.5, patience=3, mode="max", cooldown=2, floor=1e-5)
    public static Plan plan() {
        Schedule lr = linear(0, 0.1, 500);
        return Plan.of(lr)
                .with(LEARNING_RATE, "", Plateau.on("val_loss")
                        .judging(Comparison.higher().byRelative(1e-4))
                        .waiting(Patience.of(3).cooldown(2))
                        .changing(new Change(0.5, 1e-5, Double.POSITIVE_INFINITY, 0)));
    }
}
