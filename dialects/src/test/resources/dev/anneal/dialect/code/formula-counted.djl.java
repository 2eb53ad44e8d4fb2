import ai.djl.training.tracker.Tracker;

// formula(t -> 0.1 * 0.5 ** ((t >= 3) + (t >= 7) + ceil(t / 30)) + 0.01 * (1 - min(t, 300) / 300)
//   ** 0.9)
//
// DJL's optimizers count updates from 1: getNewValue(1) is the rate of the first update.
public final class LearningRate implements Tracker {

    @Override
    public float getNewValue(int numUpdate) {
        return (float) rate(Math.max(0, numUpdate - 1));
    }

    private static double rate(double t) {
        return 0.1 * Math.pow(0.5, (t >= 3 ? 1.0 : 0.0) + (t >= 7 ? 1.0 : 0.0) + Math.ceil(t / 30)) + 0.01 * Math.pow(1 - Math.min(t, 300) / 300, 0.9);
    }
}
