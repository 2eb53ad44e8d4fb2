package dev.anneal.testkit;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file with the values that one line of some framework's code really gave: headers {@code # key: value}, a line of column
 * names, and rows. Row t is the value in force after t completed updates.
 *
 * @param headers what the headers say, by their keys; of several with one key the last
 * @param columns the names of the columns after the time, as {@code lr} or {@code lr[0]}
 * @param rows the rows, each the time and a number for every column
 */
public record CurveFile(Map<String, String> headers, List<String> columns, List<List<Double>> rows) {

    private static final Pattern HEADER = Pattern.compile("#\\s*([A-Za-z_]+\\d*):\\s*(.*)");
    private static final List<String> FACTS = List.of("lr", "momentum", "beta1", "weight_decay", "groups", "unit");
    private static final Pattern TOLERANCE = Pattern.compile("relative (\\S+) absolute (\\S+)");
    private static final Pattern COLUMN = Pattern.compile("([A-Za-z_]\\w*)(?:\\[(.+)])?");

    /** Keeps copies. */
    public CurveFile {
        headers = Map.copyOf(headers);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return what it says
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no curve file; the message names the line
     */
    public static CurveFile read(Path file) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        List<String> columns = new ArrayList<>();
        List<List<Double>> rows = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String place = file + ", line " + number + ": ";
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                headers.put(header.group(1), header.group(2));
            } else if (columns.isEmpty()) {
                columns.addAll(names(line, place));
            } else if (!line.isBlank()) {
                rows.add(row(line, columns.size() + 1, place));
            }
        }
        if (!headers.containsKey("text") || rows.isEmpty()) {
            throw new IllegalArgumentException(file + " must have a '# text:' and rows, got " + rows.size() + " rows");
        }
        return new CurveFile(headers, columns, rows);
    }

    private static List<String> names(String line, String place) {
        List<String> names = List.of(line.split(",", -1));
        if (names.size() < 2
                || !names.stream().skip(1).allMatch(name -> COLUMN.matcher(name).matches())) {
            throw new IllegalArgumentException(place + "column names must be as step,lr,momentum, got " + line);
        }
        return names.subList(1, names.size());
    }

    private static List<Double> row(String line, int size, String place) {
        String[] cells = line.split(",", -1);
        if (cells.length != size) {
            throw new IllegalArgumentException(place + "a row must have " + size + " cells, got " + cells.length);
        }
        try {
            List<Double> row = new ArrayList<>();
            for (String cell : cells) {
                row.add(Double.valueOf(cell));
            }
            return row;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(place + "cells must be numbers, got " + line, e);
        }
    }

    /**
     * Holds a plan against the rows. A row agrees when {@code |ours - theirs| <= relative · max(|ours|, |theirs|) +
     * absolute}, with the tolerance that the file states.
     *
     * @param plan the plan
     * @return the first row that disagrees, in words; empty if all agree
     * @throws IllegalArgumentException if the plan has no schedule for a column, or the file states no tolerance
     */
    public Optional<String> disagreement(Plan plan) {
        Matcher tolerance = TOLERANCE.matcher(headers.getOrDefault("tolerance", ""));
        if (!tolerance.matches()) {
            throw new IllegalArgumentException(
                    "tolerance must be 'relative R absolute A', got " + headers.get("tolerance"));
        }
        double relative = Double.parseDouble(tolerance.group(1));
        double absolute = Double.parseDouble(tolerance.group(2));
        for (int column = 0; column < columns.size(); column++) {
            String name = columns.get(column);
            Schedule schedule = scheduleOf(plan, name);
            for (List<Double> row : rows) {
                double ours = schedule.at(row.get(0));
                double theirs = row.get(column + 1);
                double room = relative * Math.max(Math.abs(ours), Math.abs(theirs)) + absolute;
                if (!(Math.abs(ours - theirs) <= room)) {
                    return Optional.of(name + " at " + row.get(0) + ": theirs " + theirs + ", ours " + ours);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * What the headers tell of the run: the optimizer's settings, its groups, the unit of the rows, and the facts of {@code
     * horizon}. Where the headers do not say how long the run is, it ends with the last row.
     *
     * @return the horizon
     * @throws IllegalArgumentException if a header is none that a horizon takes
     */
    public Horizon horizon() {
        Horizon horizon = Horizon.parse(headers.getOrDefault("horizon", ""));
        for (String key : FACTS) {
            String value = headers.get(key);
            if (value != null && !value.isBlank()) {
                horizon = horizon.with(key, value.replaceAll("[\\[\\]\\s]", ""));
            }
        }
        String[] optimizer = headers.getOrDefault("optimizer", "").split("\\s+");
        if (!optimizer[0].isEmpty()) {
            horizon = horizon.with("optimizer", optimizer[0]);
            for (int i = 1; i < optimizer.length; i++) {
                String[] setting = optimizer[i].split("=", 2);
                horizon = horizon.with(setting[0], setting[setting.length - 1]);
            }
        }
        double last = Math.ceil(rows.get(rows.size() - 1).get(0)) + 1;
        String length = "epoch".equals(headers.get("unit")) ? "epochs" : "steps";
        boolean said = horizon.fact(length) != null || horizon.fact("total") != null;
        return said ? horizon : horizon.with(length, last);
    }

    private static Schedule scheduleOf(Plan plan, String column) {
        Matcher parts = COLUMN.matcher(column);
        if (!parts.matches()) {
            throw new IllegalArgumentException("column must be a name or name[group], got " + column);
        }
        @Nullable String group = parts.group(2);
        return plan.schedule(new Hyperparameter(parts.group(1)), group == null ? "" : group)
                .orElseThrow(() -> new IllegalArgumentException("the plan must assign " + column + ", got " + plan));
    }
}
