package dev.anneal.notation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Whatever the text, the answer is a value or a {@link NotationException}, and what was read prints and reads again. */
class NotationFuzzTest {
    private static final Map<String, Double> NAMES = Map.of("total", 10_000.0, "epoch", 391.0, "gamma", 0.5);

    @FuzzTest
    void expressionsReadOrAreRefused(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            Expression expression = Expression.parse(text);
            assertThat(Expression.parse(expression.toString())).isEqualTo(expression);
            assertThat(Expression.parse(expression.toString()).hashCode()).isEqualTo(expression.hashCode());
        } catch (NotationException expected) {
            assertThat(expected).hasMessageContaining(expected.problem());
        }
    }

    @FuzzTest
    void scriptsReadOrAreRefused(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            for (Script.Statement statement : Script.parse(text)) {
                assertThat(Script.parse(statement.toString())).isEqualTo(List.of(statement));
            }
        } catch (NotationException expected) {
            assertThat(expected.text()).isEqualTo(text);
        }
    }

    @FuzzTest
    void arithmeticAnswersOrIsRefused(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            Expression expression = Expression.parse(text);
            double value = Arithmetic.evaluate(text, expression, NAMES::get);
            String printed = expression.toString();
            double again = Arithmetic.evaluate(printed, Expression.parse(printed), NAMES::get);
            assertThat(Double.compare(again, value)).isZero();
        } catch (NotationException expected) {
            assertThat(expected.span().end()).isLessThanOrEqualTo(text.length());
        }
    }

    @FuzzTest
    void functionsAnswerForEveryNumberOrAreRefused(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            if (Expression.parse(text) instanceof Expression.Lambda lambda) {
                NumericFunction function = NumericFunction.of(text, lambda, NAMES::get);
                String printed = function.toString();
                NumericFunction again =
                        NumericFunction.of(printed, (Expression.Lambda) Expression.parse(printed), name -> null);
                assertThat(again).isEqualTo(function).hasToString(printed);
                for (double x : new double[] {0, -0.0, 1, -3.7, 1e300, Double.NaN, Double.NEGATIVE_INFINITY}) {
                    assertThat(Double.compare(again.at(x, 2), function.at(x, 2)))
                            .isZero();
                }
            }
        } catch (NotationException expected) {
            assertThat(expected.text()).isEqualTo(text);
        }
    }
}
