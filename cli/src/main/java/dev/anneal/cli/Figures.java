package dev.anneal.cli;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.plot.Figure;

/** Puts plans into figures. */
final class Figures {
    private Figures() {}

    /** A figure with the lines of a plan: its first hyperparameter on the left axis, others on the right one. */
    static Figure with(Figure figure, String prefix, Plan plan) {
        Hyperparameter first = plan.assignments().get(0).target().hyperparameter();
        Figure more = figure;
        for (Plan.Assignment line : plan.assignments()) {
            String name = prefix + line.target();
            more = line.target().hyperparameter().equals(first)
                    ? more.with(name, line.schedule())
                    : more.withSecondAxis(name, line.schedule());
        }
        return more;
    }
}
