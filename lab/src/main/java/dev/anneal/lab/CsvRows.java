package dev.anneal.lab;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The rows of a file of comma-separated values, before and after they are scaled. */
final class CsvRows {

    private final List<double[]> rows;
    private final int[] labels;
    private final int classes;

    CsvRows(List<double[]> rows, int[] labels, int classes) {
        this.rows = rows;
        this.labels = labels;
        this.classes = classes;
    }

    CsvRows scaledBy(double factor) {
        for (int column = 0; column < columns(); column++) {
            change(column, x -> x * factor);
        }
        return this;
    }

    /** Maps the lowest value of each column to 0 and the highest to 1. A column that never changes becomes 0. */
    CsvRows scaledByColumn() {
        for (int column = 0; column < columns(); column++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double[] row : rows) {
                low = Math.min(low, row[column]);
                high = Math.max(high, row[column]);
            }
            double from = low;
            double range = high > low ? high - low : 1;
            change(column, x -> (x - from) / range);
        }
        return this;
    }

    Dataset dataset(String name) {
        float[][] features = new float[rows.size()][columns()];
        for (int i = 0; i < features.length; i++) {
            double[] row = rows.get(i);
            for (int column = 0; column < row.length; column++) {
                features[i][column] = (float) row[column];
            }
        }
        return new Dataset(name, features, labels, classes, null);
    }

    private int columns() {
        return rows.get(0).length;
    }

    private void change(int column, DoubleUnaryOperator change) {
        for (double[] row : rows) {
            row[column] = change.applyAsDouble(row[column]);
        }
    }
}
