package dev.anneal.examples;

import static dev.anneal.Evolution.stretching;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.exponential;
import static dev.anneal.Schedule.hold;
import static dev.anneal.Schedule.iterate;
import static dev.anneal.Schedule.ramp;

import dev.anneal.Curve;
import dev.anneal.Schedule;
import dev.anneal.plot.Figure;
import java.util.Locale;

/** Functions that a callback calls at the start of every epoch, and the schedules that they are. */
public final class EpochFunctions {

    /** What Keras' callback calls: it is given the number of the epoch and the rate, and gives the rate of this epoch. */
    @FunctionalInterface
    interface Callback {
        double rate(int epoch, double rate);
    }

    private static final double FACTOR = Math.exp(-0.1);

    static final Schedule SIMPLE = hold(0.1, 10).then(exponential(0.1 * FACTOR, FACTOR));

    /** It swings back up. */
    static final Schedule COSINE =
            cosine(0.1, 0.001, 9).then(cosine(0.001, 0.1, 9)).repeat();

    static final Schedule EXPONENTIAL = cycle(0.1, 0.001, 3).repeat();

    /** Both ends are 5/9 of what they were in the half before: what falls is a geometric series, and so is what rises. */
    static final Schedule DAMPED_COSINE = cosine(27.0 / 810, 9.0 / 810, 9)
            .then(cosine(5.0 / 810, 15.0 / 810, 9))
            .repeat(stretching(1).scaling(25.0 / 81));

    static final Schedule DAMPED_EXPONENTIAL =
            cycle(0.1 / 3, 0.1 / 7, 3).repeat(stretching(1).scaling(13.0 / 21));

    private EpochFunctions() {}

    /** Five epochs, of which the last has the lowest rate. */
    private static Schedule cycle(double from, double to, double steepness) {
        return ramp(from, to, 4, Curve.exponential(steepness).reversed()).then(hold(to, 1));
    }

    /** A function of the rate before. */
    private static double simple(int epoch, double rate) {
        return epoch < 10 ? rate : rate * Math.exp(-0.1);
    }

    private static double cosineDecay(int epoch, double start, double end) {
        double w = (1 + Math.cos(epoch / 9.0 * Math.PI)) / 2;
        return w * start + (1 - w) * end;
    }

    private static double exponentialDecay(int epoch, double start, double end) {
        double w = (Math.exp(3 * (1 - epoch % 5 / 4.0)) - 1) / (Math.exp(3) - 1);
        return w * start + (1 - w) * end;
    }

    /** Functions with a memory: they must be asked for each epoch, once, in order, and from the first one on. */
    private static final class Damped {
        private double start = 0.1;
        private double end;

        double cosine(int epoch) {
            if (epoch % 9 == 0) {
                start = end + (start - end) / 3;
                end = start / 3;
            }
            return cosineDecay(epoch, start, end);
        }

        double exponential(int epoch) {
            if (epoch % 5 == 0) {
                start = end + (start - end) / 3;
                end = start * 3 / 7;
            }
            return exponentialDecay(epoch, start, end);
        }
    }

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        System.out.println(same(EpochFunctions::simple, SIMPLE)); // true
        System.out.println(same((epoch, rate) -> cosineDecay(epoch, 0.1, 0.001), COSINE)); // true
        System.out.println(same((epoch, rate) -> exponentialDecay(epoch, 0.1, 0.001), EXPONENTIAL)); // true
        Damped cosine = new Damped();
        System.out.println(same((epoch, rate) -> cosine.cosine(epoch), DAMPED_COSINE)); // true
        Damped exponential = new Damped();
        System.out.println(same((epoch, rate) -> exponential.exponential(epoch), DAMPED_EXPONENTIAL)); // true

        Schedule asItStands = iterate(0.1, 50, (epoch, rate) -> simple((int) epoch, rate));
        Schedule asText = Schedule.parse("iterate(0.1, 50, (k, x) -> x if k < 10 else x * exp(-0.1))");
        System.out.println(same((epoch, rate) -> asItStands.at(epoch), SIMPLE)); // true
        System.out.println(asText.equals(Schedule.parse(asText.toString()))); // true
        System.out.printf(Locale.ROOT, "%.8f %.8f%n", asItStands.at(49), asText.at(49));
        // 0.00183156 0.00183156

        double[] last = new double[3];
        DAMPED_EXPONENTIAL.fill(47, 1, last);
        System.out.printf(Locale.ROOT, "the last three: [%.8f %.8f %.8f]%n", last[0], last[1], last[2]);
        // the last three: [0.00023712 0.00020561 0.00019073]
    }

    /** At each of the 50 epochs, but for the last digits. */
    private static boolean same(Callback callback, Schedule schedule) {
        double rate = 0.1;
        boolean same = true;
        for (int epoch = 0; epoch < 50; epoch++) {
            rate = callback.rate(epoch, rate);
            same &= Math.abs(schedule.at(epoch) - rate) <= 1e-14 * rate;
        }
        return same;
    }

    /** Four in one picture. */
    static Figure steepnesses() {
        Figure figure = Figure.titled("Exponential decay")
                .labelled("epoch", "learning rate")
                .over(0, 50);
        for (int a = 1; a < 5; a++) {
            figure = figure.with("a=" + a, cycle(0.1, 0.001, a).repeat());
        }
        return figure;
    }
}
