package dev.anneal.cli;

import dev.anneal.Plan;

/** Plans as text: what is a schedule alone is written as one. */
final class Texts {
    private Texts() {}

    /** The canonical text, a line for each assignment and rule. */
    static String of(Plan plan) {
        var first = plan.assignments().get(0).schedule();
        return plan.equals(Plan.of(first)) ? first.toString() : plan.toString();
    }

    /** The same in one line. */
    static String line(Plan plan) {
        return of(plan).replace("\n", "; ");
    }
}
