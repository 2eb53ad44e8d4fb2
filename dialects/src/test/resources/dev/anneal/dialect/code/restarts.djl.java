import ai.djl.training.tracker.Tracker;

// cosine(0.1, 0, 10).repeat(stretching(2))
//
// DJL's optimizers count updates from 1: getNewValue(1) is the rate of the first update.
public final class LearningRate implements Tracker {

    @Override
    public float getNewValue(int numUpdate) {
        return (float) rate(Math.max(0, numUpdate - 1));
    }

    private static final double[] STARTS = {
        0, 10, 30, 70, 150, 310, 630, 1_270, 2_550, 5_110, 10_230, 20_470, 40_950, 81_910, 163_830, 327_670,
        655_350, 1_310_710, 2_621_430, 5_242_870, 10_485_750, 20_971_510, 41_943_030, 83_886_070,
        167_772_150, 335_544_310, 671_088_630, 1_342_177_270, 2684354550.0, 5368709110.0, 10737418230.0,
        21474836470.0, 42949672950.0, 85899345910.0, 171798691830.0, 343597383670.0, 687194767350.0,
        1374389534710.0, 2748779069430.0, 5497558138870.0, 10995116277750.0, 21990232555510.0,
        43980465111030.0, 87960930222070.0, 175921860444150.0, 351843720888310.0, 703687441776630.0,
        1407374883553270.0, 2814749767106550.0, 5629499534213110.0,
    };

    private static double rate(double t) {
        double n = passed(STARTS, t) - 1;
        return 0.1 * (1 + Math.cos(Math.PI * ((t - STARTS[(int) n]) / Math.pow(2, n) / 10))) / 2;
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
