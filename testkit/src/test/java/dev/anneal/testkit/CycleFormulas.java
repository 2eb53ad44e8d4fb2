package dev.anneal.testkit;

import static dev.anneal.testkit.Formulas.line;
import static dev.anneal.testkit.Formulas.progress;
import static dev.anneal.testkit.Formulas.sine;
import static dev.anneal.testkit.Formulas.triangle;
import static dev.anneal.testkit.Formulas.wave;
import static java.lang.Math.floor;
import static java.lang.Math.max;
import static java.lang.Math.min;
import static java.lang.Math.pow;
import static java.lang.Math.sqrt;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Cycles and phases, written out. */
final class CycleFormulas {

    private CycleFormulas() {}

    static void addTo(Map<String, DoubleUnaryOperator> all) {
        restarts(all);
        waves(all);
        oneCycle(all);
        phases(all);
        periods(all);
    }

    /** SGDR as its authors' code has it: cycle by cycle, each twice as long. */
    private static double doubling(double t, double peak, double floor, double scaling, int cycles) {
        double start = 0;
        double length = 10;
        for (int cycle = 0; ; cycle++) {
            boolean last = cycle == cycles - 1;
            if (t < start + length || last) {
                double scale = pow(scaling, cycle);
                return wave(peak * scale, floor * scale, progress(t - start, length));
            }
            start += length;
            length *= 2;
        }
    }

    private static void restarts(Map<String, DoubleUnaryOperator> all) {
        all.put("Warm restarts, equal", t -> wave(0.1, 0, t % 200 / 200));
        all.put("Warm restarts, doubling", t -> doubling(t, 0.1, 0.001, 1, Integer.MAX_VALUE));
        all.put("Warm restarts, damped", t -> doubling(t, 0.1, 1e-5, 0.5, 6));
        all.put("Damped peaks, one floor", t -> 0.01 + 0.09 * pow(0.5, floor(t / 250)) * wave(1, 0, t % 250 / 250));
        all.put(
                "Restarts with a warmup each",
                t -> t % 200 < 20 ? 0.1 * (t % 200) / 20 : wave(0.1, 0, (t % 200 - 20) / 180));
        all.put(
                "Restarts of given lengths",
                t -> t < 100
                        ? wave(0.1, 0, t / 100)
                        : t < 400 ? wave(0.08, 0, (t - 100) / 300) : wave(0.05, 0, progress(t - 400, 600)));
        all.put("Polynomial decay with cycles", Formulas::towardsNextMultiple);
    }

    private static void waves(Map<String, DoubleUnaryOperator> all) {
        all.put("Triangular", t -> 0.001 + 0.005 * triangle(t, 50, 50));
        all.put("Triangular, uneven", t -> 0.001 + 0.005 * triangle(t, 20, 80));
        all.put("Triangular, halving", t -> 0.001 + 0.005 * triangle(t, 50, 50) * pow(0.5, floor(t / 100)));
        all.put("Triangular, decaying", t -> 0.001 + 0.005 * triangle(t, 50, 50) * pow(0.999, t));
        all.put("Sine wave", t -> 0.001 + 0.005 * sine(t));
        all.put("Sine wave, halving", t -> 0.001 + 0.005 * sine(t) * pow(0.5, floor(t / 100)));
    }

    private static void oneCycle(Map<String, DoubleUnaryOperator> all) {
        all.put("One cycle", t -> t < 300 ? wave(0.004, 0.1, t / 300) : wave(0.1, 0.004 / 1e4, progress(t - 300, 700)));
        all.put(
                "One cycle: momentum",
                t -> t < 300 ? wave(0.95, 0.85, t / 300) : wave(0.85, 0.95, progress(t - 300, 700)));
        all.put(
                "One cycle, three phases",
                t -> t < 900
                        ? 0.004 + 0.096 * (1 - Math.abs(t - 450) / 450)
                        : line(0.004, 4e-7, progress(t - 900, 100)));
        all.put(
                "One cycle with a decaying tail",
                t -> t < 400 ? 0.01 + 0.09 * (1 - Math.abs(t - 200) / 200) : 0.01 / (1 + 0.5 * (t - 400) / 100));
    }

    /** A warmup from 0 to 0.1, a hold, and what comes after it. */
    private static double trapezoid(double t, double warmup, double hold, DoubleUnaryOperator decay) {
        double since = t - warmup - hold;
        return t < warmup ? 0.1 * t / warmup : since < 0 ? 0.1 : 0.1 * decay.applyAsDouble(since);
    }

    private static void phases(Map<String, DoubleUnaryOperator> all) {
        all.put("Warmup and linear decay", t -> trapezoid(t, 100, 0, s -> max(0, 1 - s / 900)));
        all.put("Warmup and cosine decay", t -> trapezoid(t, 100, 0, s -> wave(1, 0.1, progress(s, 900))));
        all.put("WSD", t -> trapezoid(t, 50, 750, s -> max(0, 1 - s / 200)));
        all.put("WSD, 1-√ cooldown", t -> trapezoid(t, 50, 750, s -> 1 - sqrt(progress(s, 200))));
        all.put("WSD, half-life", t -> trapezoid(t, 50, 750, s -> pow(0.5, min(s, 200) / 50)));
        all.put(
                "Tri-stage",
                t -> t < 100
                        ? 0.001 + (0.1 - 0.001) * t / 100
                        : t < 500 ? 0.1 : 0.1 * Math.exp(Math.log(0.05) * progress(t - 500, 500)));
        all.put("Knee", t -> trapezoid(t, 0, 500, s -> max(0, 1 - s / 500)));
        all.put("Flat, then cosine", t -> trapezoid(t, 0, 750, s -> wave(1, 0, progress(s, 250))));
    }

    private static void periods(Map<String, DoubleUnaryOperator> all) {
        all.put("WSD-S", t -> {
            if (t < 50) {
                return 0.1 * t / 50;
            }
            double inPeriod = t < 350 ? t - 25 : (t - 350) % 325;
            return t >= 1000 ? 0.01 : inPeriod < 275 ? 0.1 : 0.1 - 0.09 * (inPeriod - 275) / 50;
        });
        all.put("Cycles with their own warmup", t -> {
            double since = t >= 1000 ? 250 : t % 250;
            return 3e-4 * (since < 10 ? 0.1 + 0.9 * since / 10 : wave(1, 0.1, (since - 10) / 240));
        });
        all.put(
                "Infinite learning rate",
                t -> t < 50
                        ? 0.1 * t / 50
                        : t < 400
                                ? wave(0.1, 0.05, (t - 50) / 350)
                                : t < 800 ? 0.05 : 0.05 * pow(0.001 / 0.05, progress(t - 800, 200)));
        all.put("Jagged restarts", t -> {
            double since = t % 200;
            double dip = since < 20 ? line(0.001, 1, since / 20) : since < 195 ? 1 : line(1, 0.001, (since - 195) / 5);
            return wave(0.1, 0.01, progress(t, 1000)) * dip;
        });
        all.put(
                "Re-warming",
                t -> t < 500
                        ? wave(0.1, 0.01, t / 500)
                        : t < 520 ? 0.01 + 0.07 * (t - 500) / 20 : wave(0.08, 0.01, progress(t - 520, 480)));
    }
}
