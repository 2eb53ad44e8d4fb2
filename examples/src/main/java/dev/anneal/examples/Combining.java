package dev.anneal.examples;

import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.exponential;
import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;

import dev.anneal.Schedule;

/** Parts one after another, and at the same time. */
public final class Combining {

    private Combining() {}

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Schedule prefixed = linear(0, 0.1, 50).then(cosine(0.1, 0, 950));
        Schedule overlaid = cosine(0.1, 0, 1_000).times(linear(0, 1, 50));
        System.out.println(prefixed.at(50)); // 0.1
        System.out.println(overlaid.at(50)); // 0.0993844170297569

        Schedule steps = multiStep(0.1, 0.5, 300, 600, 800).times(linear(0.01, 1, 50));
        System.out.println(steps.at(0)); // 0.001
        System.out.println(steps.at(299)); // 0.1
        System.out.println(steps.at(600)); // 0.025

        Schedule decay = exponential(0.1, 0.99);
        Schedule cut = decay.until(100).then(constant(0.01));
        System.out.println(cut.at(100)); // 0.01

        Schedule resumed = linear(0, decay.at(50), 50).then(decay.skip(50));
        System.out.println(resumed.at(50) == decay.at(50)); // true
    }
}
