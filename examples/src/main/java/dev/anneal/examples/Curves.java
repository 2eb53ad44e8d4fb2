package dev.anneal.examples;

import static dev.anneal.Schedule.formula;
import static dev.anneal.Schedule.interpolate;
import static dev.anneal.Schedule.iterate;
import static dev.anneal.Schedule.of;
import static dev.anneal.Schedule.ramp;

import dev.anneal.Curve;
import dev.anneal.Schedule;

/** Ramps along curves, and expressions. */
public final class Curves {

    private Curves() {}

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Schedule cooldown = ramp(0.1, 0, 200, Curve.oneMinusSqrt());
        System.out.println(cooldown.at(50)); // 0.05

        Schedule polynomial = ramp(0.1, 0, 200, Curve.power(2).reversed());
        System.out.println(polynomial.at(100)); // 0.025

        Schedule own = ramp(0.1, 0, 200, Curve.of("p -> p ** 2 * (3 - 2 * p)"));
        System.out.println(own.at(100)); // 0.05

        double[] times = {0, 100, 1_000};
        double[] values = {0.01, 0.1, 0};
        System.out.println(interpolate(times, values, Curve.cosine()).at(550)); // 0.05

        Schedule law = formula("t -> 0.1 / (1 + t / 100) ** 0.5");
        System.out.println(law.at(300)); // 0.05

        Schedule rule = iterate(0.1, 1_000, (k, x) -> k % 50 == 0 ? Math.max(0.02, x * 0.9) : x);
        System.out.println(rule.at(50)); // 0.09000000000000001

        Schedule java = of(t -> 0.1 * Math.cos(t / 1_000), 1_000);
        System.out.println(java); // custom(1000)
    }
}
