package dev.anneal.dialect.paddle;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import java.util.ArrayList;
import java.util.List;

/** A {@code ReduceOnPlateau} whose metric is the number of the step: 0, 1, 2, … */
final class Unobserved {

    private static final double MOST_STEPS = 1e7;
    private static final int MOST_VALUES = 400_000;

    /** So many values are written one by one; more of them as powers. */
    private static final int FEW = 200;

    private final Call call;
    private final double factor;
    private final double least;
    private final double epsilon;
    private final double patience;
    private final double cooldown;
    private final double first;

    Unobserved(Call call) {
        this.call = call;
        this.factor = call.number("factor");
        this.least = call.number("min_lr");
        this.epsilon = call.number("epsilon");
        this.patience = Math.floor(call.number("patience"));
        this.cooldown = Math.max(0, Math.ceil(call.number("cooldown")));
        this.first = call.number("learning_rate");
    }

    Schedule schedule() {
        boolean max = Paddle.isMax(call);
        boolean absolute = Paddle.isAbsolute(call);
        double threshold = call.number("threshold");
        boolean alwaysBetter = max ? (absolute ? threshold < 1 : threshold <= 0) : absolute && threshold < -1;
        if (alwaysBetter) {
            return Schedule.constant(first);
        }
        return max ? walked(threshold, absolute) : falling();
    }

    /** The next rate; the same if it is not reduced. */
    private double reduced(double rate) {
        double next = Math.max(rate * factor, least);
        return rate - next > epsilon ? next : rate;
    }

    /** Nothing is ever better than the first. */
    private Schedule falling() {
        double period = patience + 1 + cooldown;
        List<Double> values = new ArrayList<>(List.of(first));
        double next = reduced(first);
        while (next != values.get(values.size() - 1) && values.size() < MOST_VALUES) {
            values.add(next);
            next = reduced(next);
        }
        if (values.size() <= FEW || factor <= 0) {
            double[] starts = new double[values.size()];
            for (int i = 1; i < starts.length; i++) {
                starts[i] = patience + 1 + (i - 1) * period;
            }
            return table(starts, values);
        }
        Schedule powers = Schedule.exponential(first * factor, factor, period).staircase(period);
        if (values.size() < MOST_VALUES) {
            powers = powers.until((values.size() - 2) * period).then(Schedule.constant(values.get(values.size() - 1)));
        } else if (least > 0) {
            powers = powers.atLeast(least);
        }
        return Schedule.hold(first, patience + 1).then(powers);
    }

    /** What is better must be more so from time to time, and at last is not. */
    private Schedule walked(double threshold, boolean absolute) {
        double begin = absolute ? 0 : Math.max(0, Math.floor(1 / threshold) - 3);
        double best = begin;
        double bad = 0;
        double resting = 0;
        List<Double> starts = new ArrayList<>(List.of(0.0));
        List<Double> values = new ArrayList<>(List.of(first));
        double rate = first;
        for (double step = begin + 1; step < begin + MOST_STEPS; step++) {
            if (resting > 0) {
                resting--;
                continue;
            }
            if (step > best + (absolute ? threshold : best * threshold)) {
                best = step;
                bad = 0;
            } else {
                bad++;
            }
            if (bad > patience) {
                resting = cooldown;
                bad = 0;
                double next = reduced(rate);
                if (next == rate || values.size() == MOST_VALUES) {
                    break;
                }
                rate = next;
                starts.add(step);
                values.add(rate);
            }
        }
        return table(starts.stream().mapToDouble(Double::doubleValue).toArray(), values);
    }

    private static Schedule table(double[] starts, List<Double> values) {
        return starts.length == 1
                ? Schedule.constant(values.get(0))
                : Schedule.piecewise(
                        starts, values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
