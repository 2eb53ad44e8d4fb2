import ai.djl.training.tracker.Tracker;

// iterate(0.1, 40, (k, x) -> x * 0.8 if k % 10 == 0 else x * 0.99)
//
// DJL's optimizers count updates from 1: getNewValue(1) is the rate of the first update.
public final class LearningRate implements Tracker {

    @Override
    public float getNewValue(int numUpdate) {
        return (float) rate(Math.max(0, numUpdate - 1));
    }

    private static final double[] VALUES = values();
    
    private static double[] values() {
        double[] values = new double[40];
        values[0] = 0.1;
        for (int i = 1; i < values.length; i++) {
            double k = i;
            double value = values[i - 1];
            values[i] = k % 10.0 == 0.0 ? value * 0.8 : value * 0.99;
        }
        return values;
    }

    private static double rate(double t) {
        return VALUES[(int) Math.min(t, 39)];
    }
}
