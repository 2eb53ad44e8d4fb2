import ai.djl.training.tracker.Tracker;

// interpolate({0: 0, 15.5: 0.4, 120: 0}, cosine)
//
// DJL's optimizers count updates from 1: getNewValue(1) is the rate of the first update.
public final class LearningRate implements Tracker {

    @Override
    public float getNewValue(int numUpdate) {
        return (float) rate(Math.max(0, numUpdate - 1));
    }

    private static double rate(double t) {
        if (t < 15.5) {
            return 0.4 * (1 - Math.cos(Math.PI * (t / 15.5))) / 2;
        }
        if (t < 120) {
            return 0.4 * (1 + Math.cos(Math.PI * ((t - 15.5) / 104.5))) / 2;
        }
        return 0;
    }
}
