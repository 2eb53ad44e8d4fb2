package dev.anneal.examples;

import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.exponential;
import static dev.anneal.Schedule.linear;

import dev.anneal.Schedule;
import dev.anneal.notation.NotationException;

/** Text, equality and errors. */
public final class Texts {

    private Texts() {}

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Schedule lr = linear(0, 3e-4, 2_000).then(cosine(3e-4, 0, 98_000));
        System.out.println(lr); // linear(0, 3e-4, 2000).then(cosine(3e-4, 0, 98000))
        System.out.println(Schedule.parse(lr.toString()).equals(lr)); // true
        System.out.println(Schedule.parse("0.5 * linear(0, 1, 2*10)")); // linear(0, 1, 20).times(0.5)

        try {
            System.out.println(linear(0, 1, -3));
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage()); // length must be finite and >= 0, got -3
        }
        try {
            System.out.println(exponential(0.1, 0.99).then(constant(0)));
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
            // what then() follows must have an end; until(n) gives it one, got exponential(0.1, 0.99)
        }

        try {
            System.out.println(Schedule.parse("linear(0, 0.1, 500).then(cosin(0.1, 0, 9500))"));
        } catch (NotationException e) {
            System.out.println(e.getMessage());
            // unknown function 'cosin'
            //   linear(0, 0.1, 500).then(cosin(0.1, 0, 9500))
            //                            ^^^^^
            // did you mean 'cosine'?
        }
    }
}
