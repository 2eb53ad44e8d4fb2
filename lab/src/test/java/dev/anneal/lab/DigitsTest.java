package dev.anneal.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigitsTest {

    private final Dataset digits = Dataset.digits();

    @Test
    void theBundledBytesAreThoseOfTheNotice() throws IOException, NoSuchAlgorithmException {
        try (var in = Objects.requireNonNull(Dataset.class.getResourceAsStream("digits.csv.gz"));
                var notice = Objects.requireNonNull(Dataset.class.getResourceAsStream("NOTICE"))) {
            String sum = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
            assertThat(sum).isEqualTo("09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22");
            assertThat(new String(notice.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains(sum);
        }
    }

    @Test
    void thereAre1797ImagesOf64PixelsIn10Classes() {
        assertThat(digits).hasToString("digits (1797 rows, 64 features, 10 classes)");
    }

    @Test
    void eachDigitIsThereAsOftenAsPublished() {
        // The class distribution of the test set in the documentation of the repository.
        int[] counts = new int[10];
        IntStream.range(0, digits.size()).forEach(row -> counts[digits.label(row)]++);
        assertThat(counts).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
    }

    @Test
    void pixelsAreDividedBy16() {
        // The first line of the file starts with 0,0,5,13.
        assertThat(digits.features(0)).startsWith(0, 0, 5 / 16f, 13 / 16f);
        for (int row = 0; row < digits.size(); row++) {
            for (float pixel : digits.features(row)) {
                assertThat(pixel).isBetween(0f, 1f);
            }
        }
    }
}
