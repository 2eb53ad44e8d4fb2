package dev.anneal.testkit;

import static dev.anneal.testkit.Formulas.line;
import static dev.anneal.testkit.Formulas.progress;
import static dev.anneal.testkit.Formulas.triangle;
import static dev.anneal.testkit.Formulas.wave;
import static java.lang.Math.floor;
import static java.lang.Math.log;
import static java.lang.Math.max;
import static java.lang.Math.min;
import static java.lang.Math.pow;
import static java.lang.Math.sqrt;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Combinations, written out. */
final class CombinationFormulas {

    private CombinationFormulas() {}

    static void addTo(Map<String, DoubleUnaryOperator> all) {
        joined(all);
        warmups(all);
        maps(all);
        bounds(all);
        plans(all);
        units(all);
    }

    private static double half(double t) {
        return wave(0.1, 0, progress(t, 1000));
    }

    private static void joined(Map<String, DoubleUnaryOperator> all) {
        all.put("Sequence", t -> t < 100 ? 0.1 * t / 100 : 0.1 * pow(0.99, t - 100));
        all.put("Sequence on one clock", t -> t < 100 ? 0.1 * t / 100 : 0.1 * pow(0.99, t));
        all.put("Sequence that carries over", t -> 0.1 * pow(0.99, min(t, 100)) * (1 - progress(max(0, t - 100), 400)));
        all.put("Product", t -> (t < 500 ? 0.1 : 0.01) * line(0.01, 1, progress(t, 100)));
        all.put("Sum", t -> 0.08 * pow(0.99, t) + 0.02 * pow(0.999, t));
        all.put("Mean", t -> (0.1 * (1 - progress(t, 1000)) + half(t)) / 2);
        all.put("Lower of two", t -> min(0.1 * progress(t, 100), 0.2 * sqrt(10 / (10 + t))));
    }

    private static void warmups(Map<String, DoubleUnaryOperator> all) {
        all.put("Warmup in front", t -> t < 50 ? 0.1 * t / 50 : wave(0.1, 0, progress(t - 50, 950)));
        all.put("Warmup on top", t -> half(t) * progress(t, 50));
        all.put("Warmup onto the curve", t -> t < 50 ? 0.1 * pow(0.99, 50) * t / 50 : 0.1 * pow(0.99, t));
        all.put("Constant warmup", t -> t < 50 ? 0.1 / 3 : 0.1 * (1 - progress(t - 50, 950)));
        all.put("Logarithmic warmup", t -> 0.1 * min(1, log(t + 1) / log(50)));
    }

    private static void maps(Map<String, DoubleUnaryOperator> all) {
        all.put("Shifted", t -> half(t + 100));
        all.put("Stretched", t -> wave(0.1, 0, progress(t / 2, 500)));
        all.put("Looped", t -> t % 50 < 20 ? 0.1 * (t % 50) / 20 : 0.1 - 0.08 * (t % 50 - 20) / 30);
        all.put("Quantised", t -> half(floor(t / 100) * 100));
        all.put("Shortened", t -> half(min(t, 300)));
    }

    private static void bounds(Map<String, DoubleUnaryOperator> all) {
        all.put("Floor and ceiling", t -> max(0.01, min(0.1, 0.2 * pow(0.995, t))));
        all.put("Frozen", t -> half(min(t, 800)));
        all.put("Tail of zeros", t -> t < 900 ? wave(0.1, 0.01, t / 900) : 0);
        all.put("Linear tail", t -> t < 900 ? 0.1 / sqrt(1 + t / 100) : 0.1 / sqrt(10) * max(0, 1 - (t - 900) / 100));
    }

    private static void plans(Map<String, DoubleUnaryOperator> all) {
        all.put("A rate per group", CombinationFormulas::half);
        all.put("A rate per group: lr[layer1]", t -> half(t) * 0.8);
        all.put("A rate per group: lr[layer0]", t -> half(t) * 0.64);
        all.put("A rate per group: lr[head]", t -> 0.5 * (1 - progress(t, 1000)));
        all.put("Momentum against the rate", t -> 0.1 * (1 - progress(t, 1000)));
        all.put("Momentum against the rate: momentum", t -> 0.95 - 0.1 * (1 - progress(t, 1000)));
        all.put("Weight decay in proportion", CombinationFormulas::half);
        all.put("Weight decay in proportion: weight_decay", t -> wave(5e-4, 0, progress(t, 1000)));
    }

    private static void units(Map<String, DoubleUnaryOperator> all) {
        DoubleUnaryOperator warmupAndCosine = t -> t < 100 ? 0.1 * t / 100 : wave(0.1, 0, progress(t - 100, 900));
        all.put("Written in epochs", warmupAndCosine);
        all.put("Written in fractions of the run", warmupAndCosine);
        all.put("Written in samples", t -> wave(0.1, 0, progress(64 * t, 32_000)));
        all.put("A wave between moving bounds", t -> {
            double p = progress(t, 1000);
            double low = 0.01 + 0.01 * p;
            double high = 0.1 - 0.05 * p;
            return low + (high - low) * triangle(t, 50, 50);
        });
        all.put("A wave with a moving period", t -> {
            double start = 0;
            double length = 400;
            for (int cycle = 0; cycle < 8 && t >= start + length; cycle++) {
                start += length;
                length *= 0.75;
            }
            return wave(0.1, 0, progress(t - start, length));
        });
    }
}
