package dev.anneal;

import static dev.anneal.BatchScaling.LINEAR;
import static dev.anneal.BatchScaling.SQRT;
import static dev.anneal.Refusal.refused;
import static dev.anneal.Schedule.cosine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BatchScalingTest {

    private static final Schedule RATE = cosine(0.1, 0, 100);

    @Test
    void ratesGrowWithTheBatchOrItsRoot() {
        assertThat(RATE.scaledFor(1024, 256).at(0)).isEqualTo(0.4);
        assertThat(RATE.scaledFor(1024, 256, SQRT).at(0)).isEqualTo(0.2);
        assertThat(RATE.scaledFor(64, 256).at(50)).isEqualTo(RATE.at(50) / 4);
        assertThat(RATE.scaledFor(1024, 256).length()).isEqualTo(100);
    }

    @Test
    void theTextShowsWhereTheFactorComesFrom() {
        Horizon run = Horizon.parse("batch=128 workers=4 accumulation=2 steps=100");
        Schedule read = Schedule.parse("cosine(0.1, 0, total).scaledFor(batch*workers*accumulation, 256)", run);
        assertThat(read).isEqualTo(RATE.scaledFor(1024, 256)).hasToString("cosine(0.1, 0, 100).scaledFor(1024, 256)");
        assertThat(RATE.scaledFor(1024, 256, SQRT)).hasToString("cosine(0.1, 0, 100).scaledFor(1024, 256, sqrt)");
        assertThat(RATE.scaledFor(1024, 256))
                .isNotEqualTo(RATE.scaledFor(512, 128))
                .isNotEqualTo(RATE.times(4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scaledFor(1024, 256)                           | LINEAR",
                "scaledFor(1024, 256, linear)                   | LINEAR",
                "scaledFor(batch=1024, reference=256, scaling=sqrt) | SQRT",
                "scaledFor(1024, 256, sqrt)                     | SQRT",
                "scaledFor(1024, 256, \"sqrt\")                 | SQRT"
            })
    void theScalingIsAWord(String call, BatchScaling scaling) {
        assertThat(Schedule.parse("cosine(0.1, 0, 100)." + call)).isEqualTo(RATE.scaledFor(1024, 256, scaling));
    }

    @Test
    void aScalingThatIsNoneIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> Schedule.parse("constant(1).scaledFor(8, 4, sqr)"))
                .hasMessage("""
                        scaling must be linear or sqrt
                          constant(1).scaledFor(8, 4, sqr)
                                                      ^^^
                        did you mean 'sqrt'?""");
        assertThatThrownBy(() -> Schedule.parse("constant(1).scaledFor(8, 4, 2)"))
                .hasMessageStartingWith("scaling must be linear or sqrt\n");
    }

    static Stream<Refusal> mistakes() {
        return Stream.of(
                refused(() -> RATE.scaledFor(0, 256), "batch must be finite and > 0, got 0"),
                refused(() -> RATE.scaledFor(-8, 256), "batch must be finite and > 0, got -8"),
                refused(() -> RATE.scaledFor(Double.NaN, 256), "batch must be finite and > 0, got nan"),
                refused(
                        () -> Schedule.constant(1).scaledFor(8, 4).then(RATE),
                        "what then() follows must last; hold(value, length) does, a constant has length 0, got constant(1).scaledFor(8, 4)"),
                refused(() -> RATE.scaledFor(8, 0), "reference must be finite and > 0, got 0"),
                refused(
                        () -> RATE.scaledFor(8, Double.POSITIVE_INFINITY, SQRT),
                        "reference must be finite and > 0, got inf"),
                refused(
                        () -> RATE.scaledFor(1e300, 1e-300),
                        "batch must have a quotient by reference that doubles can tell, got 1e300"),
                refused(
                        () -> LINEAR.factor(1e-300, 1e300),
                        "batch must have a quotient by reference that doubles can tell, got 1e-300"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void badNumbersAreRefused(Refusal mistake) {
        mistake.check();
    }

    @Test
    void aMistakeInATextIsShownInItsPlace() {
        assertThatThrownBy(() -> Schedule.parse("constant(1).scaledFor(8, 0)")).hasMessage("""
                        reference must be finite and > 0, got 0
                          constant(1).scaledFor(8, 0)
                                                   ^""");
        assertThatThrownBy(() -> Schedule.parse("constant(1).scaledFor(batch * workers, 256)"))
                .hasMessageStartingWith("'batch' is not known; the run must tell its batch");
    }
}
