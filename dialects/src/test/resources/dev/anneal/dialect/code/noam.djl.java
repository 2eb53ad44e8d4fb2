import ai.djl.training.tracker.Tracker;

// formula(t -> 0.04 * min(t ** -0.5, t * 400 ** -1.5))
//
// DJL's optimizers count updates from 1: getNewValue(1) is the rate of the first update.
public final class LearningRate implements Tracker {

    @Override
    public float getNewValue(int numUpdate) {
        return (float) rate(Math.max(0, numUpdate - 1));
    }

    private static double rate(double t) {
        return 0.04 * Math.min(Math.pow(t, -0.5), t * Math.pow(400.0, -1.5));
    }
}
