package dev.anneal.cli;

import dev.anneal.Plan;
import dev.anneal.plot.Figure;
import java.io.IOException;

/** A small figure below words. */
final class Sketch {

    /** More lines than these cannot be told apart in it. */
    private static final int MOST_SERIES = 8;

    private static final int ROWS = 14;
    private static final int WIDEST = 100;

    private Sketch() {}

    /** Draws a plan from 0 on; what never changes needs no figure. */
    static void of(Plan plan, double end, Context.Unit unit, Console console) throws IOException {
        if (plan.length() == 0 || plan.assignments().size() > MOST_SERIES) {
            return;
        }
        console.out().append('\n');
        Figure empty = Figure.titled("").labelled(unit.toString(), "").over(0, end);
        Figure figure = new Drawing(empty).plan("", plan).figure();
        try {
            console.out().append(figure.terminal(Math.min(console.width(), WIDEST), ROWS, console.colour()));
        } catch (IllegalStateException e) {
            console.out().append("no figure: ").append(e.getMessage()).append('\n');
        }
    }
}
