package dev.anneal.benchmarks;

import dev.anneal.Schedule;
import java.util.Arrays;

/** The formulas as they are written into training loops, with the numbers as constants. */
final class ByHand {

    private static final int PARTS = 1_000;
    private static final double[] STARTS = starts();

    private ByHand() {}

    static double multiStep(double t) {
        if (t < 30_000) {
            return 0.1;
        }
        if (t < 60_000) {
            return 0.01;
        }
        return t < 80_000 ? 0.001 : 0.0001;
    }

    static double linear(double t) {
        return t >= 100_000 ? 1e-5 : 0.1 + (1e-5 - 0.1) * t / 100_000;
    }

    static double polynomial(double t) {
        return t >= 100_000 ? 1e-5 : 1e-5 + (0.1 - 1e-5) * Math.pow(1 - t / 100_000, 2);
    }

    static double exponential(double t) {
        return 0.1 * Math.pow(0.9999, t);
    }

    static double cosine(double t) {
        return t >= 100_000 ? 1e-5 : cosine(0.1, 1e-5, t / 100_000);
    }

    static double warmupCosine(double t) {
        return t < 2_000 ? 0.1 * t / 2_000 : cosine(0.1, 1e-5, Math.min(1, (t - 2_000) / 98_000));
    }

    /** As PyTorch finds the cycle, by a logarithm. */
    static double warmRestarts(double t) {
        double n = Math.floor(Math.log(t / 1_000 + 1) / Math.log(2) + 1e-12);
        double width = 1_000 * Math.pow(2, n);
        return cosine(0.1, 0, (t - (width - 1_000)) / width);
    }

    static double triangular(double t) {
        double local = t % 4_000;
        return local < 2_000 ? 0.001 + (0.1 - 0.001) * local / 2_000 : 0.1 + (0.001 - 0.1) * (local - 2_000) / 2_000;
    }

    static double oneCycle(double t) {
        return t < 30_000 ? cosine(0.004, 0.1, t / 30_000) : cosine(0.1, 4e-7, Math.min(1, (t - 30_000) / 70_000));
    }

    static double oneCycleMomentum(double t) {
        return t < 30_000 ? cosine(0.95, 0.85, t / 30_000) : cosine(0.85, 0.95, Math.min(1, (t - 30_000) / 70_000));
    }

    static double thousandParts(double t) {
        int found = Arrays.binarySearch(STARTS, t);
        int i = Math.min(PARTS - 1, found >= 0 ? found : -found - 2);
        return cosine(0.1, 0.001, Math.min(1, (t - STARTS[i]) / lasts(i)));
    }

    static Schedule thousandParts() {
        Schedule all = Schedule.cosine(0.1, 0.001, lasts(0));
        for (int i = 1; i < PARTS; i++) {
            all = all.then(Schedule.cosine(0.1, 0.001, lasts(i)));
        }
        return all;
    }

    private static double cosine(double from, double to, double progress) {
        return to + (from - to) * (1 + Math.cos(Math.PI * progress)) / 2;
    }

    private static double[] starts() {
        double[] starts = new double[PARTS];
        for (int i = 1; i < PARTS; i++) {
            starts[i] = starts[i - 1] + lasts(i - 1);
        }
        return starts;
    }

    private static int lasts(int i) {
        return 60 + i * 37 % 80;
    }
}
