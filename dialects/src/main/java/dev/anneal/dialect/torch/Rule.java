package dev.anneal.dialect.torch;

import dev.anneal.Schedule;
import dev.anneal.dialect.torch.Replay.Leaf;
import dev.anneal.dialect.torch.Replay.Settings;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one of torch's schedulers does to one parameter group: its closed forms, and the recursion that torch itself goes by.
 *
 * @param kind how it gets along with others
 * @param alone the rate from its constructor on, made of the base rate
 * @param again the rate when a composite's constructor has stepped it to 0 once more, made of the base rate
 * @param entered the rate from a milestone on
 * @param momentum what it makes of the momentum from its constructor on; null if it leaves that alone
 * @param model torch's recursion
 */
record Rule(
        Kind kind,
        DoubleFunction<Schedule> alone,
        DoubleFunction<Schedule> again,
        Entered entered,
        @Nullable Schedule momentum,
        Model model) {

    /** How a scheduler gets along with others in a chain. */
    enum Kind {
        /** It multiplies whatever the rate is. */
        FACTOR,
        /** It multiplies whatever the rate is, by what only comes out step by step. */
        TABLE,
        /** It writes the rate, whatever it was. */
        VALUE,
        /** It goes from rate to rate, and back to the base rate at the bottom. */
        COSINE,
        /** It goes from rate to rate, and counts how often it is stepped. */
        COUNTS,
        /** Its constructor changes what the optimizer has for others to start from. */
        OVERWRITES;

        boolean multiplies() {
            return this == FACTOR || this == TABLE;
        }
    }

    /** The rate from a milestone on. */
    @FunctionalInterface
    interface Entered {
        Schedule from(double base, double left);
    }

    /** The next rate of a group. */
    @FunctionalInterface
    interface Recursion {
        double next(Leaf leaf, Settings group);
    }

    /**
     * How torch goes from rate to rate.
     *
     * @param prepares what the constructor does to the group
     * @param next {@code get_lr}
     * @param closed {@code _get_closed_form_lr}; null if there is none
     * @param restarts whether {@code step} has a clock of its own, which starts at 0 when the epoch is negative
     * @param rebased what the constructor makes the base rate in the end; NaN if it leaves it
     */
    record Model(
            Consumer<Settings> prepares,
            Recursion next,
            @Nullable Recursion closed,
            boolean restarts,
            double rebased) {

        static Model of(Recursion next, @Nullable Recursion closed) {
            return new Model(group -> {}, next, closed, false, Double.NaN);
        }
    }

    /** One that restarts from the base rate at a milestone, as it does alone. */
    static Rule of(Kind kind, DoubleFunction<Schedule> alone, Model model) {
        return new Rule(kind, alone, alone, (base, left) -> alone.apply(base), null, model);
    }

    Rule again(DoubleFunction<Schedule> form) {
        return new Rule(kind, alone, form, entered, momentum, model);
    }

    Rule entered(Entered form) {
        return new Rule(kind, alone, again, form, momentum, model);
    }

    Rule momentum(@Nullable Schedule schedule) {
        return new Rule(kind, alone, again, entered, schedule, model);
    }

    /** What a function gave. */
    static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("gets no finite number of a function");
        }
        return value;
    }

    /** Division as Python has it. */
    static double divide(double a, double b) {
        if (b == 0) {
            throw new ArithmeticException("divides by zero");
        }
        return a / b;
    }

    /** The remainder as Python has it: with the sign of the divisor. */
    static double modulo(double a, double b) {
        if (b == 0) {
            throw new ArithmeticException("divides by zero");
        }
        double rest = a % b;
        return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
    }

    /** The power as Python has it. */
    static double power(double a, double b) {
        if (a == 0 && b < 0) {
            throw new ArithmeticException("divides by zero");
        }
        return Math.pow(a, b);
    }
}
