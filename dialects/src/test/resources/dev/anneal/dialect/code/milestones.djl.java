import ai.djl.training.tracker.Tracker;

// multiStep(0.1, 0.1, 30, 60, 80).times(linear(0.01, 1, 5))
//
// DJL's optimizers count updates from 1: getNewValue(1) is the rate of the first update.
public final class LearningRate implements Tracker {

    @Override
    public float getNewValue(int numUpdate) {
        return (float) rate(Math.max(0, numUpdate - 1));
    }

    private static final double[] MILESTONES = {30, 60, 80};

    private static double rate(double t) {
        return 0.1 * Math.pow(0.1, passed(MILESTONES, t)) * ramp(t);
    }

    private static double ramp(double t) {
        if (t < 5) {
            return between(0.01, 1, t / 5);
        }
        return 1;
    }

    private static double between(double start, double end, double weight) {
        return start * (1 - weight) + end * weight;
    }

    /** How many entries of a rising table are at or before t. */
    private static int passed(double[] table, double t) {
        int low = 0;
        int high = table.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (table[middle] <= t) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
