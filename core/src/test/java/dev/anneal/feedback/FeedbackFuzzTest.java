package dev.anneal.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.anneal.Feedback;
import dev.anneal.Feedback.Observation;
import dev.anneal.Feedback.State;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever the text, it is a state or an error; what was read prints, reads again and goes on. */
class FeedbackFuzzTest {

    private static final List<Feedback> RULES = List.of(
            Plateau.on("loss"),
            Plateau.on("loss").looking(Signal.window(4)),
            Plateau.on("loss").looking(Signal.meanOf(3)),
            NewBob.on("loss"),
            Adaptive.on("loss"),
            Greedy.on("loss").looking(Signal.smoothed(0.5)));

    @FuzzTest
    void statesAreReadOrRefused(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        for (Feedback rule : RULES) {
            try {
                State state = rule.state(text);
                assertThat(rule.state(state.toString())).isEqualTo(state);
                double[] scheduled = new double[state.groups()];
                State next = state.observe(new Observation(1, 1, scheduled)).state();
                assertThat(rule.state(next.toString())).isEqualTo(next);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageMatching("(?s).+");
            }
        }
    }
}
