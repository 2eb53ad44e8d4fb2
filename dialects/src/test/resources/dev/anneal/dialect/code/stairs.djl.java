import ai.djl.training.tracker.Tracker;

// exponential(0.1, 0.5, 30).staircase(30)
//
// DJL's optimizers count updates from 1: getNewValue(1) is the rate of the first update.
public final class LearningRate implements Tracker {

    @Override
    public float getNewValue(int numUpdate) {
        return (float) rate(Math.max(0, numUpdate - 1));
    }

    private static double rate(double t) {
        return 0.1 * Math.pow(0.5, Math.floor(t / 30));
    }
}
