package dev.anneal.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file with what was observed of a metric. */
final class ObservedFile {

    private static final int LONGEST_SHOWN = 200;
    private static final Pattern BETWEEN = Pattern.compile("[,;\\s]+");
    private static final Pattern CELLS = Pattern.compile("[,;\\t]");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    /** The evaluations of a run, whose rules know the loss among them as {@code val_loss}. */
    private static final List<String> EVALUATIONS = List.of("step", "epoch", "loss", "accuracy");

    private static final String VALIDATION = "val_";

    private ObservedFile() {}

    /**
     * The numbers of a file: all there are, or those in the column of the metric. Lines that begin with {@code #} are
     * remarks; cells without a number are times at which nothing was observed.
     */
    static List<Double> values(Path file, String metric) {
        List<String> lines = lines(file);
        List<Double> values = new ArrayList<>();
        int column = -2;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (column == -2) {
                column = column(file, line, metric);
                if (column >= 0) {
                    continue;
                }
            }
            add(values, column < 0 ? BETWEEN.split(line) : cell(line, column), file + ", line " + (i + 1));
        }
        if (values.isEmpty()) {
            throw new InputException(file + " has no values of " + metric);
        }
        return values;
    }

    private static List<String> lines(Path file) {
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a folder");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Source.read(file.toString(), in).text().lines().toList();
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + Failure.reason(e));
        }
    }

    /** Which column of a table the metric is, by the line of names; -1 if the line has numbers alone. */
    private static int column(Path file, String line, String metric) {
        if (Stream.of(BETWEEN.split(line)).allMatch(word -> word.isEmpty() || number(word) != null)) {
            return -1;
        }
        List<String> names =
                Stream.of(CELLS.split(line, -1)).map(ObservedFile::unquoted).toList();
        if (names.equals(EVALUATIONS) && metric.startsWith(VALIDATION)) {
            return column(names, metric.substring(VALIDATION.length()), file);
        }
        return column(names, metric, file);
    }

    private static int column(List<String> names, String metric, Path file) {
        if (!names.contains(metric)) {
            throw new InputException(
                    file + " has no column " + metric + ", its columns are " + shortened(String.join(", ", names)));
        }
        return names.indexOf(metric);
    }

    private static String shortened(String names) {
        return names.length() <= LONGEST_SHOWN ? names : names.substring(0, LONGEST_SHOWN) + "…";
    }

    private static String unquoted(String cell) {
        String name = cell.strip();
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1) : name;
    }

    private static String[] cell(String line, int column) {
        String[] cells = CELLS.split(line, -1);
        return column < cells.length ? new String[] {unquoted(cells[column])} : new String[0];
    }

    private static void add(List<Double> values, String[] words, String place) {
        for (String word : words) {
            if (!word.isEmpty() && number(word) == null) {
                throw new InputException(place + ": expected a number, got '" + word + "'");
            }
        }
        Arrays.stream(words)
                .filter(word -> !word.isEmpty())
                .map(word -> Objects.requireNonNull(number(word)))
                .forEach(values::add);
    }

    /** A number as frameworks print it, or null. */
    static @Nullable Double number(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> NUMBER.matcher(word).matches() ? Double.valueOf(word) : null;
        };
    }
}
