package dev.anneal.examples;

import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.hold;
import static dev.anneal.Schedule.linear;

import dev.anneal.Schedule;

/** One schedule in epochs, in updates and in fractions of a run. */
public final class Units {

    private Units() {}

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        int stepsPerEpoch = 391;
        Schedule epochs = linear(0, 0.1, 4).then(cosine(0.1, 0, 86));
        Schedule steps = epochs.stretched(stepsPerEpoch);
        System.out.println(epochs.at(2)); // 0.05
        System.out.println(steps.at(2 * 391)); // 0.05
        System.out.println(steps.length()); // 35190.0

        Schedule onceAnEpoch = epochs.staircase(1).stretched(stepsPerEpoch);
        System.out.println(onceAnEpoch.at(0)); // 0.0
        System.out.println(onceAnEpoch.at(390)); // 0.0
        System.out.println(onceAnEpoch.at(391)); // 0.025

        int totalSteps = 20_000;
        Schedule wsd = linear(0, 1, 0.06).then(hold(1, 0.74)).then(linear(1, 0, 0.2));
        Schedule lr = wsd.stretched(totalSteps).times(6e-4);
        System.out.println(lr.at(1_200)); // 6.0E-4
        System.out.println(lr.at(16_000)); // 6.0E-4
        System.out.println(lr.at(18_000)); // 3.0E-4
    }
}
