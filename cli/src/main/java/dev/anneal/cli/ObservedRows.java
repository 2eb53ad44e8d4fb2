package dev.anneal.cli;

import dev.anneal.Plan;
import dev.anneal.training.Simulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The values of a run whose observations are known, row by row. */
final class ObservedRows {

    private static final int POINTS = 2000;
    /** A figure has no room for more. */
    private static final int MOST_JUMPS = 10_000;

    private final Simulation run;
    private final List<Plan.Assignment> lines;
    private final Context.Unit unit;
    private final PrintWriter err;
    private final Set<Plan.Target> told = new HashSet<>();

    ObservedRows(Simulation run, Understood understood, PrintWriter err) {
        this.run = run;
        this.lines = understood.plan().assignments();
        this.unit = understood.unit();
        this.err = err;
    }

    List<String> names() {
        return lines.stream().map(line -> line.target().toString()).toList();
    }

    /** When the last is observed, 0 if nothing is. */
    static double end(List<Simulation.Series> observed) {
        return observed.stream()
                .mapToDouble(series -> series.values().size() * series.every())
                .max()
                .orElse(0);
    }

    /** The times at which a figure needs values: evenly spread ones, and both sides of whatever may jump. */
    static double[] drawn(Plan plan, List<Simulation.Series> observed, double end) {
        TreeSet<Double> times = new TreeSet<>();
        for (int i = 0; i <= POINTS; i++) {
            times.add(end * i / POINTS);
        }
        for (Simulation.Series series : observed) {
            for (int i = 1; i <= Math.min(series.values().size(), MOST_JUMPS); i++) {
                addJump(times, i * series.every(), end);
            }
        }
        for (Plan.Assignment line : plan.assignments()) {
            double knot = line.schedule().nextKnot(0);
            for (int i = 0; i < MOST_JUMPS && knot <= end; i++) {
                addJump(times, knot, end);
                knot = line.schedule().nextKnot(knot);
            }
        }
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void addJump(Set<Double> times, double time, double end) {
        if (time <= end) {
            times.add(Math.nextDown(time));
            times.add(time);
        }
    }

    double[] at(double time) {
        try {
            run.advance(time);
        } catch (IllegalArgumentException e) {
            // a rule may refuse what is not a number
            throw new InputException(e);
        }
        return lines.stream().mapToDouble(line -> value(line, time)).toArray();
    }

    private double value(Plan.Assignment line, double time) {
        Plan.Target target = line.target();
        double value = run.value(target);
        boolean allowed = target.hyperparameter().allows(value);
        // of what the schedule does by itself is told elsewhere
        if (!allowed && target.hyperparameter().allows(line.schedule().at(time)) && told.add(target)) {
            err.println("note: rules make " + target + " " + Numbers.rounded(value) + ", seen at " + unit + " "
                    + Numbers.time(time) + ": must be "
                    + target.hyperparameter().rule());
        }
        return value;
    }

    void upTo(double last, RowWriter rows) throws IOException {
        for (double time = 0; time <= last; time++) {
            rows.row(time, at(time));
        }
    }

    /** The values at some times, in their order, while the run goes forwards only. */
    void at(double[] times, RowWriter rows) throws IOException {
        double[][] values = new double[times.length][];
        IntStream.range(0, times.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> times[i]))
                .forEach(i -> values[i] = at(times[i]));
        for (int i = 0; i < times.length; i++) {
            rows.row(times[i], values[i]);
        }
    }
}
