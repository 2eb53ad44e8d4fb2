package dev.anneal.cli;

import dev.anneal.Plan;
import dev.anneal.plot.Columns;
import dev.anneal.plot.Figure;
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
                    .filter(name -> !name.equals("loss") && chosen.test(kind(name)))
                    .forEach(name -> column(name, name, metrics));
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

    /** All columns but a second clock. */
    Drawing columns(String prefix, Columns columns) {
        for (String name : columns.names()) {
            column(prefix + name, name, columns);
        }
        return this;
    }

    private void column(String label, String name, Columns columns) {
        if (name.equals("epoch")) {
            return;
        }
        double[] values = columns.values(name);
        figure = isLeft(name)
                ? figure.with(label, columns.times(), values)
                : figure.withSecondAxis(label, columns.times(), values);
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
