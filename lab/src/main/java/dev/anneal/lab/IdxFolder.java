package dev.anneal.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A folder in the layout of MNIST and Fashion-MNIST: images and labels to train on, and often a pair to validate. */
final class IdxFolder {

    private IdxFolder() {}

    static Dataset read(Path folder) {
        Pair training = pair(folder, "train");
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        requireClasses(training);
        if (find(folder, "t10k-images", "idx3").isEmpty()
                && find(folder, "t10k-labels", "idx1").isEmpty()) {
            return training.dataset(name, training.classes(), null);
        }
        Pair validation = pair(folder, "t10k");
        requireSameShape(training, validation);
        int classes = Math.max(training.classes(), validation.classes());
        return training.dataset(name, classes, validation.dataset(name, classes, null));
    }

    private static Pair pair(Path folder, String set) {
        Path images = require(folder, set + "-images", "idx3");
        int[] labels = labels(require(folder, set + "-labels", "idx1"));
        return new Pair(images.toString(), images(images, labels.length), labels);
    }

    private static int[] labels(Path file) {
        try (IdxFile idx = IdxFile.open(file, 1)) {
            int[] labels = new int[idx.count()];
            byte[] label = new byte[1];
            for (int i = 0; i < labels.length; i++) {
                idx.read(i, label);
                labels[i] = Byte.toUnsignedInt(label[0]);
            }
            idx.requireEnd();
            return labels;
        }
    }

    private static float[][] images(Path file, int labels) {
        try (IdxFile idx = IdxFile.open(file, 3)) {
            if (idx.count() != labels) {
                throw new DatasetException(
                        idx.source(), "there must be an image for each of the " + labels + " labels", idx.count());
            }
            float[][] images = new float[labels][];
            byte[] pixels = new byte[idx.itemBytes()];
            for (int i = 0; i < labels; i++) {
                idx.read(i, pixels);
                images[i] = scaled(pixels);
            }
            idx.requireEnd();
            return images;
        }
    }

    private static float[] scaled(byte[] pixels) {
        float[] features = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            features[i] = Byte.toUnsignedInt(pixels[i]) / 255f;
        }
        return features;
    }

    private static void requireClasses(Pair training) {
        if (Arrays.stream(training.labels).distinct().count() < 2) {
            throw new DatasetException(
                    training.source, "there must be two classes or more", "only " + training.labels[0]);
        }
    }

    private static void requireSameShape(Pair training, Pair validation) {
        if (training.images[0].length != validation.images[0].length) {
            throw new DatasetException(
                    validation.source,
                    "an image must have " + training.images[0].length + " pixels as in training",
                    validation.images[0].length);
        }
    }

    private static Path require(Path folder, String stem, String kind) {
        return find(folder, stem, kind)
                .orElseThrow(() -> new DatasetException(
                        folder.toString(), "there must be a file " + stem + "-" + kind + "-ubyte or .gz", "none"));
    }

    private static Optional<Path> find(Path folder, String stem, String kind) {
        List<Path> spellings = new ArrayList<>();
        for (String packed : List.of("", ".gz")) {
            for (String joint : List.of("-", ".")) {
                spellings.add(folder.resolve(stem + joint + kind + "-ubyte" + packed));
            }
        }
        return spellings.stream().filter(Files::isRegularFile).findFirst();
    }

    /** Images and their labels, and the file that errors about them name. */
    private static final class Pair {

        private final String source;
        private final float[][] images;
        private final int[] labels;

        Pair(String source, float[][] images, int[] labels) {
            this.source = source;
            this.images = images;
            this.labels = labels;
        }

        int classes() {
            return Arrays.stream(labels).max().orElse(0) + 1;
        }

        Dataset dataset(String name, int classes, @Nullable Dataset validation) {
            return new Dataset(name, images, labels, classes, validation);
        }
    }
}
