package dev.anneal.cli;

import dev.anneal.Plan;
import dev.anneal.plot.Columns;
import dev.anneal.plot.Figure;

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
            String name = line.target().toString();
            figure = isLeft(name)
                    ? figure.with(prefix + name, line.schedule())
                    : figure.withSecondAxis(prefix + name, line.schedule());
        }
        return this;
    }

    /** All columns but a second clock. */
    Drawing columns(String prefix, Columns columns) {
        for (String name : columns.names()) {
            if (name.equals("epoch")) {
                continue;
            }
            double[] values = columns.values(name);
            figure = isLeft(name)
                    ? figure.with(prefix + name, columns.times(), values)
                    : figure.withSecondAxis(prefix + name, columns.times(), values);
        }
        return this;
    }

    private boolean isLeft(String name) {
        int group = name.indexOf('[');
        String kind = group < 0 ? name : name.substring(0, group);
        left = left.isEmpty() ? kind : left;
        return kind.equals(left);
    }
}
