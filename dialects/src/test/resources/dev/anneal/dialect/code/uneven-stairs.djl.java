import ai.djl.training.tracker.Tracker;

// cosine(0.1, 0, 100).staircase(2.7)
//
// DJL's optimizers count updates from 1: getNewValue(1) is the rate of the first update.
public final class LearningRate implements Tracker {

    @Override
    public float getNewValue(int numUpdate) {
        return (float) rate(Math.max(0, numUpdate - 1));
    }

    private static double rate(double t) {
        if (t < 100) {
            return 0.1 * (1 + Math.cos(Math.PI * (quotient(t, 2.7) * 2.7 / 100))) / 2;
        }
        return 0;
    }

    /** The quotient rounded down, from the exact remainder. */
    private static double quotient(double a, double b) {
        if (b == 0) {
            return a / b;
        }
        double rest = a % b;
        double quotient = (a - rest) / b - (rest != 0 && rest < 0 != b < 0 ? 1 : 0);
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }
}
