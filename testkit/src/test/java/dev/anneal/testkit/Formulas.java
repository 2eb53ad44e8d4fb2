package dev.anneal.testkit;

import static java.lang.Math.PI;
import static java.lang.Math.abs;
import static java.lang.Math.ceil;
import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.floor;
import static java.lang.Math.max;
import static java.lang.Math.min;
import static java.lang.Math.pow;
import static java.lang.Math.sin;
import static java.lang.Math.sqrt;
import static java.lang.Math.tanh;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** The leaves of {@code docs/guide/families.md} as their papers and frameworks write them, without our operators. */
final class Formulas {

    /** What each row gives, under its name, or under its name and what else it assigns to, as {@code One cycle: momentum}. */
    static final Map<String, DoubleUnaryOperator> ALL = new HashMap<>();

    private Formulas() {}

    static {
        ramps();
        decays();
        laws();
        steps();
        shapes();
        probes();
        dampening();
        CycleFormulas.addTo(ALL);
        CombinationFormulas.addTo(ALL);
    }

    /** How much of a stretch has gone, between 0 and 1. */
    static double progress(double t, double length) {
        return min(1, t / length);
    }

    static double line(double from, double to, double p) {
        return from * (1 - p) + to * p;
    }

    static double wave(double from, double to, double p) {
        return to + (from - to) * (1 + cos(PI * p)) / 2;
    }

    private static void ramps() {
        ALL.put("Constant", t -> 0.1);
        ALL.put("Linear decay", t -> 0.1 * (1 - progress(t, 1000)));
        ALL.put("Polynomial decay", t -> 0.099 * pow(1 - progress(t, 1000), 2) + 0.001);
        ALL.put("Quadratic growth", t -> 0.1 * pow(progress(t, 200), 2));
        ALL.put("Polynomial k-decay", t -> 0.01 + 0.09 * pow(1 - pow(progress(t, 1000), 1.5), 2));
        ALL.put("Cosine annealing", t -> wave(0.1, 0.001, progress(t, 1000)));
        ALL.put("Cosine to a power", t -> 0.1 * (0.9 * pow(wave(1, 0, progress(t, 1000)), 1.5) + 0.1));
        ALL.put("Cosine, k-decay", t -> wave(0.1, 0, pow(progress(t, 1000), 1.5)));
        ALL.put("Cosine, several waves", t -> max(0, 0.1 * 0.5 * (1 + cos(PI * 1.5 * 2 * progress(t, 1000)))));
        ALL.put("Cosine, mirrored for ever", t -> 0.001 + 0.099 * (1 + cos(PI * t / 200)) / 2);
    }

    private static void decays() {
        ALL.put("Exponential decay", t -> 0.1 * pow(0.995, t));
        ALL.put("Exponential decay, per unit", t -> 0.1 * pow(0.5, t / 100));
        ALL.put("Exponential decay, staircase", t -> 0.1 * pow(0.5, floor(t / 100)));
        ALL.put("Natural exponential decay", t -> 0.1 * exp(-0.01 * t));
        ALL.put("Exponential decay after a hold", t -> max(0.01, 0.1 * pow(0.5, max(0, t - 50) / 100)));
        ALL.put("Geometric ramp", t -> 0.1 * pow(0.01, progress(t, 1000)));
        ALL.put("Inverse-time decay", t -> 0.1 / (1 + 0.5 * t / 100));
        ALL.put("Inverse-time decay, staircase", t -> 0.1 / (1 + 0.5 * floor(t / 100)));
    }

    private static void laws() {
        ALL.put("Power law", t -> 0.1 * pow(1 + 0.01 * t, -0.75));
        ALL.put("Robbins–Monro", t -> 5 / (t + 50));
        ALL.put("Power scheduler", t -> {
            double law = min(0.02, 0.4 * pow(max(1, min(t, 900)), -0.51));
            return t < 900 ? law : law * pow(0.0001 / law, progress(t - 900, 100));
        });
        ALL.put("Smooth inverse", t -> 0.1 * min(1, 1 / ((0.1 / 0.001 - 1) * progress(t, 1000) + 1)));
        ALL.put("Noam", t -> pow(512, -0.5) * min(pow(t + 1, -0.5), (t + 1) * pow(40, -1.5)));
        ALL.put("Inverse square root after a warmup", t -> t < 40 ? 0.1 * t / 40 : 0.1 * sqrt(40 / t));
        ALL.put("T5", t -> 1 / sqrt(max(t, 400)));
        ALL.put("Inverse square root, own timescale", t -> t < 50 ? 0.1 * t / 50 : 0.1 / sqrt(1 + (t - 50) / 200));
        ALL.put(
                "Noam with a hold",
                t -> t < 40 ? 0.1 * t / 40 : t < 200 ? 0.1 : 0.1 * pow(40, 0.8) / pow(t - 160, 0.8));
        ALL.put("Eden", t -> {
            double epoch = floor(t / 100);
            double batches = pow((t * t + 200 * 200) / (200 * 200), -0.25);
            double epochs = pow((epoch * epoch + 3.5 * 3.5) / (3.5 * 3.5), -0.25);
            return 0.045 * batches * epochs * (t < 50 ? 0.5 + 0.5 * t / 50 : 1);
        });
    }

    private static void steps() {
        ALL.put("Step decay", t -> 0.1 * pow(0.1, floor(t / 300)));
        ALL.put("Multi-step decay", t -> t < 300 ? 0.1 : t < 600 ? 0.01 : t < 800 ? 0.001 : 0.0001);
        ALL.put("Multi-step decay, late", t -> t <= 300 ? 0.1 : t <= 600 ? 0.01 : t <= 800 ? 0.001 : 0.0001);
        ALL.put("Three steps of a long run", t -> 0.1 * progress(t, 20) * (t < 800 ? 1 : t < 900 ? 0.316 : 0.1));
        ALL.put("Piecewise constant", t -> t < 300 ? 0.1 : t < 600 ? 0.01 : 0.05);
        ALL.put("Values per epoch", t -> new double[] {0.1, 0.01, 0.05}[(int) min(2, floor(t / 300))]);
        ALL.put("Piecewise linear", t -> t < 100 ? line(0.01, 0.1, t / 100) : line(0.1, 0, progress(t - 100, 900)));
        ALL.put("Piecewise cosine", t -> t < 100 ? wave(0.01, 0.1, t / 100) : wave(0.1, 0, progress(t - 100, 900)));
        ALL.put(
                "Piecewise geometric",
                t -> t < 100 ? 0.001 * pow(100, t / 100) : 0.1 * pow(0.01, progress(t - 100, 900)));
        ALL.put("Chebyshev steps", t -> {
            int[] order = {1, 8, 4, 5, 2, 7, 3, 6};
            double theta = PI * (2 * order[(int) (t % 8)] - 1) / 16;
            return 1 / (5.5 - 4.5 * cos(theta));
        });
    }

    private static double logistic(double x) {
        return 1 / (1 + exp(-x));
    }

    private static void shapes() {
        ALL.put("Sigmoid decay", t -> 0.1 * logistic(-0.02 * (t - 500)));
        ALL.put("Sigmoid ramp", t -> {
            double gone = logistic(10 * (progress(t, 1000) - 0.5)) - logistic(-5);
            return 0.1 * (1 - gone / (logistic(5) - logistic(-5)));
        });
        ALL.put("Tanh decay", t -> 0.1 / 2 * (1 - tanh(-6 + 9 * progress(t, 1000))));
        ALL.put("Tanh ramp", t -> 0.1 * (tanh(3) - tanh(-6 + 9 * progress(t, 1000))) / (tanh(3) - tanh(-6)));
        ALL.put("REX", t -> 0.1 * (1 - progress(t, 1000)) / (0.5 + 0.5 * (1 - progress(t, 1000))));
        ALL.put("REX, later and steeper", t -> {
            double z = 1 - progress(t, 1000);
            return 0.1 * (0.1 + (1 - 0.1) * z / (0.1 + 0.9 * z));
        });
        ALL.put("Hyperbolic", t -> 0.1 + 0.099 * (hyperbola(min(t, 1000)) - hyperbola(0)));
        ALL.put("Exponential hyperbolic", t -> 0.1 * pow(100, hyperbola(min(t, 1000)) - hyperbola(0)));
        ALL.put("Slanted triangular", t -> {
            double cut = floor(1000 * 0.1);
            double p = t < cut ? t / cut : 1 - (min(t, 1000) - cut) / (cut * (1 / 0.1 - 1));
            return 0.1 * (1 + p * (32 - 1)) / 32;
        });
        ALL.put("Linear cosine decay", t -> {
            double p = progress(t, 1000);
            return 0.1 * ((0.1 + (1 - p)) * 0.5 * (1 + cos(PI * 2 * 2.5 * p)) + 0.001);
        });
    }

    private static double hyperbola(double n) {
        return sqrt((1000 - n) / 1250 * (2 - (1000 + n) / 1250));
    }

    private static void probes() {
        ALL.put("Range test", t -> 1e-5 + (1 - 1e-5) * progress(t, 200));
        ALL.put("Range test, exponential", t -> 1e-7 * pow(10 / 1e-7, progress(t, 100)));
        ALL.put("Range test, without end", t -> 1e-3 * (1 + floor(t / 20)));
        ALL.put("Expression of time", t -> 0.1 / (1 + 0.01 * t) * (1 + cos(t / 10)) / 2);
        ALL.put("Expression of the present value", t -> max(0.02, 0.1 * pow(0.9, min(19, floor(t / 50)))));
    }

    private static void dampening() {
        ALL.put("Linear dampening", t -> wave(0.1, 0, progress(t, 1000)) * min(1, (t + 1) / 50));
        ALL.put("Exponential dampening", t -> wave(0.1, 0, progress(t, 1000)) * (1 - exp(-(t + 1) / 50)));
        ALL.put("Untuned linear warmup", t -> 0.1 * min(1, (1 - 0.999) / 2 * (t + 1)));
        ALL.put("Untuned exponential warmup", t -> 0.1 * (1 - exp(-(1 - 0.999) * (t + 1))));
        ALL.put("RAdam's rectification", t -> {
            double longest = 2 / (1 - 0.999) - 1;
            double power = pow(0.999, t + 1);
            double rho = longest - 2 * (t + 1) * power / (1 - power);
            double above = (rho - 4) * (rho - 2) * longest;
            return rho > 4 ? 0.1 * sqrt(above / ((longest - 4) * (longest - 2) * rho)) : 0;
        });
    }

    static double triangle(double t, double up, double down) {
        double since = t % (up + down);
        return since < up ? since / up : 1 - (since - up) / down;
    }

    static double sine(double t) {
        return abs(sin(PI * t / 100));
    }

    /** Towards the next multiple of 300, as Keras's polynomial decay with cycles. */
    static double towardsNextMultiple(double t) {
        double steps = 300 * (t == 0 ? 1 : ceil(t / 300));
        return 0.09 * pow(1 - t / steps, 2) + 0.01;
    }
}
