package dev.anneal.cli;

import dev.anneal.Plan;
import dev.anneal.dialect.Reading;
import dev.anneal.plot.Figure;
import dev.anneal.training.Simulation;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * How the example of a scheduler looks. Rules are told of a loss that falls and stalls twice.
 *
 * @param scheduler the scheduler
 * @param sample its example
 * @param reading what the example means
 */
record DialectFigure(Scheduler scheduler, Sample sample, Reading reading) {

    /** What never changes is shown for so long. */
    private static final double SOME_TIME = 100;

    /** With more of them rules that have little patience act too often to be told apart. */
    private static final double MOST_OBSERVED = 60;

    private double end() {
        double end = sample.end(reading);
        return !reading.plan().rules().isEmpty() ? Math.min(end, MOST_OBSERVED) : end > 0 ? end : SOME_TIME;
    }

    String caption() {
        return scheduler.fullName() + " over " + Numbers.brief(end()) + " " + sample.unit(reading) + "s";
    }

    /** What is observed in the figure, in words; empty if nothing is. */
    String observed() {
        List<String> metrics = metrics();
        return metrics.isEmpty()
                ? ""
                : "Here " + String.join(" and ", metrics) + " gets better, stalls, gets better and stalls again.";
    }

    private List<String> metrics() {
        return reading.plan().rules().stream()
                .map(rule -> rule.feedback().metric())
                .distinct()
                .toList();
    }

    String svg() {
        Figure empty = Figure.titled(caption())
                .labelled(sample.unit(reading).toString(), "")
                .over(0, end());
        Plan plan = reading.plan();
        return (plan.rules().isEmpty() ? new Drawing(empty).plan("", plan).figure() : ruled(empty)).miniature();
    }

    private Figure ruled(Figure empty) {
        List<Simulation.Series> series = metrics().stream()
                .map(metric -> new Simulation.Series(metric, values(metric, (int) end()), 1))
                .toList();
        Understood understood = new Understood(
                        reading.plan(), sample.horizon(), sample.unit(reading), 1, reading.taken(), reading.notes())
                .withGroupsOfRules();
        Simulation run = Simulation.of(understood.plan(), series);
        ObservedRows rows = new ObservedRows(run, understood, new PrintWriter(Writer.nullWriter()));
        Figure figure = new Drawing(empty)
                .observed("", rows, ObservedRows.drawn(understood.plan(), series, end()))
                .figure();
        for (Simulation.Series one : series) {
            double[] times = new double[one.values().size()];
            double[] values = new double[times.length];
            for (int i = 0; i < times.length; i++) {
                times[i] = i + 1;
                values[i] = one.values().get(i);
            }
            figure = figure.withSecondAxis(one.metric(), times, values);
        }
        return figure;
    }

    /** A loss; of what grows when it gets better, what is missing to one. */
    private static List<Double> values(String metric, int count) {
        List<Double> values = new ArrayList<>();
        for (int k = 1; k <= count; k++) {
            double part = (double) k / count;
            double first = Math.min(1, part / 0.2);
            double second = Math.min(1, Math.max(0, (part - 0.5) / 0.15));
            double loss = 0.9 - 0.4 * first * (2 - first) - 0.2 * second * (2 - second) + 0.002 * (k % 3);
            boolean stalls = first == 1 && (second == 0 || second == 1);
            double value = Math.round(1000 * (loss + (stalls ? 0.01 : 0))) / 1000.0;
            values.add(metric.contains("acc") ? Math.round(1000 * (1 - value)) / 1000.0 : value);
        }
        return values;
    }
}
