package dev.anneal.testkit;

import static dev.anneal.Evolution.stretching;
import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.exponential;
import static dev.anneal.Schedule.formula;
import static dev.anneal.Schedule.geometric;
import static dev.anneal.Schedule.hold;
import static dev.anneal.Schedule.interpolate;
import static dev.anneal.Schedule.inverseSqrt;
import static dev.anneal.Schedule.inverseTime;
import static dev.anneal.Schedule.iterate;
import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;
import static dev.anneal.Schedule.piecewise;
import static dev.anneal.Schedule.polynomial;
import static dev.anneal.Schedule.ramp;

import dev.anneal.BatchScaling;
import dev.anneal.Curve;
import dev.anneal.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Schedules of every kind: the one list that drives the generic tests, and random compositions of it. A kind of schedule
 * that the list lacks fails the test that compares it with the sealed hierarchy.
 */
public final class Samples {

    private Samples() {}

    /**
     * The named curves, each with typical parameters, and two that are expressions.
     *
     * @return at least one curve of each name
     */
    public static List<Curve> curves() {
        return List.of(
                Curve.linear(),
                Curve.cosine(),
                Curve.oneMinusSqrt(),
                Curve.power(2),
                Curve.power(0.5).reversed(),
                Curve.exponential(4),
                Curve.exponential(-3),
                Curve.sigmoid(10),
                Curve.tanh(-6, 3),
                Curve.rex(0.5),
                Curve.rex(0.1).reversed(),
                Curve.kDecay(1.5),
                Curve.hyperbolic(1.25),
                Curve.of("p -> p ** 3"),
                Curve.of("p -> sin(pi * p / 2)").reversed());
    }

    /**
     * Schedules without operators, of every kind, some written in whole numbers and some not.
     *
     * @return at least one of each kind of leaf
     */
    public static List<Schedule> leaves() {
        List<Schedule> leaves = new ArrayList<>(List.of(
                constant(0.1),
                hold(0.05, 7),
                linear(0, 0.1, 5),
                linear(0.3, -0.1, 2.7),
                linear(0.1, 0.2, 0),
                cosine(0.1, 0, 10),
                cosine(0.001, 0.4, 29.7),
                polynomial(0.1, 1e-4, 12, 2),
                geometric(1e-7, 1, 100),
                exponential(0.1, 0.95),
                exponential(0.1, 0.5, 30),
                inverseTime(0.1, 0.5),
                inverseTime(0.2, 0.1, 3, 0.75),
                inverseSqrt(0.1, 40),
                multiStep(0.1, 0.1, 3, 6, 6, 8),
                multiStep(0.1, -0.5, 0, 2.5),
                piecewise(new double[] {0, 3, 4.5}, new double[] {0.1, 0.3, 0.2}),
                interpolate(new double[] {0, 5, 12}, new double[] {0, 0.1, 0.01}),
                interpolate(new double[] {0, 2.5, 11}, new double[] {0.2, 0.1, 0.4}, Curve.cosine()),
                formula("t -> 0.1 / (1 + 0.01 * t)"),
                formula("t -> 0.1 * cos(t / 9) ** 2", 20),
                Schedule.parse("iterate(0.1, 12, (k, x) -> x * 0.9 if k > 3 else x)")));
        for (Curve curve : curves()) {
            leaves.add(ramp(0.4, 0.01, 15, curve));
        }
        return leaves;
    }

    /**
     * Schedules made of Java functions, which print as {@code custom} and cannot be read back.
     *
     * @return one of each kind
     */
    public static List<Schedule> javaFunctions() {
        return List.of(
                Schedule.of(t -> 0.1 / (1 + t), 50),
                Schedule.of(t -> Math.sin(t) * 0.1, Double.POSITIVE_INFINITY),
                iterate(0.1, 9, (k, value) -> value * 0.8));
    }

    /**
     * Schedules with one operator or a few, of every kind, and those of the documentation.
     *
     * @return at least one of each operator
     */
    public static List<Schedule> compositions() {
        Schedule warmup = linear(0, 3e-4, 2_000);
        return List.of(
                warmup.then(cosine(3e-4, 0, 98_000)),
                linear(0, 1, 0.06)
                        .then(hold(1, 0.74))
                        .then(linear(1, 0, 0.2))
                        .stretched(1000)
                        .times(6e-4),
                multiStep(0.1, 0.1, 30, 60, 80).times(linear(0.01, 1, 5)).stretched(391),
                cosine(0.1, 0, 10).repeat(),
                cosine(0.1, 0, 10).repeat(3),
                cosine(0.1, 0, 10).repeat(stretching(2)),
                cosine(0.1, 1e-5, 10).repeat(6, stretching(2).scaling(0.5)),
                linear(0, 1, 3)
                        .then(linear(1, 0, 7))
                        .repeat(5, stretching(1.5).scaling(0.5))
                        .times(0.4)
                        .plus(0.1),
                linear(0, 0.1, 1.3).then(multiStep(0.1, 0.5, 2, 3)).repeat(4, stretching(0.7)),
                exponential(0.1, 0.1, 30).staircase(30),
                cosine(0.1, 0, 90).staircase(1).stretched(20),
                cosine(0.1, 0, 10).staircase(2.7),
                cosine(0.1, 0, 10).repeat().until(25),
                warmup.until(500),
                warmup.then(inverseSqrt(3e-4, 2_000)).skip(1_000),
                linear(0, 1, 10).then(constant(0.3)),
                linear(0, 1, 10).atLeast(0.25).atMost(0.75),
                linear(0, 1, 10).min(cosine(1, 0, 12)),
                linear(0, 1, 10).max(exponential(0.9, 0.9)),
                linear(0.5, 1, 8).plus(cosine(0, 0.5, 20)),
                warmup.then(cosine(3e-4, 0, 98_000)).scaledFor(1024, 256),
                cosine(0.1, 0, 10).repeat(stretching(2)).scaledFor(4096, 300, BatchScaling.SQRT));
    }

    /**
     * All of the above.
     *
     * @return schedules of every kind
     */
    public static List<Schedule> all() {
        List<Schedule> all = new ArrayList<>(leaves());
        all.addAll(compositions());
        all.addAll(javaFunctions());
        return all;
    }

    /**
     * A random composition, which can be printed and read back.
     *
     * @param random where the choices come from
     * @param depth how many operators may nest, at the most
     * @return a schedule
     */
    public static Schedule random(SplittableRandom random, int depth) {
        return new RandomSchedules(random).schedule(depth);
    }
}
