package dev.anneal.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumeralsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0.0",
                "500",
                "98000",
                "9999999",
                "1e7",
                "12345678",
                "1e8",
                "1.2e7",
                "12345678.9",
                "0.1",
                "0.002",
                "0.001",
                "9.99e-4",
                "3e-4",
                "1.5e-7",
                "-3",
                "-2.5e-10",
                "100.5",
                "1234567.25",
                "1e23",
                "2e-323",
                "5e-324",
                "1.7976931348623157e308",
                "5.684341886080802e-14",
                "9007199254740992",
                "1e21",
                "2.2e-322"
            })
    void textsAreCanonical(String text) {
        assertThat(Numerals.text(Double.parseDouble(text))).isEqualTo(text);
    }

    @Test
    void whatIsNoNumberHasAName() {
        assertThat(Numerals.text(Double.NaN)).isEqualTo("nan");
        assertThat(Numerals.text(Double.POSITIVE_INFINITY)).isEqualTo("inf");
        assertThat(Numerals.text(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
    }

    /** One digit fewer, rounded down or up, is another double. */
    @Test
    void textsAreShortestAndReadBack() {
        Random random = new Random(13);
        for (int i = 0; i < 30_000; i++) {
            double value = value(random, i);
            String text = Numerals.text(value);
            assertThat(Double.parseDouble(text)).isEqualTo(value);
            int digits = new BigDecimal(text).stripTrailingZeros().precision();
            if (digits > 1) {
                BigDecimal exact = new BigDecimal(value);
                BigDecimal down = exact.round(new MathContext(digits - 1, RoundingMode.DOWN));
                BigDecimal up = exact.round(new MathContext(digits - 1, RoundingMode.UP));
                assertThat(down.doubleValue()).as(text).isNotEqualTo(value);
                assertThat(up.doubleValue()).as(text).isNotEqualTo(value);
            }
        }
    }

    /** The decimals one unit of the last digit away are farther from the double, unless they are other doubles. */
    @Test
    void textsAreTheNearestOfTheirLength() {
        Random random = new Random(19);
        for (int i = 0; i < 30_000; i++) {
            double value = value(random, i);
            BigDecimal text = new BigDecimal(Numerals.text(value)).stripTrailingZeros();
            BigDecimal exact = new BigDecimal(value);
            BigDecimal error = text.subtract(exact).abs();
            for (BigDecimal other : new BigDecimal[] {text.add(text.ulp()), text.subtract(text.ulp())}) {
                boolean farther = other.subtract(exact).abs().compareTo(error) >= 0;
                assertThat(farther || other.doubleValue() != value)
                        .as("%s and %s", text, other)
                        .isTrue();
            }
        }
    }

    /** The checksum is that of Java 17 and of Java 25. */
    @Test
    void textsAreTheSameOnEveryJavaRelease() {
        Random random = new Random(17);
        CRC32 checksum = new CRC32();
        for (int i = 0; i < 60_000; i++) {
            checksum.update((Numerals.text(value(random, i)) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(checksum.getValue()).isEqualTo(2571944670L);
    }

    private static double value(Random random, int i) {
        return switch (i % 5) {
            case 0 -> Math.scalb(1.0, random.nextInt(2098) - 1074);
            case 1 -> Double.longBitsToDouble(random.nextLong() >>> (12 + random.nextInt(52)));
            case 2 -> random.nextInt(10_000_000) / 1e4;
            case 3 -> random.nextDouble();
            default -> Double.longBitsToDouble((random.nextLong() >>> 1) % 0x7FF0_0000_0000_0000L);
        };
    }
}
