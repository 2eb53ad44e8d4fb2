import ai.djl.training.tracker.Tracker;

// linear(0, 1, 100).min(exponential(0.9, 0.99)).atLeast(0.05)
//
// DJL's optimizers count updates from 1: getNewValue(1) is the rate of the first update.
public final class LearningRate implements Tracker {

    @Override
    public float getNewValue(int numUpdate) {
        return (float) rate(Math.max(0, numUpdate - 1));
    }

    private static double rate(double t) {
        return Math.max(Math.min(0.9 * Math.pow(0.99, t), ramp(t)), 0.05);
    }

    private static double ramp(double t) {
        if (t < 100) {
            return t / 100;
        }
        return 1;
    }
}
