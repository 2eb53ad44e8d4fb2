package dev.anneal.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private static final Span NONE = Span.NONE;

    @Test
    void printedTreesReadBackEqual() {
        RandomExpressions expressions = new RandomExpressions(7);
        for (int i = 0; i < 20_000; i++) {
            Expression expression = expressions.next(i % 6);
            Expression again = Expression.parse(expression.toString());
            assertThat(again).as(expression.toString()).isEqualTo(expression).hasSameHashCodeAs(expression);
        }
    }

    /** Every pair of brackets that is printed is needed: without it the text says something else, or nothing. */
    @Test
    void noBracketsArePrintedInVain() {
        RandomExpressions expressions = new RandomExpressions(11);
        for (int i = 0; i < 3_000; i++) {
            String text = expressions.next(1 + i % 3).toString();
            if (!text.contains("\"")) {
                for (int open = text.indexOf('('); open >= 0; open = text.indexOf('(', open + 1)) {
                    assertThat(saysTheSameWithout(text, open))
                            .as(text + " at " + open)
                            .isFalse();
                }
            }
        }
    }

    private static boolean saysTheSameWithout(String text, int open) {
        int depth = 0;
        int close = open;
        do {
            depth += text.charAt(close) == '(' ? 1 : text.charAt(close) == ')' ? -1 : 0;
            close++;
        } while (depth > 0);
        String bare = text.substring(0, open) + text.substring(open + 1, close - 1) + text.substring(close);
        try {
            return Expression.parse(bare).equals(Expression.parse(text));
        } catch (NotationException needed) {
            return false;
        }
    }

    @Test
    void anyCharactersReadOrAreRefused() {
        Random random = new Random(3);
        String alphabet = "()[]{},:.;=+-*/%<>!'\"\\#\n\r\t 019_exabtnu\u00e9\u2003\ud83d\ude00\u0301";
        List<String> words = List.of("lambda ", "if ", " else ", " not ", " in ", "->", "x", "1", "(", ")", ", ");
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                text.append(
                        random.nextInt(3) > 0
                                ? words.get(random.nextInt(words.size()))
                                : String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))));
            }
            try {
                Expression expression = Expression.parse(text.toString());
                assertThat(Expression.parse(expression.toString())).isEqualTo(expression);
                read++;
            } catch (NotationException refused) {
                assertThat(refused.span().start()).isBetween(0, text.length());
            }
        }
        assertThat(read).isGreaterThan(5_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 + 2 * 3 | 1+2*3",
                "(1 + 2) * 3 | (1+2)*3",
                "1 - (2 - 3) - 4 | 1-(2-3)-4",
                "-x ** 2 | -(x**2)",
                "(-x) ** 2 | (-x)**2",
                "2 ** -3 ** 2 | 2**(-(3**2))",
                "--x | -(-x)",
                "not a == b | not (a == b)",
                "(not a) == b | (not a) == b",
                "a < b <= c not in d is not e | a<b<=c not  in d is\tnot e",
                "(a < b) < c | (a<b)<c",
                "a or b and not c | (a or (b and (not c)))",
                "a if b else c if d else e | a if b else (c if d else e)",
                "(a if b else c) if d else e | (a if b else c) if d else e",
                "t -> t + 1 | lambda t: t + 1",
                "(k, x) -> y -> k | lambda k, x,: ((y) -> k)",
                "() -> 0 | lambda: 0",
                "(t -> t)(3) | (lambda t: t)(3)",
                "f(x -> x, key=y -> y) | f((x) -> x, key=lambda y: y,)",
                "{\"a\": [1, None], 2: (1,), (): True} | {'a': [1, null,], 2: (1,), (): true,}",
                "a.b(c=1)[0].d | (a.b)(c = 1)[0]\\  .d",
                "(1).real | (1).real",
                "30.0 | 30.",
                "0.05 | .5e-1",
                "1000000 | 1_000_000",
                "255 | 0xfF",
                "8 | 0o10",
                "5 | 0b1_01",
                "1e8 | 1e8",
                "100000000 | 100_000_000",
                "123456789012345680000 | 123456789012345678901",
                "9007199254740992 | 0x20_0000_0000_0001",
                "dict(a=1) | dict(a=1)",
                "\"it's \\\"\\\\\\n\\u0007é\" | 'it\\'s \"\\\\\\n\\x07\\u00e9'",
                "\"AA/😀\" | '\\101\\x41\\/\\ud83d\\ude00'",
            })
    void readsAndPrintsCanonically(String canonical, String text) {
        String written = text.replace("\\  ", "\\\n");
        assertThat(Expression.parse(written)).hasToString(canonical);
        assertThat(Expression.parse(canonical)).isEqualTo(Expression.parse(written));
    }

    @Test
    void numbersArePrintedAsNumeralsAre() {
        for (double value : new double[] {0, 3, -3, 0.1, -1e-9, 1e8, 12345678, -0.0, 1 / 0.0, -1 / 0.0, 0 / 0.0}) {
            Expression number = Expression.number(value);
            assertThat(number).hasToString(Numerals.text(value)).isEqualTo(Expression.parse(number.toString()));
        }
    }

    @Test
    void spansAreThePlacesOfTheParts() {
        String text = "a + f( x ,k=(1))[2].then  ";
        Expression.Binary sum = (Expression.Binary) Expression.parse(text);
        Expression.Chain chain = (Expression.Chain) sum.right();
        Expression.Arguments call = (Expression.Arguments) chain.links().get(0);
        assertThat(said(text, sum)).isEqualTo("a + f( x ,k=(1))[2].then");
        assertThat(said(text, chain)).isEqualTo("f( x ,k=(1))[2].then");
        assertThat(text.substring(call.span().start(), call.span().end())).isEqualTo("( x ,k=(1))");
        assertThat(said(text, call.arguments().get(1).value())).isEqualTo("1");
        Span last = chain.links().get(2).span();
        assertThat(text.substring(last.start(), last.end())).isEqualTo("then");
    }

    private static String said(String text, Expression expression) {
        return text.substring(expression.span().start(), expression.span().end());
    }

    @Test
    void whatCannotBeWrittenCannotBeMade() {
        Expression one = Expression.number(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Expression.Num(-1, false, NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Expression.Num(-0.0, false, NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Expression.Num(Double.NaN, false, NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Expression.Num(0.5, true, NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Expression.Name("lambda", NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Expression.Name("a b", NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Expression.Name("", NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Expression.Unary(Operator.POWER, one, NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Expression.Comparison(one, List.of(), NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Expression.Chain(one, List.of(), NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Expression.Lambda(List.of("a", "a"), one, NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Span(3, 2));
    }
}
