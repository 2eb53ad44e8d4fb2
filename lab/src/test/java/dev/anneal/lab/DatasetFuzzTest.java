package dev.anneal.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes, a reader gives data or a {@link DatasetException}. */
class DatasetFuzzTest {

    @TempDir
    static Path folder;

    @FuzzTest
    void commaSeparatedValues(byte[] bytes) {
        try {
            Dataset data = CsvFile.read(new ByteArrayInputStream(bytes), "fuzz")
                    .scaledByColumn()
                    .dataset("fuzz");
            assertThat(data.classCount()).isGreaterThanOrEqualTo(2);
            for (int row = 0; row < data.size(); row++) {
                assertThat(data.label(row)).isBetween(0, data.classCount() - 1);
                for (float feature : data.features(row)) {
                    assertThat(feature).isBetween(0f, 1f);
                }
            }
        } catch (DatasetException e) {
            assertThat(e).hasMessageStartingWith("fuzz").hasMessageNotContaining("null");
        }
    }

    @FuzzTest
    void images(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("fuzz"), bytes);
        try (IdxFile idx = IdxFile.open(file, 3)) {
            byte[] item = new byte[idx.itemBytes()];
            for (int i = 0; i < idx.count(); i++) {
                idx.read(i, item);
            }
            idx.requireEnd();
        } catch (DatasetException e) {
            assertThat(e).hasMessageStartingWith(file.toString()).hasMessageNotContaining("null");
        }
    }
}
