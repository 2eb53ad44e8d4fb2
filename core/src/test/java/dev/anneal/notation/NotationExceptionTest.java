package dev.anneal.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotationExceptionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(1, 2] | expected ',' or ')', found ']' | 5",
                "f([1, 2 | the bracket is never closed | 2",
                "1 + | expected an expression, found the end of the text | 3",
                "a b | expected the end of the expression, found 'b' | 2",
                "1 if 2 | expected 'else', found the end of the text | 6",
                "a. | expected a name after '.', found the end of the text | 2",
                "{1} | expected ':', found '}' | 2",
                "a not b | expected 'in' after 'not', found 'b' | 6",
                "f(a=1, 2) | an argument without a keyword must stand before all with one | 7",
                "f(a=1, a=2) | the keyword is given twice | 7",
                "f(a.b=1) | a keyword must be a name | 2",
                "f((a)=1) | a keyword must be a name | 2",
                "(a, 1) -> 2 | a parameter must be a name | 4",
                "(a, a) -> 2 | the parameter is named twice | 4",
                "lambda (a): 2 | expected a parameter or ':', found '(' | 7",
                "lambda a=1: 2 | expected ',' or ':', found '=' | 8",
                "f(x) -> 1 | expected the parameters of a function before '->' | 0",
                "1 + not x | expected an expression, found 'not' | 4",
                "007 | an integer must not begin with 0 | 0",
                "1__0 | malformed number | 0",
                "5k | malformed number | 0",
                "1.2.3 | malformed number | 0",
                "1e | malformed number | 0",
                "0x | malformed number | 0",
                "1e400 | the number is too large for a double | 0",
                "1e-400 | the number is too small for a double | 0",
                "'abc | the string is not closed on its line | 0",
                "'a\\d' | unknown escape; a backslash is written \\\\ | 2",
                "'\\u12g4' | unknown escape; a backslash is written \\\\ | 1",
                "'\\U00110000' | unknown escape; a backslash is written \\\\ | 1",
                "1 && 2 | unexpected character '&'; write and | 2",
                "x − 1 | unexpected character '−'; write - | 2",
                "a ? b : c | unexpected character '?'; write a if condition else b | 2",
                "a[1, 2] | expected ']', found ',' | 3",
                "[x for x in y] | expected ',' or ']', found 'for' | 3",
            })
    void tellsWhatIsWrongAndWhere(String text, String problem, int place) {
        assertThatThrownBy(() -> Expression.parse(text)).isInstanceOfSatisfying(NotationException.class, e -> {
            assertThat(e.problem()).isEqualTo(problem);
            assertThat(e.span().start()).isEqualTo(place);
            assertThat(e.text()).isEqualTo(text);
        });
    }

    @Test
    void pointsBelowThePlace() {
        assertThat(NotationException.at("linear(0, 1]", new Span(11, 12), "expected ')'"))
                .hasMessage("expected ')'\n  linear(0, 1]\n             ^");
        assertThat(NotationException.at("a = coss(1)", new Span(4, 8), "unknown function", "cos"))
                .hasMessage("unknown function\n  a = coss(1)\n      ^^^^\ndid you mean 'cos'?");
        assertThat(NotationException.at("a", new Span(1, 1), "more")).hasMessage("more\n  a\n   ^");
        assertThat(NotationException.at("a", Span.NONE, "more")).hasMessage("more");
    }

    @Test
    void showsOnlyTheLineOfAnError() {
        assertThat(NotationException.at("a\r\nb\n\tc + d\ne", new Span(10, 11), "what is d"))
                .hasMessage("line 3: what is d\n  \tc + d\n  \t    ^");
        assertThat(NotationException.at("a\n(b\nc", new Span(2, 6), "all")).hasMessage("line 2: all\n  (b\n  ^^");
    }

    @Test
    void columnsFitTabsWideAndCombiningCharacters() {
        assertThat(NotationException.at("\té\t$", new Span(3, 4), "x")).hasMessage("x\n  \té\t$\n  \t \t^");
        assertThat(NotationException.at("'学习率' $", new Span(6, 7), "x")).hasMessage("x\n  '学习率' $\n           ^");
        assertThat(NotationException.at("e\u0301 $", new Span(3, 4), "x")).hasMessage("x\n  e\u0301 $\n    ^");
        assertThat(NotationException.at("'😀' $", new Span(5, 6), "x")).hasMessage("x\n  '😀' $\n       ^");
        assertThat(NotationException.at("\u001b[31m$", new Span(0, 1), "x")).hasMessage("x\n  \uFFFD[31m$\n  ^");
    }

    @Test
    void longLinesAreCutAroundThePlace() {
        String text = "1 + ".repeat(1000) + "$" + " + 1".repeat(1000);
        List<String> lines = message(text, 4000, 4001).lines().toList();
        assertThat(lines.get(1)).hasSize(104).startsWith("  …").endsWith("…");
        assertThat(lines.get(1).charAt(lines.get(2).indexOf('^'))).isEqualTo('$');
        assertThat(message(text, 0, 1)).startsWith("x\n  1 + 1").endsWith("…\n  ^");
        assertThat(message(text, 8001, 8001)).startsWith("x\n  …").endsWith(" ^");
    }

    private static String message(String text, int start, int end) {
        return Objects.requireNonNull(
                NotationException.at(text, new Span(start, end), "x").getMessage());
    }
}
