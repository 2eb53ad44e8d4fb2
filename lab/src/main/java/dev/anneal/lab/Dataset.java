package dev.anneal.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Rows of numbers, each with the class that it belongs to. Immutable.
 *
 * <p>Features are {@code float}, by readers scaled to [0, 1]; classes are 0 &hellip; {@link #classCount()} - 1. A data
 * set may come with rows that are meant for validation; {@link #split(long)} gives them out.
 */
public final class Dataset {

    private final String name;
    private final float[][] features;
    private final int[] labels;
    private final int classes;
    private final @Nullable Dataset validation;

    /** Takes the arrays as they are: readers own what they pass. */
    Dataset(String name, float[][] features, int[] labels, int classes, @Nullable Dataset validation) {
        this.name = name;
        this.features = features;
        this.labels = labels;
        this.classes = classes;
        this.validation = validation;
    }

    /**
     * The rows to learn from and the rows to judge by, with the same features and classes.
     *
     * @param training the rows to learn from
     * @param validation the rows to judge by
     */
    public record Split(Dataset training, Dataset validation) {

        /**
         * Creates a split.
         *
         * @param training the rows to learn from
         * @param validation the rows to judge by
         * @throws IllegalArgumentException if the number of features or of classes differs
         */
        public Split {
            require(
                    training.featureCount() == validation.featureCount(),
                    "validation must have " + training.featureCount() + " features as training has",
                    validation.featureCount());
            require(
                    training.classes == validation.classes,
                    "validation must have " + training.classes + " classes as training has",
                    validation.classes);
        }
    }

    /**
     * The data set of the given rows.
     *
     * @param name what to call it
     * @param features a row for each example, all of one length, finite; copied
     * @param labels the class of each row, &ge; 0; copied
     * @return the data set, with one class more than the highest label
     * @throws IllegalArgumentException if there is no row or no feature, lengths differ, a feature is not finite, or there
     *     are fewer than two classes
     */
    public static Dataset of(String name, float[][] features, int[] labels) {
        require(features.length > 0 && features[0].length > 0, "features must have a row and a column", "none");
        require(features.length == labels.length, "labels must be " + features.length, labels.length);
        float[][] rows = new float[features.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = checked(features[i], features[0].length);
            require(labels[i] >= 0 && labels[i] < CsvFile.MAX_CLASSES, "a label must be within [0, 999]", labels[i]);
        }
        int classes = Arrays.stream(labels).max().orElse(0) + 1;
        require(classes >= 2, "labels must name two classes or more", classes);
        return new Dataset(Objects.requireNonNull(name), rows, labels.clone(), classes, null);
    }

    private static float[] checked(float[] row, int length) {
        require(row.length == length, "a row must have " + length + " features", row.length);
        for (float x : row) {
            require(Float.isFinite(x), "a feature must be finite", x);
        }
        return row.clone();
    }

    /**
     * The handwritten digits of the UCI Machine Learning Repository that are bundled: 1,797 images of 8&times;8 pixels and
     * 10 classes (E. Alpaydin and C. Kaynak, 1998).
     *
     * @return the digits, pixels divided by 16
     */
    public static Dataset digits() {
        try (InputStream in = Dataset.class.getResourceAsStream("digits.csv.gz")) {
            return CsvFile.read(Objects.requireNonNull(in, "digits.csv.gz must be bundled"), "digits.csv.gz")
                    .scaledBy(1 / 16.0)
                    .dataset("digits");
        } catch (IOException e) {
            throw new DatasetException("digits.csv.gz", e);
        }
    }

    /**
     * Reads a data set, plain or packed by gzip.
     *
     * <p>A folder holds IDX files under the names of MNIST: {@code train-images-idx3-ubyte},
     * {@code train-labels-idx1-ubyte}, and, for validation, the pair that starts with {@code t10k}; {@code .idx3} is read
     * as well as {@code -idx3}. Pixels are divided by 255.
     *
     * <p>A file holds comma-separated values. With a header, the column {@code label}, {@code class} or {@code target}
     * names the class; without one, the last column does. Classes are whole numbers or words, and numbered in their order.
     * Every other column is a number and is scaled so that its lowest value becomes 0 and its highest 1.
     *
     * @param path the folder or the file
     * @return the data set, named after the path
     * @throws DatasetException if there is anything wrong with it; the message says where and what
     */
    public static Dataset read(Path path) {
        if (Files.isDirectory(path)) {
            return IdxFolder.read(path);
        }
        String file = String.valueOf(path.getFileName());
        if (file.contains("-ubyte")) {
            throw new DatasetException(path.toString(), "IDX data are named by their folder", "one of the files");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return CsvFile.read(in, path.toString())
                    .scaledByColumn()
                    .dataset(file.replaceFirst("(\\.csv)?(\\.gz)?$", ""));
        } catch (IOException e) {
            throw new DatasetException(path.toString(), e);
        }
    }

    /**
     * The rows to train on and those to validate with. Rows that came for validation are used for it; otherwise every fifth
     * row of a shuffled order is held out, at least one.
     *
     * @param seed what decides the shuffled order; the same seed always gives the same split
     * @return the split
     */
    public Split split(long seed) {
        if (validation != null) {
            return new Split(new Dataset(name, features, labels, classes, null), validation);
        }
        int[] order = shuffled(size(), new SplittableRandom(seed));
        int held = Math.max(1, Math.round(size() / 5f));
        return new Split(rows(Arrays.copyOfRange(order, held, order.length)), rows(Arrays.copyOfRange(order, 0, held)));
    }

    /** The numbers 0 &hellip; n - 1 in a random order. */
    static int[] shuffled(int n, SplittableRandom random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private Dataset rows(int[] chosen) {
        float[][] rows = new float[chosen.length][];
        int[] classOf = new int[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            rows[i] = features[chosen[i]];
            classOf[i] = labels[chosen[i]];
        }
        return new Dataset(name, rows, classOf, classes, null);
    }

    /**
     * The name, for messages and titles.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The number of rows, without those that came for validation.
     *
     * @return the number of rows, &ge; 1
     */
    public int size() {
        return features.length;
    }

    /**
     * The number of features that each row has.
     *
     * @return the number of features, &ge; 1
     */
    public int featureCount() {
        return features[0].length;
    }

    /**
     * The number of classes.
     *
     * @return the number of classes, &ge; 2
     */
    public int classCount() {
        return classes;
    }

    /**
     * The features of a row.
     *
     * @param row the row, 0-based
     * @return a new array
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public float[] features(int row) {
        return features[row].clone();
    }

    /**
     * The class of a row.
     *
     * @param row the row, 0-based
     * @return the class, from 0 up to {@link #classCount()}, exclusive
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public int label(int row) {
        return labels[row];
    }

    /**
     * What tells these rows from others: a SHA-256 of all features and labels, also of the rows for validation, and not of
     * the name.
     *
     * @return 64 hexadecimal digits
     */
    public String digest() {
        Sha256 digest = new Sha256();
        for (Dataset part = this; part != null; part = part.validation) {
            digest.add(part.size()).add(part.featureCount()).add(part.classes);
            for (int row = 0; row < part.size(); row++) {
                digest.add(part.labels[row]).add(part.features[row]);
            }
        }
        return digest.hexadecimal();
    }

    /** Such as {@code digits (1797 rows, 64 features, 10 classes)}. */
    @Override
    public String toString() {
        return name + " (" + size() + " rows, " + featureCount() + " features, " + classes + " classes)";
    }

    private static void require(boolean holds, String rule, Object received) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + received);
        }
    }
}
