package dev.anneal.testkit;

import dev.anneal.BatchScaling;
import dev.anneal.Evolution;
import dev.anneal.Schedule;
import java.util.List;
import java.util.SplittableRandom;

/** Random trees of schedules. Half of the numbers are whole, because whole numbers are what people write. */
final class RandomSchedules {

    private final SplittableRandom random;

    RandomSchedules(SplittableRandom random) {
        this.random = random;
    }

    Schedule schedule(int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            return leaf();
        }
        Schedule inner = schedule(depth - 1);
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> ended(inner).then(schedule(depth - 1));
            case 3 -> inner.until(time());
            case 4 -> inner.skip(time());
            case 5 -> repeated(ended(inner));
            case 6 -> inner.stretched(pick(2, 0.5, 3, 10, 391, 0.1, 7.3));
            case 7 -> inner.staircase(pick(1, 2, 2.7, 0.5, 0.1, 13));
            case 8 -> multiplied(inner, value());
            case 9 -> inner.times(schedule(depth - 1));
            case 10 -> inner.plus(schedule(depth - 1));
            default -> random.nextBoolean() ? inner.min(schedule(depth - 1)) : inner.max(schedule(depth - 1));
        };
    }

    private Schedule leaf() {
        Schedule leaf = switch (random.nextInt(5)) {
            case 0 -> Schedule.linear(value(), value(), time());
            case 1 -> Schedule.cosine(value(), value(), time());
            case 2 -> Schedule.hold(value(), time());
            case 3 -> Schedule.ramp(value(), value(), time(), any(Samples.curves()));
            default -> any(Samples.leaves());
        };
        return leaf;
    }

    /** Something that a part can follow: with an end, and with a length that is not 0 by nature. */
    private Schedule ended(Schedule schedule) {
        boolean endless = schedule.length() == Double.POSITIVE_INFINITY;
        return endless || schedule.length() == 0 || random.nextInt(8) == 0
                ? schedule.until(1 + time())
                : schedule.until(schedule.length());
    }

    private Schedule repeated(Schedule cycle) {
        double stretching = pick(1, 1, 2, 3, 1.5, 1.1);
        double scaling = pick(1, 1, 0.5, 0.9, -1);
        Evolution evolution = Evolution.stretching(stretching).scaling(scaling);
        return random.nextBoolean() ? cycle.repeat(evolution) : cycle.repeat(1 + random.nextInt(9), evolution);
    }

    /** Some factors come from batches. */
    private static Schedule multiplied(Schedule schedule, double factor) {
        if (factor == 1) {
            return schedule.scaledFor(1024, 300);
        }
        return factor == 0.1 ? schedule.scaledFor(8, 7.3, BatchScaling.SQRT) : schedule.times(factor);
    }

    private double value() {
        return pick(0, 1, 0.1, 3e-4, -0.2, random.nextDouble(), random.nextDouble() * 1e-5);
    }

    private double time() {
        return random.nextBoolean() ? 1 + random.nextInt(60) : random.nextDouble() * 40;
    }

    private double pick(double... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
