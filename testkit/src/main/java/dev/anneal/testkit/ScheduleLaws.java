package dev.anneal.testkit;

import dev.anneal.Schedule;
import java.util.SplittableRandom;

/**
 * The laws that every schedule keeps. Whoever makes schedules (a dialect, an adapter) can hold its own against them.
 *
 * <p>Where a law allows for rounding, times may differ by 1e-12 of themselves and values by 1e-12 of the largest value seen.
 */
public final class ScheduleLaws {

    private static final double ROOM = 1e-12;

    private final Schedule schedule;
    private final SplittableRandom random;
    private final double window;
    private final double amplitude;

    private ScheduleLaws(Schedule schedule, SplittableRandom random) {
        this.schedule = schedule;
        this.random = random;
        this.window = schedule.length() == Double.POSITIVE_INFINITY ? 500 : Math.max(10, 1.2 * schedule.length());
        this.amplitude = largest(0, window);
    }

    private double largest(double start, double end) {
        double largest = Double.MIN_NORMAL;
        for (int i = 0; i <= 200; i++) {
            largest = Math.max(largest, Math.abs(schedule.at(start + (end - start) * i / 200)));
        }
        return largest;
    }

    /**
     * Checks that a schedule is a pure function that comes to rest at its length; that {@code fill} is {@code at} bit for
     * bit; that values jump only at knots; that {@code until}, {@code skip}, {@code stretched} and {@code staircase} keep
     * their promises.
     *
     * @param schedule the schedule; its knots are checked, so it has no functions of Java code or expressions that jump
     * @param random where the times come from
     * @throws AssertionError if a law does not hold; the message names the law, the schedule and the place
     */
    public static void check(Schedule schedule, SplittableRandom random) {
        ScheduleLaws laws = new ScheduleLaws(schedule, random);
        laws.restsAtItsLength();
        laws.fillsWhatItAnswers();
        laws.jumpsOnlyAtKnots();
        laws.splitsAnywhere();
        laws.stretches();
        laws.stepsHoldMultiples();
    }

    /**
     * Checks that a schedule's text reads back as an equal schedule with the same text and the same values.
     *
     * @param schedule a schedule that is not made of Java functions
     * @throws AssertionError if it does not
     */
    public static void checkText(Schedule schedule) {
        Schedule read = Schedule.parse(schedule.toString());
        demand(
                read.equals(schedule) && read.hashCode() == schedule.hashCode(),
                "parse(toString()) equals",
                schedule,
                0);
        demand(read.toString().equals(schedule.toString()), "text is canonical", schedule, 0);
        for (double t : new double[] {0, 1, 2.5, 10, 33, 1e3, 1e6}) {
            demand(same(read.at(t), schedule.at(t)), "what is read back has the same values", schedule, t);
        }
    }

    private static void demand(boolean holds, String law, Schedule schedule, double t) {
        if (!holds) {
            throw new AssertionError(law + ", but not at " + t + ": " + schedule);
        }
    }

    private static boolean same(double a, double b) {
        return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
    }

    private double time() {
        return random.nextBoolean() ? random.nextInt((int) Math.min(1e9, window) + 1) : random.nextDouble() * window;
    }

    private void restsAtItsLength() {
        double length = schedule.length();
        demand(length >= 0, "length >= 0", schedule, length);
        for (int i = 0; i < 20; i++) {
            double t = time();
            demand(same(schedule.at(t), schedule.at(t)), "at is pure", schedule, t);
            if (length < Double.POSITIVE_INFINITY) {
                demand(
                        same(schedule.at(length + t), schedule.at(length)),
                        "the end value is held",
                        schedule,
                        length + t);
            }
        }
    }

    private void fillsWhatItAnswers() {
        double[] values = new double[1 + random.nextInt(2500)];
        double from = random.nextBoolean() ? 0 : time();
        double step = random.nextBoolean() ? 1 : random.nextDouble() * window / values.length;
        schedule.fill(from, step, values);
        for (int i = 0; i < values.length; i++) {
            double t = from + i * step;
            demand(same(values[i], schedule.at(t)), "fill is at, bit for bit", schedule, t);
        }
    }

    private void jumpsOnlyAtKnots() {
        double start = random.nextInt(3) == 0 ? 0 : time();
        for (int i = 0; i < 12; i++) {
            double knot = schedule.nextKnot(start);
            demand(knot > start, "nextKnot(t) > t", schedule, start);
            double end = Math.min(knot, start + window);
            demand(isSmooth(start, end), "values jump only at knots, not after", schedule, start);
            if (knot == Double.POSITIVE_INFINITY) {
                return;
            }
            double before = schedule.before(knot);
            double earlier = knot * (1 - 1000 * ROOM);
            if (earlier > start) {
                double room = 1e-4 * Math.max(amplitude, largest(start, knot));
                // either the jump comes a hair early, or the value still moves by as much as a steep curve does
                double last = schedule.at(Math.nextDown(knot));
                double moves = Math.abs(last - schedule.at(earlier));
                double change = Math.min(Math.abs(before - schedule.at(earlier)), Math.abs(before - last) - moves);
                demand(change <= room, "before(t) is the left limit", schedule, knot);
            }
            start = knot;
        }
    }

    /** Looks for a jump by halving: of two halves the one over which the value changes more. */
    private boolean isSmooth(double start, double end) {
        double left = start;
        double right = Math.max(left, end * (1 - 1000 * ROOM));
        double atLeft = schedule.at(left);
        double atRight = schedule.at(right);
        double largest = Math.max(amplitude, largest(left, right));
        for (int i = 0; i < 90 && right - left > 4 * Math.ulp(right); i++) {
            double middle = left + (right - left) / 2;
            double atMiddle = schedule.at(middle);
            if (Math.abs(atMiddle - atLeft) > Math.abs(atRight - atMiddle)) {
                right = middle;
                atRight = atMiddle;
            } else {
                left = middle;
                atLeft = atMiddle;
            }
        }
        return Math.abs(atRight - atLeft) <= 1e-5 * largest;
    }

    private void splitsAnywhere() {
        double n = random.nextBoolean() ? random.nextInt((int) Math.min(1e6, window)) : time();
        Schedule split = schedule.until(n).then(schedule.skip(n));
        for (int i = 0; i < 20; i++) {
            double t = time();
            boolean whole = n == Math.rint(n) && t == Math.rint(t);
            boolean holds = whole ? same(split.at(t), schedule.at(t)) : meets(split.at(t), t);
            demand(holds, "until(" + n + ").then(skip(" + n + ")) is the schedule", schedule, t);
        }
    }

    private void stretches() {
        double k = new double[] {2, 0.5, 3, 391, 0.1, 7.3, 1e-3}[random.nextInt(7)];
        Schedule stretched = schedule.stretched(k);
        demand(
                Math.abs(stretched.length() - k * schedule.length()) <= ROOM * stretched.length() * 10
                        || schedule.length() == Double.POSITIVE_INFINITY,
                "stretched(" + k + ") multiplies the length",
                schedule,
                schedule.length());
        for (int i = 0; i < 20; i++) {
            double t = time();
            demand(meets(stretched.at(k * t), t), "stretched(" + k + ").at(k·t) is at(t)", schedule, t);
        }
    }

    /** Whether a value is one of the schedule's within the room that doubles need around a time. */
    private boolean meets(double value, double t) {
        double early = Math.max(0, t * (1 - 10 * ROOM));
        double late = t * (1 + 10 * ROOM);
        if (schedule.nextKnot(early) <= late || schedule.before(early) != schedule.at(early)) {
            return true; // a jump may come a hair earlier or later
        }
        double low = Math.min(Math.min(schedule.at(early), schedule.at(t)), schedule.at(late));
        double high = Math.max(Math.max(schedule.at(early), schedule.at(t)), schedule.at(late));
        double room = ROOM * amplitude;
        return value >= low - room && value <= high + room;
    }

    private void stepsHoldMultiples() {
        double period = 1 + random.nextInt(4);
        Schedule stairs = schedule.staircase(period);
        demand(stairs.length() == schedule.length(), "staircase keeps the length", schedule, period);
        for (int i = 0; i < 20; i++) {
            double t = time();
            double held = t >= schedule.length() ? t : Math.floor(t / period) * period;
            demand(same(stairs.at(t), schedule.at(held)), "staircase(" + period + ") holds multiples", schedule, t);
        }
    }
}
