package dev.anneal.examples;

import static dev.anneal.Evolution.stretching;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.linear;

import dev.anneal.Schedule;

/** Cycles over and over. */
public final class Restarts {

    private Restarts() {}

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Schedule equal = cosine(0.1, 0, 10).repeat();
        System.out.println(equal.at(10)); // 0.1
        System.out.println(equal.at(1e12 + 5)); // 0.05

        Schedule doubling = cosine(0.1, 0, 10).repeat(stretching(2));
        System.out.println(doubling.nextKnot(0)); // 10.0
        System.out.println(doubling.nextKnot(10)); // 30.0
        System.out.println(doubling.nextKnot(30)); // 70.0

        Schedule damped = cosine(0.1, 1e-5, 10).repeat(6, stretching(2).scaling(0.5));
        System.out.println(damped.at(10)); // 0.05
        System.out.println(damped.at(30)); // 0.025
        System.out.println(damped.length()); // 630.0

        Schedule triangular =
                linear(0.001, 0.006, 50).then(linear(0.006, 0.001, 50)).repeat();
        System.out.println(triangular.at(225)); // 0.0035
    }
}
