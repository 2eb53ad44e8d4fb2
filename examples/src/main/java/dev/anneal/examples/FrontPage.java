package dev.anneal.examples;

import static dev.anneal.Evolution.stretching;
import static dev.anneal.Hyperparameter.MOMENTUM;
import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;

import dev.anneal.Plan;
import dev.anneal.Schedule;

/** What the front page shows. */
public final class FrontPage {

    private FrontPage() {}

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Schedule lr = linear(0, 3e-4, 2_000).then(cosine(3e-4, 0, 98_000)); // warmup, then cosine decay
        Schedule restarts = cosine(0.1, 0, 10).repeat(stretching(2)); // warm restarts, each cycle twice as long
        Schedule epochs = multiStep(0.1, 0.1, 30, 60, 80).stretched(391); // milestones in epochs of 391 updates
        double far = restarts.at(1e12); // any time, in any order, at the same price
        Plan plan = Plan.of(lr).with(MOMENTUM, constant(0.9)); // what an optimizer is to be told
        boolean same = Schedule.parse(lr.toString()).equals(lr); // the text is the schedule: true

        System.out.println(lr.at(2_000)); // 3.0E-4
        System.out.println(far > 0 && far < 0.1); // true
        System.out.println(epochs.nextKnot(0)); // 11730.0
        System.out.println(same); // true
        System.out.println(plan);
        // lr = linear(0, 3e-4, 2000).then(cosine(3e-4, 0, 98000))
        // momentum = constant(0.9)
    }
}
