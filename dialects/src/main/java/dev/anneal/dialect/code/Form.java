package dev.anneal.dialect.code;

import dev.anneal.Schedule;
import dev.anneal.notation.Expression.Lambda;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schedule by what it is made of, as its text says. */
@SuppressWarnings("ArrayRecordComponent") // made from a text, read once, compared by nobody
sealed interface Form {

    /** The schedule itself, which knows its lengths and values. */
    Schedule schedule();

    default double length() {
        return schedule().length();
    }

    default boolean ends() {
        return length() < Double.POSITIVE_INFINITY;
    }

    /** The value held from a finite length on. */
    default double end() {
        return schedule().at(length());
    }

    /** The way between two values: a name with its numbers, or an expression of progress. */
    record Way(String name, double[] numbers, @Nullable Lambda weight, boolean reversed) {
        static final Way LINEAR = new Way("linear", new double[0], null, false);
    }

    record Level(Schedule schedule, double value) implements Form {}

    record Ramp(Schedule schedule, double from, double to, Way way) implements Form {}

    record Exponential(Schedule schedule, double initial, double gamma, double unit) implements Form {}

    record InverseTime(Schedule schedule, double initial, double rate, double unit, double power) implements Form {}

    record MultiStep(Schedule schedule, double initial, double gamma, double[] milestones) implements Form {}

    record Steps(Schedule schedule, double[] starts, double[] values) implements Form {}

    record Points(Schedule schedule, double[] times, double[] values, Way way) implements Form {}

    record Formula(Schedule schedule, Lambda function, double unit) implements Form {}

    record Iteration(Schedule schedule, double seed, int n, Lambda next, double unit) implements Form {}

    /** Part i starts at {@code starts.get(i)}. */
    record Sequence(Schedule schedule, List<Form> parts, List<Double> starts) implements Form {}

    record Until(Schedule schedule, Form part) implements Form {}

    record Skip(Schedule schedule, Form whole, double offset) implements Form {}

    /** Cycle i lasts as long as the first times stretching to the power of i; the count may be infinite. */
    record Repeat(Schedule schedule, Form cycle, double count, double stretching, double scaling) implements Form {}

    /** Samples at the multiples of a period; each is held for that period times the factor. */
    record Stairs(Schedule schedule, Form steps, double period, double factor) implements Form {}

    /** Two at the same time; the operator is that of the notation: times, plus, min or max. */
    record Both(Schedule schedule, String operator, Form left, Form right) implements Form {}
}
