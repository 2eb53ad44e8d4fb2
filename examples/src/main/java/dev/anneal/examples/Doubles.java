package dev.anneal.examples;

import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.formula;
import static dev.anneal.Schedule.hold;
import static dev.anneal.Schedule.linear;

import dev.anneal.Schedule;

/** What doubles allow. */
public final class Doubles {

    private Doubles() {}

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        System.out.println(0.29 * 100); // 28.999999999999996
        Schedule split = linear(0, 1, 0.29).then(hold(1, 0.71)).stretched(100);
        System.out.println(split.nextKnot(0)); // 29.0
        System.out.println(split.length()); // 100.0

        System.out.println(27 / 2.7); // 10.0
        System.out.println(formula("t -> t").staircase(2.7).at(27) / 2.7); // 9.0

        Schedule ramp = cosine(0.004, 0.1, 300);
        System.out.println(ramp.at(0)); // 0.004
        System.out.println(ramp.at(300)); // 0.1

        Schedule restarts = cosine(0.1, 0, 10).repeat();
        System.out.println(restarts.before(30)); // 0.0
        System.out.println(restarts.at(30)); // 0.1
        System.out.println(restarts.until(30).at(30)); // 0.0
    }
}
