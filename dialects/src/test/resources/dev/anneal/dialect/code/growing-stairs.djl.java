import ai.djl.training.tracker.Tracker;

// exponential(1e-9, 2, 6).staircase(6).until(400)
//
// DJL's optimizers count updates from 1: getNewValue(1) is the rate of the first update.
public final class LearningRate implements Tracker {

    @Override
    public float getNewValue(int numUpdate) {
        return (float) rate(Math.max(0, numUpdate - 1));
    }

    private static double rate(double t) {
        if (t < 400) {
            return 1e-9 * Math.pow(2, Math.floor(t / 6));
        }
        return 73786976294.83821;
    }
}
