import ai.djl.training.tracker.Tracker;

// cosine(0.1, 1e-5, 10).repeat(6, stretching(1.5).scaling(0.5))
//
// DJL's optimizers count updates from 1: getNewValue(1) is the rate of the first update.
public final class LearningRate implements Tracker {

    @Override
    public float getNewValue(int numUpdate) {
        return (float) rate(Math.max(0, numUpdate - 1));
    }

    private static final double[] STARTS = {0, 10, 25, 47.5, 81.25, 131.875};

    private static double rate(double t) {
        double n = passed(STARTS, t) - 1;
        if (t < 207.8125) {
            return between(0.1, 1e-5, (1 - Math.cos(Math.PI * (snapped((t - STARTS[(int) n]) / Math.pow(1.5, n)) / 10))) / 2) * Math.pow(0.5, n);
        }
        return 3.125e-7;
    }

    private static double between(double start, double end, double weight) {
        return start * (1 - weight) + end * weight;
    }

    /** A number that misses a whole one by rounding is that one. */
    private static double snapped(double x) {
        double nearest = Math.rint(x);
        return nearest >= 1 && Math.abs(x - nearest) <= 1e-12 * x ? nearest : x;
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
