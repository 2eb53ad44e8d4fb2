package dev.anneal.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxDatasetTest {

    private static final String IMAGES = "train-images-idx3-ubyte";
    private static final String LABELS = "train-labels-idx1-ubyte";

    @TempDir
    Path folder;

    @BeforeEach
    void writeTrainingPair() throws IOException {
        Idx.pair(folder, "train", 5);
    }

    private void refuses(String message) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Dataset.read(folder))
                .withMessage(folder + message);
    }

    @Test
    void pixelsAreUnsignedAndDividedBy255() throws IOException {
        Files.write(folder.resolve(IMAGES), Idx.of(0x0803, new int[] {2, 1, 2}, (byte) 0, (byte) 255, (byte) 51, (byte)
                128));
        Files.write(folder.resolve(LABELS), Idx.of(0x0801, new int[] {2}, (byte) 200, (byte) 3));
        Dataset data = Dataset.read(folder);
        assertThat(data).hasToString(folder.getFileName() + " (2 rows, 2 features, 201 classes)");
        assertThat(data.features(0)).containsExactly(0, 1);
        assertThat(data.features(1)).containsExactly(51 / 255f, 128 / 255f);
        assertThat(data.label(0)).isEqualTo(200);
    }

    @Test
    void theT10kPairIsUsedToValidate() throws IOException {
        Idx.pair(folder, "t10k", 3);
        Dataset.Split split = Dataset.read(folder).split(1);
        assertThat(split.training().size()).isEqualTo(5);
        assertThat(split.validation().size()).isEqualTo(3);
        assertThat(split.validation().classCount()).isEqualTo(5);
        assertThat(split.validation().features(1)).startsWith(6 / 255f, 7 / 255f);
    }

    @Test
    void withoutAT10kPairAFifthIsHeldOut() {
        assertThat(Dataset.read(folder).split(1).validation().size()).isEqualTo(1);
    }

    @Test
    void dottedNamesAndPackedFilesAreRead() throws IOException {
        Files.move(folder.resolve(LABELS), folder.resolve("train-labels.idx1-ubyte"));
        byte[] images = Files.readAllBytes(folder.resolve(IMAGES));
        Files.delete(folder.resolve(IMAGES));
        Files.write(folder.resolve("train-images.idx3-ubyte.gz"), Idx.gzip(images));
        assertThat(Dataset.read(folder).size()).isEqualTo(5);
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        Files.delete(folder.resolve(LABELS));
        refuses(": there must be a file train-labels-idx1-ubyte or .gz, got none");
        Files.delete(folder.resolve(IMAGES));
        refuses(": there must be a file train-images-idx3-ubyte or .gz, got none");
    }

    @Test
    void halfAT10kPairIsRefused() throws IOException {
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), Idx.counting(3));
        refuses(": there must be a file t10k-images-idx3-ubyte or .gz, got none");
    }

    @Test
    void headersMustFit() throws IOException {
        Files.write(folder.resolve(IMAGES), Idx.counting(4, 2, 3));
        refuses("/" + IMAGES + ": there must be an image for each of the 5 labels, got 4");
        Files.write(folder.resolve(IMAGES), Idx.counting(5, 6));
        refuses("/" + IMAGES + ", magic number: it must be 0x00000803, got 0x00000802");
        Files.write(folder.resolve(IMAGES), Idx.of(0x0803, new int[] {5, 0, 3}));
        refuses("/" + IMAGES + ", size 2: it must be >= 1, got 0");
        Files.write(folder.resolve(IMAGES), Idx.of(0x0803, new int[] {1, 1 << 20, 1 << 5}));
        refuses("/" + IMAGES + ": an item must have at most 16777216 bytes, got 3.3554432E7");
    }

    @Test
    void sizesThatNoMemoryHoldsAreRefusedBeforeAnythingIsRead() throws IOException {
        int most = Integer.MAX_VALUE;
        Files.write(folder.resolve(IMAGES), Idx.of(0x0803, new int[] {most, most, most}));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Dataset.read(folder))
                .withMessageContaining(IMAGES + ": the data must fit in three quarters of the heap of ")
                .withMessageContaining(", got data that need ");
    }

    @Test
    void imagesToValidateMustHaveTheShapeOfTraining() throws IOException {
        Idx.pair(folder, "t10k", 3);
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), Idx.counting(3, 2, 2));
        refuses("/t10k-images-idx3-ubyte: an image must have 6 pixels as in training, got 4");
    }

    @Test
    void oneClassIsNone() throws IOException {
        Files.write(folder.resolve(LABELS), Idx.of(0x0801, new int[] {5}, new byte[5]));
        refuses("/" + IMAGES + ": there must be two classes or more, got only 0");
    }

    @Test
    void bytesAfterTheLastItemAreRefused() throws IOException {
        byte[] labels = Idx.counting(5);
        Files.write(folder.resolve(LABELS), Arrays.copyOf(labels, labels.length + 1));
        refuses("/" + LABELS + ": the file must end after its 5 items, got more bytes");
    }

    @Test
    void aCutIsToldWithItsPlace() throws IOException {
        Files.write(folder.resolve(IMAGES), Arrays.copyOf(Idx.counting(5, 2, 3), 16 + 17));
        refuses("/" + IMAGES + ", item 2: the file must hold all 5 items, got its end");
    }

    @ParameterizedTest
    @ValueSource(strings = {IMAGES, LABELS})
    void everyShorterFileIsRefused(String name) throws IOException {
        Path file = folder.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        for (byte[] bytes : new byte[][] {whole, Idx.gzip(whole)}) {
            for (int length = 0; length < bytes.length; length++) {
                Files.write(file, Arrays.copyOf(bytes, length));
                assertThatExceptionOfType(DatasetException.class)
                        .isThrownBy(() -> Dataset.read(folder))
                        .withMessageStartingWith(file.toString());
            }
        }
    }
}
