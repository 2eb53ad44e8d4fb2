package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.notation.NotationException;
import java.nio.charset.StandardCharsets;

/** Whatever a file says, it is a plan that answers for all times, or an error that points into the file. */
class ConfigFilesFuzzTest {

    private static final Horizon RUN = Horizon.parse("lr=0.1 momentum=0.9 steps=1000 steps_per_epoch=100");
    private static final double[] TIMES = {0, 0.5, 1, 99.9, 100, 1000, 1e9};

    @FuzzTest
    void filesAreReadOrRefused(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            Reading reading = Dialects.understand(text, RUN);
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
}
