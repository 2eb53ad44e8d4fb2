package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.dialect.FilesOfFrameworks.Written;
import dev.anneal.notation.NotationException;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Resume;
import dev.anneal.training.Scheduler;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code state_dict()} of PyTorch's schedulers says, and how a run goes on from it. */
class SavedStateTest {

    private static final String STEP = "{\"step_size\": 30, \"gamma\": 0.5, \"base_lrs\": [0.1], \"last_epoch\": 40, "
            + "\"_step_count\": 41, \"_last_lr\": [0.05]}";

    static Stream<Written> states() {
        return FilesOfFrameworks.table("states.tsv");
    }

    static Stream<String> plateaus() {
        return FilesOfFrameworks.lines("plateaus.tsv");
    }

    @ParameterizedTest
    @MethodSource("states")
    void aStateGoesOnAsTorchDoes(Written state) {
        Reading reading = Dialects.understand(state.text(), state.run());

        assertThat(state.disagreement(reading, 1e-9)).isEmpty();
        assertThat(Objects.requireNonNull(reading.position()).time())
                .isEqualTo(state.position().orElseThrow());
        assertThat(reading.notes()).noneMatch(note -> note.contains("somebody else changed it"));
        assertThat(Plan.parse(reading.plan().toString(), state.run())).isEqualTo(reading.plan());
    }

    @ParameterizedTest
    @MethodSource("states")
    void aSchedulerGoesOnFromAState(Written state) {
        Reading reading = Dialects.understand(state.text(), state.run());
        int count = state.rates().get(0).split(";").length;
        List<String> groups =
                IntStream.range(0, count).mapToObj(String::valueOf).toList();
        OptimizerSink sink = OptimizerSink.pulling(groups.toArray(String[]::new));
        Checkpoint checkpoint = reading.checkpoint(state.run(), groups);
        Scheduler scheduler = Scheduler.resume(reading.inSteps(state.run()), checkpoint, sink, Resume.EXACT);

        for (String row : state.rates()) {
            String[] rates = row.split(";");
            for (int group = 0; group < count; group++) {
                assertThat(scheduler.value(Hyperparameter.LEARNING_RATE, groups.get(group)))
                        .isCloseTo(Double.parseDouble(rates[group]), within(1e-9));
            }
            scheduler.advance();
        }
    }

    @ParameterizedTest
    @MethodSource("plateaus")
    void aPlateauGoesOnWithItsBestAndItsCounters(String line) {
        String[] fields = line.split("\t");
        Reading reading = Dialects.understand(fields[3], Horizon.UNKNOWN);
        List<String> groups = IntStream.range(0, Integer.parseInt(fields[0]))
                .mapToObj(String::valueOf)
                .toList();
        Scheduler scheduler = Scheduler.resume(
                reading.plan(),
                reading.checkpoint(Horizon.UNKNOWN, groups),
                OptimizerSink.pulling(groups.toArray(String[]::new)),
                Resume.EXACT);
        String[] observed = fields[1].split(",");
        String[] rates = fields[2].split(",");

        for (int i = 0; i < observed.length; i++) {
            scheduler.advance();
            scheduler.observe("val_loss", Double.parseDouble(observed[i]));
            String[] row = rates[i].split(";");
            for (int group = 0; group < groups.size(); group++) {
                assertThat(scheduler.value(Hyperparameter.LEARNING_RATE, groups.get(group)))
                        .as("after %s", observed[i])
                        .isCloseTo(Double.parseDouble(row[group]), within(1e-12));
            }
        }
    }

    @Test
    void aStateMayStandInACheckpoint() {
        String beside = "{\"epoch\": 3, \"optimizer\": {\"param_groups\": [{\"lr\": 0.05, \"momentum\": 0.9}]}, "
                + "\"lr_scheduler\": " + STEP + "}";

        assertThat(Dialects.understand(beside, Horizon.UNKNOWN).plan())
                .isEqualTo(Dialects.understand(STEP, Horizon.UNKNOWN).plan())
                .hasToString("lr = exponential(0.1, 0.5, 30).staircase(30)");
    }

    @Test
    void aClassBesideDecides() {
        String told = STEP.replace("\"step_size\": 30, ", "\"class\": \"ExponentialLR\", ");

        assertThat(Dialects.understand(told, Horizon.UNKNOWN).taken()).isEqualTo("torch.ExponentialLR");
        assertThatThrownBy(() -> Dialects.understand(told.replace("Exponential", "Exponentail"), Horizon.UNKNOWN))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining("ExponentialLR is");
    }

    @Test
    void aRateThatTheScheduleDoesNotExplainIsTold() {
        Reading reading = Dialects.understand(STEP.replace("[0.05]", "[0.02]"), Horizon.UNKNOWN);

        assertThat(reading.notes())
                .containsExactly("the state's rate is 0.02, and that of the schedule at its step 0.05: somebody else "
                        + "changed it, or something is missing here");
    }

    @Test
    void functionsAreNotSaved() {
        String state = "{\"base_lrs\": [0.1], \"last_epoch\": 7, \"_last_lr\": [0.05], \"lr_lambdas\": [null]}";

        assertThatThrownBy(() -> Dialects.understand(state, Horizon.UNKNOWN))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining("do not save their functions");
    }

    @Test
    void onlyASavedStateHasAPlace() {
        Reading reading = Dialects.understand("StepLR(optimizer, 30)", Horizon.parse("lr=0.1"));

        assertThatThrownBy(() -> reading.checkpoint(Horizon.UNKNOWN, List.of("0")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no saved state");
    }
}
