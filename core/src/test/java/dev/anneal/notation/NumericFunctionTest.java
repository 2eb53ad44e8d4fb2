package dev.anneal.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NumericFunctionTest {
    private static final Map<String, Double> NAMES =
            Map.of("total", 10_000.0, "shift", -2.0, "run.steps", 7.0, "never", Double.POSITIVE_INFINITY);

    private static NumericFunction function(String text) {
        return NumericFunction.of(text, (Expression.Lambda) Expression.parse(text), NAMES::get);
    }

    @Test
    void computesItsBody() {
        assertThat(function("t -> 0.1 * cos(pi * t)").at(1)).isEqualTo(-0.1);
        assertThat(function("(k, x) -> x * 0.5 ** k").at(2, 8)).isEqualTo(2);
        assertThat(function("t -> 1 if 0 <= t < 3 or t in [5, 2 * t - 9] else -1")
                        .at(9))
                .isEqualTo(1);
        assertThat(function("t -> 1 if 0 <= t < 3 or t in [5, 2 * t - 9] else -1")
                        .at(4))
                .isEqualTo(-1);
        assertThat(function("t -> max(t, 2, 3 * t) + min([t, 1]) // 2").at(-4)).isEqualTo(0);
        assertThat(function("t -> round(t, 2)").at(2.675)).isEqualTo(2.67);
        assertThat(function("t -> not t and True").at(0)).isEqualTo(1);
    }

    @Test
    void boundNamesPrintAsNumbers() {
        assertThat(function("lambda t: (t - shift) ** shift / total + shift ** 2"))
                .hasToString("t -> (t - -2) ** -2 / 10000 + (-2) ** 2");
        assertThat(function("t -> max(run.steps, pi, math.e, t)")).hasToString("t -> max(7, pi, math.e, t)");
        assertThat(function("total -> total in [never, shift]")).hasToString("total -> total in [inf, -2]");
    }

    @Test
    void isEqualToWhatItsTextSays() {
        NumericFunction function = function("(k, x) -> x / total if k != shift else never");
        String text = function.toString();
        NumericFunction again = NumericFunction.of(text, (Expression.Lambda) Expression.parse(text), name -> null);
        assertThat(again).isEqualTo(function).hasSameHashCodeAs(function).isNotEqualTo(function("x -> x"));
        assertThat(again.at(1, 5)).isEqualTo(function.at(1, 5));
        assertThat(again.parameters()).isEqualTo(2);
    }

    @Test
    void nothingIsRefusedWhileItRuns() {
        assertThat(function("t -> 1 / t").at(0)).isInfinite();
        assertThat(function("t -> 1 // t").at(0)).isInfinite();
        assertThat(function("t -> 1 % t").at(0)).isNaN();
        assertThat(function("t -> sqrt(t) + log(t)").at(-1)).isNaN();
        assertThat(function("t -> t ** 0.5").at(-1)).isNaN();
        assertThat(function("t -> exp(t)").at(1e9)).isInfinite();
        assertThat(function("t -> round(t, t)").at(0.5)).isNaN();
    }

    @Test
    void whatIsUnknownIsRefusedWhenItIsMade() {
        assertThatThrownBy(() -> function("step -> 0.1 * stpe"))
                .hasMessage("unknown name 'stpe'\n  step -> 0.1 * stpe\n                ^^^^\ndid you mean 'step'?");
        assertThatThrownBy(() -> function("t -> sine(t)")).hasMessageEndingWith("did you mean 'sin'?");
        for (String text : new String[] {"() -> 1", "(a, b, c) -> 1", "t -> 'a'", "t -> [t]", "t -> x -> 1"}) {
            assertThatExceptionOfType(NotationException.class).as(text).isThrownBy(() -> function(text));
        }
        assertThatThrownBy(() -> function("(k, x) -> k").at(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void callsAllocateNothing() throws ReflectiveOperationException {
        NumericFunction function = function(
                "(k, x) -> max(x * 0.5 ** (k // 3), 1e-3, round(x, 3)) if 0 < k % 7 <= 5 and x not in (1, k) else cos(k)");
        double sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += function.at(i, 0.1);
        }
        long before = allocated();
        allocated();
        long measuring = allocated() - before;
        before = allocated();
        for (int i = 0; i < 100_000; i++) {
            sum += function.at(i, 0.1);
        }
        assertThat(allocated() - before).isLessThanOrEqualTo(measuring + 10_000);
        assertThat(sum).isFinite();
    }

    /** By reflection, because the module under test does not read the management modules. */
    private static long allocated() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        return (long) Class.forName("com.sun.management.ThreadMXBean")
                .getMethod("getThreadAllocatedBytes", long.class)
                .invoke(threads, Thread.currentThread().getId());
    }
}
