import ai.djl.training.tracker.Tracker;

// linear(0, 0.1, 5).then(linear(0.1, 0.02, 7)).then(hold(0.02, 3)).then(linear(0.02, 0.2,
//   4.5)).then(linear(0.2, 0.1, 5)).then(linear(0.1, 0.02, 7)).then(hold(0.02,
//   3)).then(linear(0.02, 0.2, 4)).then(linear(0, 0.1, 5)).then(linear(0.1, 0.02,
//   7)).then(hold(0.02, 3)).then(linear(0.02, 0.2, 4)).then(linear(0, 0.1, 5)).then(linear(0.1,
//   0.02, 7)).then(hold(0.02, 3)).then(linear(0.02, 0.2, 4)).then(linear(0.2, 0,
//   5)).then(hold(0.01, 9))
//
// DJL's optimizers count updates from 1: getNewValue(1) is the rate of the first update.
public final class LearningRate implements Tracker {

    @Override
    public float getNewValue(int numUpdate) {
        return (float) rate(Math.max(0, numUpdate - 1));
    }

    private static final double[] STARTS = {
        0, 5, 12, 15, 19.5, 24.5, 31.5, 34.5, 38.5, 43.5, 50.5, 53.5, 57.5, 62.5, 69.5, 72.5, 76.5, 81.5,
    };

    private static final double[] BEGINNINGS = {
        0, 0.1, 0.02, 0.02, 0.2, 0.1, 0.02, 0.02, 0, 0.1, 0.02, 0.02, 0, 0.1, 0.02, 0.02, 0.2, 0.01,
    };

    private static final double[] ENDS = {
        0.1, 0.02, 0.02, 0.2, 0.1, 0.02, 0.02, 0.2, 0.1, 0.02, 0.02, 0.2, 0.1, 0.02, 0.02, 0.2, 0, 0.01,
    };

    private static final double[] LENGTHS = {
        5, 7, 3, 4.5, 5, 7, 3, 4, 5, 7, 3, 4, 5, 7, 3, 4, 5, 9,
    };

    private static double rate(double t) {
        double i = passed(STARTS, t) - 1;
        if (t < 90.5) {
            return between(BEGINNINGS[(int) i], ENDS[(int) i], (t - STARTS[(int) i]) / LENGTHS[(int) i]);
        }
        return 0.01;
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
