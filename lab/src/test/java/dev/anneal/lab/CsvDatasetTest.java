package dev.anneal.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvDatasetTest {

    private static final String FLOWERS = """
            length,width,class
            5.0,3,setosa
            7.0,3.2,versicolor

            6.0,3.1,setosa
            """;

    @TempDir
    Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Dataset read(String text) throws IOException {
        return Dataset.read(file("data.csv", text.getBytes(UTF_8)));
    }

    private static int[] labels(Dataset data) {
        return IntStream.range(0, data.size()).map(data::label).toArray();
    }

    @Test
    void columnsAreScaledToTheUnitIntervalAndWordsNumberedInOrder() throws IOException {
        Dataset data = read(FLOWERS);
        assertThat(data).hasToString("data (3 rows, 2 features, 2 classes)");
        assertThat(labels(data)).containsExactly(0, 1, 0);
        assertThat(data.features(0)).containsExactly(0, 0);
        assertThat(data.features(1)).containsExactly(1, 1);
        assertThat(data.features(2)).containsExactly(.5f, .5f);
    }

    @Test
    void withoutAHeaderTheLastColumnIsTheLabel() throws IOException {
        Dataset data = read("1,2,10\n3,2,9\n2,2,10\n");
        assertThat(labels(data)).containsExactly(1, 0, 1);
        assertThat(data.features(2)).containsExactly(.5f, 0);
    }

    @Test
    void theLabelMayStandInAnyColumn() throws IOException {
        Dataset data = read("\"Label\", \"x\"\r\n\"a, \"\"b\"\"\",1\r\nc,2");
        assertThat(labels(data)).containsExactly(0, 1);
        assertThat(data.features(1)).containsExactly(1);
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws IOException {
        assertThat(read("\uFEFF1,0\n2,1\n").size()).isEqualTo(2);
    }

    @Test
    void wordsAtTheEndOfAFirstRowOfNumbersAreLabels() throws IOException {
        assertThat(labels(read("1,b\n2,a\n"))).containsExactly(1, 0);
    }

    @Test
    void packedFilesAreReadWhateverTheyAreCalled() throws IOException {
        byte[] packed = Idx.gzip(FLOWERS.getBytes(UTF_8));
        assertThat(Dataset.read(file("flowers.csv.gz", packed))).hasToString("flowers (3 rows, 2 features, 2 classes)");
        assertThat(Dataset.read(file("flowers", packed))).hasToString("flowers (3 rows, 2 features, 2 classes)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x,label;1,a;y,b|, line 3, column 1: a feature must be a number, got \"y\"",
                "x,label;1,a;NaN,b|, line 3, column 1: a feature must be a number, got \"NaN\"",
                "x,label;1,a;1f,b|, line 3, column 1: a feature must be a number, got \"1f\"",
                "x,label;1,a;,b|, line 3, column 1: a feature must be a number, got \"\"",
                "x,label;1,a;1e39,b|, line 3, column 1: a feature must be within the range of a float, got \"1e39\"",
                "1,0;2,1;3|, line 3: a row must have 2 columns as the first has, got 1",
                "1,0;2,1;3,1,1|, line 3: a row must have 2 columns as the first has, got 3",
                "1,0;2,0|: there must be two classes or more, got only 0",
                "x,label|: there must be two classes or more, got no row",
                "1,0;2,0.5|, line 2, column 2: a label must be a whole number or a word, got \"0.5\"",
                "1,0;2,a|, line 2, column 2: labels must be all whole numbers or all words, got \"a\"",
                "1,a;2,|, line 2, column 2: labels must be all whole numbers or all words, got \"\"",
                "1;2|, line 1: a row must have a feature and a label, separated by a comma, got 1 column",
                "1,\"a;2,b|, line 1: a quoted cell must end on its line, got the end of the line",
                "x,species;1,a|, line 1: a first row that is not all numbers is a header, where one column is label,"
                        + " class or target, got 0 such columns",
                "class,label;1,a|, line 1: a first row that is not all numbers is a header, where one column is label,"
                        + " class or target, got 2 such columns",
            })
    void anErrorNamesPlaceRuleAndWhatWasThere(String text, String message) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> read(text.replace(';', '\n')))
                .withMessage(folder.resolve("data.csv") + message);
    }

    @Test
    void filesThatAreNoTextOrNotThereAreRefused() throws IOException {
        refuses(folder.resolve("none.csv"), ": cannot be read: no such file or folder");
        refuses(file("empty.csv", new byte[0]), ": the file must have rows, got an empty file");
        refuses(file("blank.csv", "\n \n".getBytes(UTF_8)), ": the file must have rows, got an empty file");
        refuses(file("latin.csv", "1,ä\n".getBytes(ISO_8859_1)), ": cannot be read: it is not UTF-8 text");
        refuses(
                file("train-images-idx3-ubyte", new byte[0]),
                ": IDX data are named by their folder, got one of the files");
    }

    private static void refuses(Path file, String message) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> Dataset.read(file))
                .withMessage(file + message);
    }

    @Test
    void aLineWithoutEndIsRefused() {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> read("1,".repeat(1 << 20)))
                .withMessageEndingWith("line 1: a line must have at most 1048576 characters, got more");
    }

    @Test
    void anIdentifierIsNoClass() {
        String rows = IntStream.rangeClosed(0, 1000).mapToObj(i -> "1," + i).collect(Collectors.joining("\n"));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> read(rows))
                .withMessageEndingWith("line 1001, column 2: there must be at most 1000 classes, got another, 1000");
    }

    @Test
    void aPackedFileIsRefusedAtEveryShorterLength() throws IOException {
        byte[] packed = Idx.gzip(FLOWERS.getBytes(UTF_8));
        for (int length = 0; length < packed.length; length++) {
            Path cut = file("cut.csv.gz", Arrays.copyOf(packed, length));
            assertThatExceptionOfType(DatasetException.class).isThrownBy(() -> Dataset.read(cut));
        }
    }

    @Test
    void aDamagedFileIsReadOrRefusedAndNothingElse() throws IOException {
        Random random = new Random(5);
        int refused = 0;
        for (int trial = 0; trial < 3000; trial++) {
            byte[] bytes = FLOWERS.getBytes(UTF_8);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            Path damaged = file("damaged.csv", Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)));
            try {
                assertThat(Dataset.read(damaged).featureCount()).isPositive();
            } catch (DatasetException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(300, 2999);
    }
}
