package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.notation.NotationException;
import java.nio.charset.StandardCharsets;

/** Whatever the text, it is a plan that answers for all times, or an error that points into the text. */
class DialectsFuzzTest {

    private static final Horizon HORIZON = Horizon.parse("lr=0.1 steps=1000 steps_per_epoch=100 momentum=0.9");
    private static final double[] TIMES = {0, 0.5, 1, 99.9, 100, 1000, 1e9};

    @FuzzTest
    void textsAreReadOrRefused(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            Reading reading = Dialects.understand(text, HORIZON);
            assertThat(reading.clock()).isNotEqualTo(Clock.CALLER);
            for (Plan.Assignment assignment : reading.plan().assignments()) {
                for (double t : TIMES) {
                    assignment.schedule().at(t);
                }
            }
        } catch (NotationException expected) {
            assertThat(expected.span().end()).isLessThanOrEqualTo(text.length());
            assertThat(expected).hasMessageContaining(expected.problem());
        }
    }
}
