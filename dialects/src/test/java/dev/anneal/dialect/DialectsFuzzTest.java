package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.notation.NotationException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Whatever the text, it is a plan that answers for all times, or an error that points into the text. */
class DialectsFuzzTest {

    private static final List<Horizon> HORIZONS = Stream.of(
                    "lr=0.1 steps=1000 steps_per_epoch=100 momentum=0.9",
                    "",
                    "lr=0.1,1e-5 optimizer=adam beta1=0.9 epochs=3 unit=epoch steps_per_epoch=7",
                    "lr=1e300 steps=1 groups=a,b weight_decay=0.01",
                    "lr=0 steps=1000000000 unit=epoch epochs=90")
            .map(Horizon::parse)
            .toList();
    private static final double[] TIMES = {0, 0.5, 1, 99.9, 100, 1000, 1e9};

    @FuzzTest
    void textsAreReadOrRefused(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            Reading reading = Dialects.understand(text, horizon(input));
            assertThat(reading.clock()).isNotEqualTo(Clock.CALLER);
            for (Plan.Assignment assignment : reading.plan().assignments()) {
                for (double t : TIMES) {
                    assignment.schedule().at(t);
                }
            }
        } catch (NotationException expected) {
            assertThat(expected.span().end()).isLessThanOrEqualTo(text.length());
            assertThat(expected).hasMessageContaining(expected.problem());
        } catch (IllegalArgumentException expected) {
            // of the run, not of the text
            assertThat(expected.getMessage()).isNotBlank();
        }
    }

    private static Horizon horizon(byte[] input) {
        return HORIZONS.get(Math.floorMod(Arrays.hashCode(input), HORIZONS.size()));
    }
}
