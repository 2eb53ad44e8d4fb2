package dev.anneal.training;

import dev.anneal.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The values of one update, put together as they are told one by one. Which there are is known when the first update is over;
 * from then on a row is complete when it has them all, until a group joins.
 */
final class Row {

    private final List<Plan.Target> columns = new ArrayList<>();
    private double[] values = new double[4];
    private boolean[] present = new boolean[4];
    private int count;
    private long step;
    private boolean settled;

    /** Whether a value belongs to another update. */
    boolean excludes(Event.Applied applied) {
        if (count == 0) {
            return false;
        }
        int column = column(applied);
        return applied.step() != step || column < columns.size() && present[column];
    }

    void put(Event.Applied applied) {
        int column = column(applied);
        if (column == columns.size()) {
            columns.add(new Plan.Target(applied.hyperparameter(), applied.group()));
            values = Arrays.copyOf(values, Math.max(values.length, 2 * column));
            present = Arrays.copyOf(present, values.length);
        }
        step = applied.step();
        values[column] = applied.applied();
        present[column] = true;
        count++;
    }

    /** Mostly the one behind the last that was told. */
    private int column(Event.Applied applied) {
        if (count < columns.size() && isColumn(count, applied)) {
            return count;
        }
        int column = 0;
        while (column < columns.size() && !isColumn(column, applied)) {
            column++;
        }
        return column;
    }

    private boolean isColumn(int column, Event.Applied applied) {
        Plan.Target target = columns.get(column);
        return target.hyperparameter().equals(applied.hyperparameter())
                && target.group().equals(applied.group());
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean isComplete() {
        return settled && count == columns.size();
    }

    /** Other values may come with the next update. */
    void unsettle() {
        settled = false;
    }

    /** Begins the next row. */
    void clear() {
        Arrays.fill(present, false);
        settled |= count > 0;
        count = 0;
    }

    long step() {
        return step;
    }

    /** Every value that was ever told, in the order of the first time. */
    List<Plan.Target> columns() {
        return columns;
    }

    /** Whether all values are of one group. */
    boolean isOfOneGroup() {
        return columns.stream().map(Plan.Target::group).distinct().count() < 2;
    }

    boolean has(int column) {
        return present[column];
    }

    double value(int column) {
        return values[column];
    }
}
