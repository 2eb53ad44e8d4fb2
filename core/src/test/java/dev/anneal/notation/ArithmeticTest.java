package dev.anneal.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArithmeticTest {
    private static final Map<String, Double> NAMES = Map.of("total", 10_000.0, "e", 3.0, "run.steps", 7.0);

    private static double evaluate(String text) {
        return Arithmetic.evaluate(text, Expression.parse(text), NAMES::get);
    }

    /** The values were computed by CPython 3.11; its C library and StrictMath differ in the last bits of functions. */
    @Test
    void answersWhatPythonAnswers() throws IOException {
        try (InputStream file = ArithmeticTest.class.getResourceAsStream("arithmetic.tsv")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            text.lines().skip(1).map(line -> line.split("\t", -1)).forEach(row -> check(row[0], row[1]));
        }
    }

    private static void check(String text, String value) {
        if (value.equals("error")) {
            assertThatExceptionOfType(NotationException.class)
                    .as(text)
                    .isThrownBy(() -> Arithmetic.evaluate(text, Expression.parse(text), name -> null));
            return;
        }
        double wanted = Double.parseDouble(value.replace("inf", "Infinity"));
        double got = Arithmetic.evaluate(text, Expression.parse(text), name -> null);
        if (text.matches(".*[a-z0-9]\\(.*|.*\\*\\*.*") && Double.isFinite(wanted)) {
            assertThat(got).as(text).isCloseTo(wanted, within(1e-12 * Math.max(1, Math.abs(wanted))));
        } else {
            assertThat(got).as(text).isEqualTo(wanted);
        }
    }

    @Test
    void floorDivisionIsExact() {
        assertThat(evaluate("27 // 2.7")).isEqualTo(9.0);
        assertThat(evaluate("27 % 2.7")).isEqualTo(2.6999999999999984);
        assertThat(evaluate("-7 // 2")).isEqualTo(-4);
        assertThat(evaluate("-7 % 3")).isEqualTo(2);
        assertThat(evaluate("7 % -3")).isEqualTo(-2);
    }

    @Test
    void givenNamesWinOverConstants() {
        assertThat(evaluate("total / e")).isEqualTo(10_000.0 / 3);
        assertThat(evaluate("np.pi + math.pi + numpy.pi")).isEqualTo(3 * Math.PI);
        assertThat(evaluate("math.e")).isEqualTo(Math.E);
        assertThat(evaluate("run.steps * 2")).isEqualTo(14);
    }

    @Test
    void whatDoesNotCountIsNotRefused() {
        assertThat(evaluate("0 and 1 / 0")).isZero();
        assertThat(evaluate("1 if True else 1 / 0")).isEqualTo(1);
        assertThat(evaluate("2 < 1 < 1 / 0")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'foo'; expected a number; 0..5",
                "[1]; expected a number; 0..3",
                "None; expected a number; 0..4",
                "t -> t; expected a number; 0..6",
                "f(1)(2); expected a number; 0..7",
                "totl + 1; unknown name 'totl'; 0..4",
                "1 + tay; unknown name 'tay'; 4..7",
                "coss(1); unknown function 'coss'; 0..4",
                "cos + 1; cos is a function; 0..3",
                "2 / (3 - 3); division by zero; 5..10",
                "-8 ** 0.5 + (-8) ** 0.5; (-8) ** 0.5 is undefined; 12..23",
                "1 + sqrt(-1); sqrt(-1) is undefined; 4..12",
                "exp(1e3); exp(1000) is out of range; 0..8",
                "round(x=1); round takes no keywords; 6..9",
                "sin(1, 2); sin takes 1 argument, got 2; 3..9",
                "max(); max takes 2 arguments or more, or a list, got 0; 3..5",
                "1 in 2; expected a list; 5..6",
                "1 in [1] < 2; a list cannot be compared further; 5..8",
            })
    void refusalsPointAtThePlace(String text, String problem, String place) {
        String expression = text.equals("foo") ? "'foo'" : text;
        assertThatExceptionOfType(NotationException.class)
                .isThrownBy(() -> evaluate(expression))
                .satisfies(e -> assertThat(e.problem()).startsWith(problem))
                .satisfies(e ->
                        assertThat(e.span().start() + ".." + e.span().end()).isEqualTo(place));
    }

    @Test
    void theNearestNameIsSuggested() {
        assertThatThrownBy(() -> evaluate("0.1 * coss(pi)"))
                .hasMessage("unknown function 'coss'\n  0.1 * coss(pi)\n        ^^^^\ndid you mean 'cos'?");
    }

    @Test
    void operatorsApplyToNumbersWithoutRefusing() {
        assertThat(Arithmetic.apply(Operator.DIVIDE, 1, 0)).isInfinite();
        assertThat(Arithmetic.apply(Operator.MODULO, 1, 0)).isNaN();
        assertThat(Arithmetic.apply(Operator.POWER, -8, 0.5)).isNaN();
        assertThat(Arithmetic.apply(Operator.AT_MOST, 1, 1)).isEqualTo(1);
        assertThat(Arithmetic.apply(Operator.OR, 0, 3)).isEqualTo(3);
        assertThatThrownBy(() -> Arithmetic.apply(Operator.NOT, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void roundingIsThatOfTheExactValue() {
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            int digits = random.nextInt(28) - 5;
            double x = random.nextInt(4) == 0
                    ? random.nextInt(20_001) / 8.0 - 1000
                    : random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
            double exact =
                    new BigDecimal(x).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
            assertThat(Rounding.toDigits(x, digits)).as(x + " to " + digits).isEqualTo(exact);
        }
    }

    @Test
    void binaryLogarithmsOfPowersAreExact() {
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            assertThat(evaluate("log2(2 ** " + exponent + ")")).isEqualTo(exponent);
        }
    }
}
