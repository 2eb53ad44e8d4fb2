import ai.djl.training.tracker.Tracker;

// linear(0.01, 0.1, 25).then(linear(0.1, 0.01, 25)).repeat()
//
// DJL's optimizers count updates from 1: getNewValue(1) is the rate of the first update.
public final class LearningRate implements Tracker {

    @Override
    public float getNewValue(int numUpdate) {
        return (float) rate(Math.max(0, numUpdate - 1));
    }

    private static double rate(double t) {
        return phases(t % 50);
    }

    private static double phases(double t) {
        if (t < 25) { // linear(0.01, 0.1, 25)
            return between(0.01, 0.1, t / 25);
        }
        return between(0.1, 0.01, (t - 25) / 25);
    }

    private static double between(double start, double end, double weight) {
        return start * (1 - weight) + end * weight;
    }
}
