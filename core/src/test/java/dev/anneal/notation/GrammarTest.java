package dev.anneal.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar in the documentation and the parser say the same. */
class GrammarTest {
    private final Ebnf grammar = new Ebnf(documented());

    private static String documented() {
        try {
            String page = Files.readString(Path.of("..", "docs", "notation.md"));
            int start = page.indexOf("```ebnf\n") + "```ebnf\n".length();
            return page.substring(start, page.indexOf("```", start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everySentenceOfTheGrammarIsRead() {
        Sentences sentences = new Sentences(grammar, 23);
        for (int i = 0; i < 5_000; i++) {
            String expression = sentences.next("expression");
            assertThatCode(() -> Expression.parse(expression)).as(expression).doesNotThrowAnyException();
            String script = sentences.next("script");
            assertThatCode(() -> Script.parse(script)).as(script).doesNotThrowAnyException();
        }
    }

    @Test
    void everythingThatIsPrintedIsASentence() {
        RandomExpressions expressions = new RandomExpressions(29);
        Recogniser recogniser = new Recogniser(grammar);
        for (int i = 0; i < 1_000; i++) {
            String text = expressions.next(i % 4).toString();
            if (!text.contains("\\U") && text.length() < 400) {
                assertThat(recogniser.accepts("expression", text)).as(text).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1.",
                ".5e-3",
                "0x1F",
                "0_0",
                "1_0.0_1e+1_0",
                "'a' if b else \"c\\u00e9\"",
                "(1,)",
                "()",
                "[]",
                "{}",
                "{1: 2,}",
                "f()",
                "f(1, a=2,)",
                "a.b(c)[d]",
                "lambda: 0",
                "lambda a, b,: 0",
                "(a) -> b",
                "() -> 0",
                "(a, b,) -> a",
                "x -> y -> 1 if x else y",
                "not a in b is not c not in d",
                "- + -2 ** -3 ** x",
                "a or not b and c < d <= e",
                "1 if 2 else t -> 3",
                "# only\n 1",
                "f(\n1,\n2)"
            })
    void samplesAreAcceptedByBoth(String text) {
        assertThatCode(() -> Expression.parse(text)).doesNotThrowAnyException();
        assertThat(new Recogniser(grammar).accepts("script", text.replaceFirst("#.*\n", "")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1 2",
                "1__0",
                "007",
                "0x",
                "1e",
                "(",
                ")",
                "[1",
                "(,)",
                "[,]",
                "{1}",
                "{1: 2 3}",
                "f(a=1, 2)",
                "f(,)",
                "a.",
                "a.1",
                "a[]",
                "a[1, 2]",
                "lambda",
                "lambda 1: 2",
                "lambda (a): 2",
                "(a, 1) -> 2",
                "f(x) -> 1",
                "1 -> 2",
                "not",
                "a not b",
                "a is in b",
                "1 + not 2",
                "1 +",
                "* 2",
                "a if b",
                "a else b",
                "if",
                "'a",
                "'a\\q'",
                "'a'b",
                "a == = b",
                "a <> b",
                "a && b",
                "x = 1",
                "a: b",
                "$",
                "t -> ",
                "-> 1",
                "a, b",
                "f(a.b=1)",
                "\"a\nb\""
            })
    void samplesAreRefusedByBoth(String text) {
        assertThatExceptionOfType(NotationException.class).isThrownBy(() -> Expression.parse(text));
        assertThat(new Recogniser(grammar).accepts("expression", text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a = 1", "a[1] *= 2; b", "a\nb\n", "a;\n;b;"})
    void scriptsAreAcceptedByBoth(String text) {
        assertThatCode(() -> Script.parse(text)).doesNotThrowAnyException();
        assertThat(new Recogniser(grammar).accepts("script", text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a = b = 1", ";a", "a b", "a.b = 1", "f() = 1", "(a) = 1", "a[1][2] = 3", "= 1", "a ="})
    void scriptsAreRefusedByBoth(String text) {
        assertThatExceptionOfType(NotationException.class).isThrownBy(() -> Script.parse(text));
        assertThat(new Recogniser(grammar).accepts("script", text)).isFalse();
    }
}
