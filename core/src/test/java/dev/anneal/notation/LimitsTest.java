package dev.anneal.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LimitsTest {
    private static final int LARGE = 10_000_000;
    private static final Duration SOON = Duration.ofSeconds(20);

    static Stream<String> hostileUnits() {
        return Stream.of(
                "[",
                "(",
                "{",
                "((a,",
                "{1:",
                "f(",
                "a[",
                "-",
                "not ",
                "- +",
                "1+",
                "1**",
                "1<",
                "a or ",
                "a if b else ",
                "a if ",
                "lambda:",
                "lambda a,",
                "t->",
                "(t)->",
                "()->",
                "a.b.",
                "a()",
                "f(a=1,",
                "1,",
                "[1,",
                "'",
                "'a' ",
                "\\\n",
                "#",
                "\n",
                " ",
                "a;",
                "a=1;",
                "9",
                "0_",
                "0x",
                "1e",
                "1.",
                "\u0301",
                "\ud83d",
                "]",
                ")",
                "a\n.b");
    }

    @ParameterizedTest
    @MethodSource("hostileUnits")
    void hugeTextsAreAnsweredSoon(String unit) {
        String text = unit.repeat(LARGE / unit.length());
        Assertions.assertTimeout(SOON, () -> readsOrIsRefused(text));
        Assertions.assertTimeout(SOON, () -> readsOrIsRefused("x = (" + text));
    }

    private static void readsOrIsRefused(String text) {
        try {
            Script.parse(text);
        } catch (NotationException refused) {
            assertThat(refused.getMessage()).hasSizeLessThan(600);
        }
    }

    @Test
    void longTextsThatMeanSomethingAreRead() {
        assertThat(Expression.parse("'" + "x".repeat(LARGE) + "'").toString()).hasSize(LARGE + 2);
        assertThat(Expression.parse("1 #" + "x".repeat(LARGE))).hasToString("1");
        assertThat(((Expression.ListOf) Expression.parse("[" + "1,".repeat(1_000_000) + "]")).items())
                .hasSize(1_000_000);
    }

    @Test
    void chainsAreAsLongAsOneLikes() {
        String text = "s" + ".then(hold(1, 5))".repeat(100_000);
        Expression chain = Expression.parse(text);
        assertThat(chain).hasToString(text).isEqualTo(Expression.parse(text)).hasSameHashCodeAs(Expression.parse(text));
    }

    @Test
    void theLastThatIsAllowedIsAllowed() {
        assertThat(Expression.parse("[".repeat(199) + "]".repeat(199)).toString())
                .hasSize(398);
        refused("[".repeat(201) + "]".repeat(201), "nested deeper than 200");
        refused("-".repeat(201) + "1", "nested deeper than 200");
        refused("1**".repeat(201) + "1", "nested deeper than 200");
        refused("t->".repeat(201) + "1", "nested deeper than 200");
        refused("1 if 2 else ".repeat(201) + "1", "nested deeper than 200");
        assertThat(Expression.parse("1+".repeat(399) + "1")).isInstanceOf(Expression.Binary.class);
        refused("1+".repeat(400) + "1", "more than 400 operators in a row");
        refused("(".repeat(9) + "1" + ("+1".repeat(100) + ")").repeat(9), "more than 400 operators in a row");
        refused("1".repeat(310), "the number is too large for a double");
        refused("[" + "1,".repeat(2_000_001) + "]", "more than 2000000 parts");
        refused(" ".repeat(16_000_001), "text must be at most 16000000 characters long, got 16000001");
    }

    private static void refused(String text, String problem) {
        assertThatExceptionOfType(NotationException.class)
                .isThrownBy(() -> Expression.parse(text))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(problem));
    }

    /** The deepest trees that are read can be read, printed, compared and computed on a small stack. */
    @ParameterizedTest
    @MethodSource("deepest")
    void deepTreesNeedLittleStack(String text) throws InterruptedException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, () -> use(text), "small stack", 640 * 1024);
        thread.setUncaughtExceptionHandler((dead, thrown) -> failure.set(thrown));
        thread.start();
        thread.join();
        assertThat(failure.get()).isNull();
    }

    static Stream<String> deepest() {
        return Stream.of(
                "(t -> " + "(t+".repeat(190) + "t" + ")".repeat(190) + ")",
                "t -> " + "-".repeat(198) + "t",
                "t -> " + "t+".repeat(398) + "t",
                "t -> " + "(".repeat(198) + "t" + "+ t)".repeat(198) + " * t".repeat(199),
                "t -> " + "1 if t else ".repeat(190) + "t",
                "t -> " + "1 < (".repeat(190) + "t" + ")".repeat(190),
                "t -> " + "max(1, ".repeat(190) + "t" + ")".repeat(190),
                "t -> " + "not t in [".repeat(95) + "t" + "]".repeat(95),
                "t -> " + "[{1:f(a[".repeat(49) + "t" + "])}]".repeat(49),
                "t -> " + "f(x=".repeat(190) + "t" + ")".repeat(190),
                "t -> " + "t -> ".repeat(190) + "t");
    }

    private static void use(String text) {
        Expression expression = Expression.parse(text);
        assertThat(Expression.parse(expression.toString()))
                .isEqualTo(expression)
                .hasSameHashCodeAs(expression);
        try {
            NumericFunction.of(text, (Expression.Lambda) expression, name -> null)
                    .at(1);
        } catch (NotationException noNumber) {
            assertThat(noNumber.problem()).matches("expected a number(, got .*)?|unknown .*|.*list.*");
        }
    }
}
