package dev.anneal.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SourceLimitsTest {
    private static final int LARGEST = 10_000_000;
    /** What takes the square of the length takes minutes. */
    private static final int LARGE = 1_500_000;

    private static final Duration SOON = Duration.ofSeconds(15);

    static Stream<String> hostileUnits() {
        return Stream.of(
                "[",
                "a = f(1\n",
                "\"",
                "\"\"\"",
                "\"\"\"\\",
                "\\\n",
                "if x:\n",
                "if x: ",
                "else:\n",
                "x[a:",
                "[*a,",
                "a & ",
                "x = y = ",
                "a;",
                "@",
                "{;",
                "for(",
                "/*",
                "new ",
                "a = b ",
                ">>> a\n",
                "\u201c",
                "a = 1 1\n",
                "(a\n b\n");
    }

    @ParameterizedTest
    @MethodSource("hostileUnits")
    void hugeSourcesAreAnsweredSoon(String unit) {
        String text = unit.repeat((unit.equals("[") ? LARGEST : LARGE) / unit.length());
        for (Source.Language language : Source.Language.values()) {
            Assertions.assertTimeout(SOON, () -> readsOrIsRefused(text, language));
        }
        assertThat(Source.Language.values()).contains(Source.parse("x = 1").language());
    }

    private static void readsOrIsRefused(String text, Source.Language language) {
        try {
            assertThat(Source.parse(text, language).text()).isEqualTo(text);
        } catch (NotationException refused) {
            assertThat(refused.getMessage()).hasSizeLessThan(600);
        }
    }

    @Test
    void bodiesNestOnlySoDeep() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= 100; i++) {
            text.append(" ".repeat(i)).append("if x:\n");
        }
        assertThat(Lines.text(text + " ".repeat(101) + "y = 1\nz = 2"))
                .contains("{unread []: indented deeper than 100}")
                .endsWith("; z = 2");
        assertThat(Lines.text(Source.parse("{".repeat(101) + "}".repeat(101) + "z = 2;", Source.Language.JAVA)
                        .lines()))
                .contains("nested deeper than 100")
                .endsWith("z = 2");
    }

    @Test
    void whatIsNoSourceAtAllIsRefused() {
        assertThatExceptionOfType(NotationException.class)
                .isThrownBy(() -> Source.parse("no source\n".repeat(10_001)))
                .satisfies(e -> assertThat(e.problem()).isEqualTo("more than 10000 lines that cannot be read"));
        assertThatExceptionOfType(NotationException.class)
                .isThrownBy(() -> Source.parse(" ".repeat(16_000_001)))
                .satisfies(e -> assertThat(e.problem()).contains("at most 16000000"));
    }
}
