import ai.djl.training.tracker.Tracker;

// linear(0, 3e-4, 2000).then(cosine(3e-4, 0, 98000))
//
// DJL's optimizers count updates from 1: getNewValue(1) is the rate of the first update.
public final class LearningRate implements Tracker {

    @Override
    public float getNewValue(int numUpdate) {
        return (float) rate(Math.max(0, numUpdate - 1));
    }

    private static double rate(double t) {
        if (t < 2_000) { // linear(0, 3e-4, 2000)
            return 3e-4 * (t / 2_000);
        }
        if (t < 100_000) { // cosine(3e-4, 0, 98000)
            return 3e-4 * (1 + Math.cos(Math.PI * ((t - 2_000) / 98_000))) / 2;
        }
        return 0;
    }
}
