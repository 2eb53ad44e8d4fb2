package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LrSchedulerTest {

    private static final String OWN = "(lrscheduler|notebook)\\..*";

    static Stream<Path> curves() {
        return Recorded.curves("sources")
                .filter(file -> file.getFileName().toString().matches(OWN));
    }

    static Stream<List<String>> refused() {
        return Recorded.refused("sources").filter(line -> line.get(0).matches(OWN));
    }

    @ParameterizedTest
    @MethodSource("curves")
    void everyRecordedCurveAgrees(Path file) throws IOException {
        assertThat(Recorded.disagreement(file)).isEmpty();
    }

    @Test
    void wholeGrowingCyclesAreOneRepeat() {
        String text = "LRScheduler(iterations=1000, lr=0.1, policy='cosine', warm_up=0, initial_cycle_length=20)";
        assertThat(Dialects.read(text, Horizon.UNKNOWN))
                .hasToString("lr = cosine(0.1, 0.0010000000000000002, 20).repeat(stretching(2))");
    }

    @Test
    void dampedCyclesAreOneRepeat() {
        String text = "notebook.damped_cosine_decay(lr_start=81, lr_end=0, epochs=10)";
        assertThat(Dialects.understand(text, Horizon.UNKNOWN).plan())
                .hasToString("lr = cosine(27, 9, 9).then(cosine(5, 15, 9))" + ".repeat(scaling(0.30864197530864196))");
    }

    @Test
    void adamHasItsBetaDriven() {
        String text = "LRScheduler(100, 0.1, 'onecycle')";
        Horizon adam = Horizon.parse("optimizer=Adam");
        assertThat(Dialects.read(text, adam).schedule(Hyperparameter.BETA1, "")).isPresent();
        assertThat(Dialects.read(text, Horizon.UNKNOWN).schedule(Hyperparameter.MOMENTUM, ""))
                .isPresent();
        assertThat(Dialects.read(text, Horizon.parse("optimizer=rmsprop")).assignments())
                .hasSize(1);
    }

    @Test
    void cyclesThatVanishAreRefusedWhereTheyStand() {
        String text =
                "LRScheduler(iterations=1000, lr=0.1, policy='cosine', initial_cycle_length=300, cycle_weight=0.5)";
        assertThatThrownBy(() -> Dialects.read(text, Horizon.UNKNOWN))
                .hasMessageStartingWith("cycle_weight must leave each cycle an update: the cycles end after ")
                .hasMessageEndingWith("^^^");
        assertThat(Dialects.read(text.replace("300", "2500"), Horizon.UNKNOWN).assignments())
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsRefusedAtHomeIsRefused(List<String> line) {
        assertThat(Recorded.refusal(line.get(0), line.get(1))).isPresent();
    }
}
