import ai.djl.training.tracker.Tracker;

// cosine(0.1, 0, 9).staircase(1).stretched(20)
//
// DJL's optimizers count updates from 1: getNewValue(1) is the rate of the first update.
public final class LearningRate implements Tracker {

    @Override
    public float getNewValue(int numUpdate) {
        return (float) rate(Math.max(0, numUpdate - 1));
    }

    private static double rate(double t) {
        if (t < 180) {
            return 0.1 * (1 + Math.cos(Math.PI * (Math.floor(t / 20) / 9))) / 2;
        }
        return 0;
    }
}
