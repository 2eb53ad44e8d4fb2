package dev.anneal.examples;

import static dev.anneal.Schedule.exponential;
import static dev.anneal.Schedule.inverseSqrt;
import static dev.anneal.Schedule.linear;

import dev.anneal.Schedule;

/** Floors, ceilings and stairs. */
public final class Bounds {

    private Bounds() {}

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Schedule floored = exponential(0.1, 0.99).atLeast(0.01);
        System.out.println(floored.at(100)); // 0.03660323412732292
        System.out.println(floored.at(1_000)); // 0.01

        Schedule lower = linear(0, 0.1, 100).min(inverseSqrt(0.2, 10));
        System.out.println(lower.at(50)); // 0.05
        System.out.println(lower.at(110)); // 0.05773502691896258

        Schedule stairs = exponential(0.1, 0.5, 30).staircase(30);
        System.out.println(stairs.at(29)); // 0.1
        System.out.println(stairs.at(30)); // 0.05
        System.out.println(stairs.at(89)); // 0.025
    }
}
