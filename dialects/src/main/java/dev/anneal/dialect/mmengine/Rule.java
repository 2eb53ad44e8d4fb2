package dev.anneal.dialect.mmengine;

import dev.anneal.Schedule;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a scheduler does to one value of one parameter group. Its own time counts the steps since it began.
 *
 * @param times when it acts
 * @param multiplies whether it multiplies whatever the value is
 * @param changes the first and the last of its steps that change anything
 * @param form the closed form; null if there is none
 * @param next mmengine's own way from value to value
 * @param prepares what the constructor does to the group; null if nothing
 */
record Rule(
        Times times,
        boolean multiplies,
        Changes changes,
        @Nullable Form form,
        Next next,
        @Nullable Consumer<State> prepares) {

    /** Steps on which something changes. */
    record Changes(double from, double to) {
        boolean isEmpty() {
            return to < from;
        }
    }

    /** The values from the first step on, held after the last. */
    @FunctionalInterface
    interface Form {
        Schedule from(double left, double base);
    }

    /** The next value, which may depend on the present one. */
    @FunctionalInterface
    interface Next {
        double next(double step, State state, double base);
    }

    /** What mmengine keeps in a parameter group for one parameter. */
    static final class State {
        double value;
        double initial = Double.NaN;
        double most;
        double least;

        State(double value) {
            this.value = value;
        }
    }

    static Rule factor(Times times, Changes changes, @Nullable Form form, Next next) {
        return new Rule(times, true, changes, form, next, null);
    }

    static Rule mover(Times times, Changes changes, @Nullable Form form, Next next) {
        return new Rule(times, false, changes, form, next, null);
    }

    Rule preparing(Consumer<State> constructor) {
        return new Rule(times, multiplies, changes, form, next, constructor);
    }

    /** Whether its constructor changes what others know. */
    boolean overwrites() {
        return prepares != null;
    }

    /** The constructor's work on a group. */
    void prepare(State state) {
        if (prepares != null) {
            prepares.accept(state);
        }
    }

    /** What changes things on all of its steps. */
    static Changes always(Times times) {
        return new Changes(0, times.steps());
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

    /** A schedule that ends with what it has on some step. */
    static Schedule upTo(Schedule schedule, double step) {
        return schedule.length() <= step || step >= Times.INF - 1 ? schedule : schedule.until(step);
    }
}
