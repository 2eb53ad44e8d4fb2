package dev.anneal.examples;

import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.linear;

import dev.anneal.Schedule;
import java.util.Arrays;

/** Schedules and their clock. */
public final class Times {

    private Times() {}

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Schedule lr = linear(0, 0.1, 500).then(cosine(0.1, 0, 9_500));
        System.out.println(lr.at(0)); // 0.0
        System.out.println(lr.at(250)); // 0.05
        System.out.println(lr.at(500)); // 0.1
        System.out.println(lr.at(5_250)); // 0.05
        System.out.println(lr.length()); // 10000.0
        System.out.println(lr.at(1_000_000)); // 0.0

        Schedule drop = linear(1, 0, 10).repeat();
        System.out.println(drop.before(10)); // 0.0
        System.out.println(drop.at(10)); // 1.0
        System.out.println(drop.nextKnot(3)); // 10.0

        double[] firstRates = new double[3];
        lr.fill(0, 250, firstRates);
        System.out.println(Arrays.toString(firstRates)); // [0.0, 0.05, 0.1]
    }
}
