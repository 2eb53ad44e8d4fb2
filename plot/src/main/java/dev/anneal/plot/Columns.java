package dev.anneal.plot;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The columns of a CSV file as Anneal writes them: a line of names, then a line of numbers for every time. The first column is
 * the time, the others are series.
 *
 * <pre>
 * # text: cosine(0.1, 0, 100)
 * step,lr,val_loss
 * 0,0.1,
 * 1,0.09997532801828659,2.31
 * </pre>
 *
 * <p>Lines that start with {@code #} and empty ones are skipped. An empty cell, and {@code nan}, is a missing value.
 */
public final class Columns {
    /** A cell with the comma before it; in quotes it may have commas of its own, and quotes doubled. */
    private static final Pattern QUOTED_OR_PLAIN =
            Pattern.compile("(?<=^|,)(\\s*\"(?:[^\"]|\"\")*\"\\s*|[^,]*)(?=,|$)");

    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

    private final String[] names;
    private final List<double[]> rows;

    private Columns(String[] names, List<double[]> rows) {
        this.names = names;
        this.rows = rows;
    }

    /**
     * Reads a file in UTF-8.
     *
     * @param file the file
     * @return its columns
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no such table; the message tells file, line and what is wrong: a name that is
     *     empty or met twice, a row with more or fewer cells than names, a cell that is no number, a time that is missing or
     *     less than the one before
     */
    public static Columns read(Path file) throws IOException {
        // line by line: the table of a long run is larger than its numbers
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            return of(file, lines);
        } catch (MalformedInputException binary) {
            throw new IllegalArgumentException(file + " must be text in UTF-8", binary);
        }
    }

    private static Columns of(Path file, BufferedReader lines) throws IOException {
        String[] names = new String[0];
        var rows = new ArrayList<double[]>();
        int number = 0;
        for (String read = lines.readLine(); read != null; read = lines.readLine()) {
            number++;
            String line = read.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                if (names.length == 0) {
                    names = names(line);
                } else {
                    rows.add(
                            row(line, names, rows.isEmpty() ? Double.NEGATIVE_INFINITY : rows.get(rows.size() - 1)[0]));
                }
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(file + ":" + number + ": " + wrong.getMessage(), wrong);
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(file + ": a table must have a line of names and a row, got "
                    + (names.length == 0 ? "neither" : "names only"));
        }
        return new Columns(names, rows);
    }

    private static String[] names(String line) {
        String[] names = QUOTED_OR_PLAIN
                .matcher(line.replace("\uFEFF", ""))
                .results()
                .map(name -> unquoted(name.group(1).strip()))
                .toArray(String[]::new);
        for (int i = 0; i < names.length; i++) {
            if (names[i].isEmpty() || Arrays.asList(names).indexOf(names[i]) < i) {
                throw new IllegalArgumentException("names must differ and not be empty, got " + line);
            }
        }
        if (names.length < 2) {
            throw new IllegalArgumentException("a table must have a time and a series, got " + line);
        }
        return names;
    }

    private static String unquoted(String name) {
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    private static double[] row(String line, String[] names, double before) {
        String[] cells = line.split(",", -1);
        if (cells.length != names.length) {
            throw new IllegalArgumentException("a row must have " + names.length + " cells, got " + cells.length);
        }
        double[] row = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = number(names[i], cells[i].strip());
        }
        if (!(row[0] >= before && row[0] < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(names[0] + " must be a finite number that never falls, got " + cells[0]
                    + (before > Double.NEGATIVE_INFINITY ? " after " + before : ""));
        }
        return row;
    }

    private static double number(String name, String cell) {
        if (cell.isEmpty() || NOT_FINITE.matcher(cell).matches()) {
            return Double.NaN; // what has no place on an axis leaves a gap
        }
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException word) {
            throw new IllegalArgumentException(name + " must be a number, got '" + cell + "'", word);
        }
    }

    /**
     * What the first column is called.
     *
     * @return the name, as {@code step}
     */
    public String unit() {
        return names[0];
    }

    /**
     * The first column.
     *
     * @return the times; finite, never falling
     */
    public double[] times() {
        return column(0);
    }

    /**
     * What the other columns are called.
     *
     * @return their names, from left to right; at least one
     */
    public List<String> names() {
        return List.of(names).subList(1, names.length);
    }

    /**
     * A column.
     *
     * @param name its name
     * @return its values, as many as times; NaN where one is missing
     * @throws IllegalArgumentException if there is no such column
     */
    public double[] values(String name) {
        int at = names().indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException("name must be one of " + names() + ", got " + name);
        }
        return column(at + 1);
    }

    private double[] column(int at) {
        return rows.stream().mapToDouble(row -> row[at]).toArray();
    }
}
