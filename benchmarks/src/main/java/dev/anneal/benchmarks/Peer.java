package dev.anneal.benchmarks;

import ai.djl.training.tracker.CosineTracker;
import ai.djl.training.tracker.CyclicalTracker;
import ai.djl.training.tracker.FactorTracker;
import ai.djl.training.tracker.LinearTracker;
import ai.djl.training.tracker.MultiFactorTracker;
import ai.djl.training.tracker.PolynomialDecayTracker;
import ai.djl.training.tracker.Tracker;
import ai.djl.training.tracker.WarmUpTracker;
import java.util.function.Supplier;

/** The families that DJL has, with its trackers. Each is made anew, because some of them change as they are asked. */
@SuppressWarnings("ImmutableEnumChecker") // what makes the trackers does not change
public enum Peer {
    /** {@link Family#CONSTANT}. */
    CONSTANT(() -> Tracker.fixed(0.1f)),
    /** {@link Family#MULTI_STEP}; it drops one step late, hence the milestones. It answers in ascending order only. */
    MULTI_STEP(() -> MultiFactorTracker.builder()
            .setBaseValue(0.1f)
            .setSteps(new int[] {29_999, 59_999, 79_999})
            .optFactor(0.1f)
            .build()),
    /** {@link Family#LINEAR}. */
    LINEAR(() -> LinearTracker.builder()
            .setBaseValue(0.1f)
            .optSlope((1e-5f - 0.1f) / 100_000)
            .optMaxUpdates(100_000)
            .build()),
    /** {@link Family#POLYNOMIAL}. */
    POLYNOMIAL(() -> PolynomialDecayTracker.builder()
            .setBaseValue(0.1f)
            .setEndLearningRate(1e-5f)
            .setDecaySteps(100_000)
            .optPower(2)
            .build()),
    /** {@link Family#EXPONENTIAL}. */
    EXPONENTIAL(() -> FactorTracker.builder()
            .setBaseValue(0.1f)
            .setFactor(0.9999f)
            .optMaxUpdates(100_000)
            .build()),
    /** {@link Family#COSINE}. */
    COSINE(() -> cosine(100_000)),
    /** {@link Family#WARMUP_COSINE}. */
    WARMUP_COSINE(() -> WarmUpTracker.builder()
            .setMainTracker(cosine(98_000))
            .optWarmUpSteps(2_000)
            .optWarmUpBeginValue(0)
            .optWarmUpMode(WarmUpTracker.Mode.LINEAR)
            .build()),
    /** {@link Family#TRIANGULAR}. */
    TRIANGULAR(() -> CyclicalTracker.builder()
            .optBaseValue(0.001f)
            .optMaxValue(0.1f)
            .optStepSizeUp(2_000)
            .build());

    private final Supplier<Tracker> tracker;

    Peer(Supplier<Tracker> tracker) {
        this.tracker = tracker;
    }

    Tracker tracker() {
        return tracker.get();
    }

    private static Tracker cosine(int updates) {
        return CosineTracker.builder()
                .setBaseValue(0.1f)
                .optFinalValue(1e-5f)
                .setMaxUpdates(updates)
                .build();
    }
}
