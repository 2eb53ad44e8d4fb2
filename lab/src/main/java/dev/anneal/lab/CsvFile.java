package dev.anneal.lab;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads comma-separated values: numbers, and one column that names the class. */
final class CsvFile {

    /** More are a sign that the column is no class: an identifier, or a number to predict. */
    static final int MAX_CLASSES = 1000;

    private static final Set<String> LABEL_NAMES = Set.of("label", "class", "target");

    /** A value is a double while the file is read and a float afterwards. */
    private static final int BYTES_PER_VALUE = Double.BYTES + Float.BYTES;

    private final CsvLines lines;
    private final List<double[]> rows = new ArrayList<>();
    private final List<Object> labels = new ArrayList<>();
    private final Set<Object> distinct = new TreeSet<>();
    private int width;
    private int labelColumn;

    private CsvFile(CsvLines lines) {
        this.lines = lines;
    }

    /** Reads all rows from the bytes, plain or gzip; errors name the source. */
    static CsvRows read(InputStream bytes, String source) {
        try (CsvLines lines = new CsvLines(DataFile.unpacked(bytes), source)) {
            return new CsvFile(lines).read();
        } catch (IOException e) {
            throw new DatasetException(source, e);
        }
    }

    private CsvRows read() throws IOException {
        List<String> first = lines.next();
        if (first == null) {
            throw new DatasetException(lines.source(), "the file must have rows", "an empty file");
        }
        width = first.size();
        labelColumn = width - 1;
        lines.require(width >= 2, "a row must have a feature and a label, separated by a comma", width + " column");
        List<String> row = isHeader(first) ? afterHeader(first) : first;
        for (; row != null; row = lines.next()) {
            add(row);
        }
        if (distinct.size() < 2) {
            String found = distinct.isEmpty()
                    ? "no row"
                    : "only " + distinct.iterator().next();
            throw new DatasetException(lines.source(), "there must be two classes or more", found);
        }
        return new CsvRows(rows, classes(), distinct.size());
    }

    private boolean isHeader(List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            boolean feature = i < labelColumn;
            if (isLabelName(cells.get(i)) || (feature && number(cells.get(i)).isEmpty())) {
                return true;
            }
        }
        return false;
    }

    private @Nullable List<String> afterHeader(List<String> names) throws IOException {
        long labelled = names.stream().filter(CsvFile::isLabelName).count();
        lines.require(
                labelled == 1,
                "a first row that is not all numbers is a header, where one column is label, class or target",
                labelled + " such columns");
        while (!isLabelName(names.get(labelColumn))) {
            labelColumn--;
        }
        return lines.next();
    }

    private static boolean isLabelName(String cell) {
        return LABEL_NAMES.stream().anyMatch(cell::equalsIgnoreCase);
    }

    private void add(List<String> cells) {
        lines.require(cells.size() == width, "a row must have " + width + " columns as the first has", cells.size());
        DataFile.requireFits(lines.place(), (rows.size() + 1.0) * width, BYTES_PER_VALUE);
        double[] features = new double[width - 1];
        for (int i = 0, at = 0; i < width; i++) {
            if (i != labelColumn) {
                features[at++] = feature(cells.get(i), i);
            }
        }
        Object label = label(cells.get(labelColumn));
        rows.add(features);
        labels.add(label);
    }

    private double feature(String cell, int column) {
        OptionalDouble value = number(cell);
        if (value.isEmpty()) {
            throw new DatasetException(lines.place(column), "a feature must be a number", quoted(cell));
        }
        if (!(Math.abs(value.getAsDouble()) <= Float.MAX_VALUE)) {
            throw new DatasetException(
                    lines.place(column), "a feature must be within the range of a float", quoted(cell));
        }
        return value.getAsDouble();
    }

    private Object label(String cell) {
        OptionalDouble number = number(cell);
        Object label = number.isPresent() ? wholeNumber(cell, number.getAsDouble()) : cell;
        boolean sameKind = labels.isEmpty() || labels.get(0).getClass() == label.getClass();
        if (cell.isEmpty() || !sameKind) {
            throw new DatasetException(
                    lines.place(labelColumn), "labels must be all whole numbers or all words", quoted(cell));
        }
        if (distinct.add(label) && distinct.size() > MAX_CLASSES) {
            throw new DatasetException(
                    lines.place(labelColumn), "there must be at most " + MAX_CLASSES + " classes", "another, " + label);
        }
        return label;
    }

    private Long wholeNumber(String cell, double value) {
        if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
            throw new DatasetException(
                    lines.place(labelColumn), "a label must be a whole number or a word", quoted(cell));
        }
        return (long) value;
    }

    private int[] classes() {
        Map<Object, Integer> numbers = numbered(distinct);
        return labels.stream().mapToInt(numbers::get).toArray();
    }

    private static Map<Object, Integer> numbered(Collection<Object> ordered) {
        Map<Object, Integer> numbers = new HashMap<>();
        for (Object label : ordered) {
            numbers.put(label, numbers.size());
        }
        return numbers;
    }

    /** A decimal number. What Java reads besides, such as {@code 1f}, {@code 0x1p3} or {@code NaN}, is none here. */
    private static OptionalDouble number(String cell) {
        boolean digit = false;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            digit |= c >= '0' && c <= '9';
            if ("0123456789+-.eE".indexOf(c) < 0) {
                return OptionalDouble.empty();
            }
        }
        try {
            return digit ? OptionalDouble.of(Double.parseDouble(cell)) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static String quoted(String cell) {
        return '"' + (cell.length() > 40 ? cell.substring(0, 40) + "…" : cell) + '"';
    }
}
