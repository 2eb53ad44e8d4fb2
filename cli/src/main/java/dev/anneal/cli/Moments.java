package dev.anneal.cli;

import dev.anneal.Phase;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The values of a plan at the times that matter, as a table. */
final class Moments {
    private final List<Plan.Assignment> lines;
    private final Understood understood;
    private final TreeSet<Double> times = new TreeSet<>();

    Moments(Understood understood, Window window) {
        this.lines = understood.plan().assignments();
        this.understood = understood;
        double end = window.end();
        times.add(0.0);
        if (end > 0) {
            lines.forEach(line -> addPhases(line.schedule(), end));
            boolean whole = end == Math.rint(end);
            times.add(whole ? Math.floor(end / 2) : end / 2);
            if (whole) {
                times.add(end - 1);
            }
            times.add(end);
        }
    }

    private void addPhases(Schedule schedule, double end) {
        Phase.of(schedule, end, Phrases.TOLD).forEach(phase -> times.add(phase.end()));
    }

    /** The table's lines, columns aligned to the right. */
    List<String> table() {
        List<List<String>> columns = new ArrayList<>();
        columns.add(column(
                understood.unit().toString(), times.stream().map(Numbers::time).toList()));
        if (understood.hasEpochs()) {
            double each = understood.horizon().stepsPerEpoch().orElseThrow();
            columns.add(column(
                    "epoch", times.stream().map(t -> Numbers.rounded(t / each)).toList()));
        }
        for (Plan.Assignment line : lines) {
            List<String> values =
                    times.stream().map(t -> value(line.schedule(), t)).toList();
            columns.add(column(line.target().toString(), values));
        }
        List<String> table = new ArrayList<>();
        for (int i = 0; i <= times.size(); i++) {
            StringBuilder row = new StringBuilder();
            for (List<String> column : columns) {
                row.append(row.isEmpty() ? "" : "  ").append(column.get(i));
            }
            table.add(row.toString());
        }
        return table;
    }

    /** Both sides of a jump, as {@code 0.1 → 0.01}. */
    private static String value(Schedule schedule, double t) {
        String at = Numbers.rounded(schedule.at(t));
        String before = Numbers.rounded(schedule.before(t));
        return before.equals(at) ? at : before + " → " + at;
    }

    private static List<String> column(String head, List<String> cells) {
        List<String> column = new ArrayList<>(List.of(head));
        column.addAll(cells);
        int width = column.stream().mapToInt(String::length).max().orElse(0);
        column.replaceAll(cell -> " ".repeat(width - cell.length()) + cell);
        return column;
    }
}
