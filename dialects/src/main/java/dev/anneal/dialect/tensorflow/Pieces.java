package dev.anneal.dialect.tensorflow;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Piecewise constant values, whose boundaries belong to the piece on their left. */
final class Pieces {

    /** Boundaries that fall take time in proportion to the square of their number. */
    private static final int MOST_UNSORTED = 2_000;

    private final Call call;
    private final double[] boundaries;
    private final double[] values;

    private Pieces(Call call, double[] boundaries, double[] values) {
        this.call = call;
        this.boundaries = boundaries;
        this.values = values;
    }

    /** The pieces of a call; boundaries with a fraction are cut, as by a cast to whole numbers. */
    static Pieces of(Call call) {
        Value written = call.value("boundaries");
        double[] boundaries = written.numbers();
        double[] values = values(call.value("values"));
        if (boundaries.length == 0) {
            throw written.refused("have at least one item");
        }
        if (values.length != boundaries.length + 1) {
            throw call.value("values")
                    .refused("have one item more than boundaries, " + (boundaries.length + 1) + " here");
        }
        for (int i = 0; i < boundaries.length; i++) {
            boundaries[i] = boundaries[i] < 0 ? Math.ceil(boundaries[i]) : Math.floor(boundaries[i]);
        }
        return new Pieces(call, boundaries, values);
    }

    private static boolean isLiteral(Expression expression) {
        return expression instanceof Expression.ListOf || expression instanceof Expression.TupleOf;
    }

    /** TensorFlow multiplies no whole number by another kind; an array has made them one kind before. */
    private static double[] values(Value written) {
        List<Value> items = written.items();
        double[] values = items.stream().mapToDouble(Value::number).toArray();
        long whole = items.stream().filter(Value::isWrittenWhole).count();
        if (isLiteral(written.expression()) && whole > 0 && whole < values.length) {
            throw written.refused("be of one kind, all with a point or none");
        }
        return values;
    }

    private boolean isSorted() {
        for (int i = 1; i < boundaries.length; i++) {
            if (boundaries[i] < boundaries[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /** The schedule in which pieces that overlap are added. */
    Schedule added() {
        return schedule(false);
    }

    /** The schedule in which no pieces may overlap. */
    Schedule exclusive() {
        return schedule(true);
    }

    private Schedule schedule(boolean exclusive) {
        if (isSorted()) {
            return sorted();
        }
        Value written = call.value("boundaries");
        if (boundaries.length > MOST_UNSORTED) {
            throw written.refused("rise, or be at most " + MOST_UNSORTED + " numbers");
        }
        List<Double> starts = new ArrayList<>();
        List<Double> sums = new ArrayList<>();
        for (double start : starts()) {
            if (exclusive && count(start) > 1) {
                throw written.refused("rise, so that one piece holds at each step");
            }
            append(starts, sums, start, sum(start));
        }
        return table(starts, sums);
    }

    private Schedule sorted() {
        List<Double> starts = new ArrayList<>();
        List<Double> held = new ArrayList<>();
        append(starts, held, 0, values[0]);
        for (int i = 0; i < boundaries.length; i++) {
            append(starts, held, Math.max(0, boundaries[i] + 1), values[i + 1]);
        }
        return table(starts, held);
    }

    /** A piece that is empty gives way to the next, and one that brings no change joins the last. */
    private static void append(List<Double> starts, List<Double> held, double start, double value) {
        int last = starts.size() - 1;
        if (last >= 0 && starts.get(last) == start) {
            starts.remove(last);
            held.remove(last);
        }
        if (held.isEmpty() || held.get(held.size() - 1) != value) {
            starts.add(start);
            held.add(value);
        }
    }

    private static Schedule table(List<Double> starts, List<Double> held) {
        return starts.size() == 1
                ? Schedule.constant(held.get(0))
                : Schedule.piecewise(
                        starts.stream().mapToDouble(Double::doubleValue).toArray(),
                        held.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The whole steps at which a piece may begin or end. */
    private SortedSet<Double> starts() {
        SortedSet<Double> starts = new TreeSet<>(List.of(0.0));
        for (double boundary : boundaries) {
            starts.add(Math.max(0, boundary + 1));
        }
        return starts;
    }

    private boolean holds(int piece, double step) {
        boolean begun = piece == 0 || step > boundaries[piece - 1];
        return begun && (piece == boundaries.length || step <= boundaries[piece]);
    }

    private double sum(double step) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += holds(i, step) ? values[i] : 0;
        }
        return sum;
    }

    private int count(double step) {
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            count += holds(i, step) ? 1 : 0;
        }
        return count;
    }
}
