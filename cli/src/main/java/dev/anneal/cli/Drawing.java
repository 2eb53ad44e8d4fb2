package dev.anneal.cli;

import dev.anneal.Plan;
import dev.anneal.plot.Columns;
import dev.anneal.plot.Figure;
import java.util.List;
import java.util.function.Predicate;

/**
 * A figure in the making. What has the name of the first line, whatever its group, goes to the left axis; everything else
 * is of another kind and goes to the right one.
 */
final class Drawing {
    private Figure figure;
    private String left = "";

    Drawing(Figure figure) {
        this.figure = figure;
    }

    Figure figure() {
        return figure;
    }

    Drawing plan(String prefix, Plan plan) {
        for (Plan.Assignment line : plan.assignments()) {
            schedule(prefix, line);
        }
        return this;
    }

    private void schedule(String prefix, Plan.Assignment line) {
        String name = line.target().toString();
        figure = isLeft(name)
                ? figure.with(prefix + name, line.schedule())
                : figure.withSecondAxis(prefix + name, line.schedule());
    }

    /** What a run has used, of the hyperparameters that are chosen: schedules where it followed them, else its columns. */
    Drawing used(Plan plan, Columns metrics, Predicate<String> chosen) {
        boolean followed = followed(plan, metrics);
        if (followed) {
            plan.assignments().stream()
                    .filter(line -> chosen.test(kind(line.target().toString())))
                    .forEach(line -> schedule("", line));
        } else {
            metrics.names().stream()
                    .filter(name -> !name.equals("epoch") && !name.equals("loss") && chosen.test(kind(name)))
                    .forEach(name -> recorded("", name, metrics.times(), metrics.values(name)));
        }
        return this;
    }

    private static boolean followed(Plan plan, Columns metrics) {
        double[] times = metrics.times();
        for (Plan.Assignment line : plan.assignments()) {
            double[] values = metrics.values(line.target().toString());
            for (int i = 0; i < times.length; i++) {
                if (values[i] != line.schedule().at(times[i])) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A plan whose rules act on what was observed. */
    Drawing observed(String prefix, ObservedRows rows, double[] times) {
        List<String> names = rows.names();
        double[][] values = new double[names.size()][times.length];
        for (int i = 0; i < times.length; i++) {
            double[] row = rows.at(times[i]);
            for (int line = 0; line < row.length; line++) {
                values[line][i] = row[line];
            }
        }
        for (int line = 0; line < values.length; line++) {
            recorded(prefix, names.get(line), times, values[line]);
        }
        return this;
    }

    /** All columns but a second clock. */
    Drawing columns(String prefix, Columns columns) {
        for (String name : columns.names()) {
            if (name.equals("epoch")) {
                continue;
            }
            recorded(prefix, name, columns.times(), columns.values(name));
        }
        return this;
    }

    private void recorded(String prefix, String name, double[] times, double[] values) {
        figure = isLeft(name)
                ? figure.with(prefix + name, times, values)
                : figure.withSecondAxis(prefix + name, times, values);
    }

    private boolean isLeft(String name) {
        String kind = kind(name);
        left = left.isEmpty() ? kind : left;
        return kind.equals(left);
    }

    /** The hyperparameter of a column. */
    private static String kind(String name) {
        int group = name.indexOf('[');
        return group < 0 ? name : name.substring(0, group);
    }
}
