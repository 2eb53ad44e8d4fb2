package dev.anneal.training;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Hyperparameter.MOMENTUM;

import dev.anneal.Hyperparameter;
import java.util.List;

/** Events for tests of logs. */
final class LogEvents {

    static final List<Event> ONE_OF_EACH = List.of(
            new Event.Resumed(3, Resume.KEEP_POSITION, "the plan is another"),
            new Event.Applied(3, "head", LEARNING_RATE, 0.1, 0.05),
            new Event.Applied(3, "head", MOMENTUM, 0.9, 0.85),
            new Event.PhaseChanged(4, "head", LEARNING_RATE, "warmup", "cosine"),
            new Event.Skipped(4, 1),
            new Event.Observed(4, "lr *= plateau(on=\"val_loss\")", "val_loss", 0.42, true, "no better for 10 epochs"),
            new Event.Observed(4, "lr *= plateau(on=\"val_loss\")", "val_loss", Double.NaN, false, "better"),
            new Event.ChangedByHand(4, "head", LEARNING_RATE, 0.05, 0.01),
            new Event.Joined(4, "late", true),
            new Event.Applied(4, "head", LEARNING_RATE, 0.01, 0.01),
            new Event.Applied(4, "head", MOMENTUM, 0.85, 0.8),
            new Event.Applied(4, "late", LEARNING_RATE, 1, Double.POSITIVE_INFINITY));

    private LogEvents() {}

    static Event.Applied lr(long step, String group, double value) {
        return new Event.Applied(step, group, LEARNING_RATE, value, value);
    }

    static Event.Applied momentum(long step, String group, double value) {
        return new Event.Applied(step, group, new Hyperparameter("momentum"), value, value);
    }
}
