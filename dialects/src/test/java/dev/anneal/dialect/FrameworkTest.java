package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every framework: its curves and refused lines in {@code reference/}, and its entries. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FrameworkTest {

    private final Dialect dialect;

    FrameworkTest(Dialect dialect) {
        this.dialect = dialect;
    }

    Stream<Path> curves() {
        return Recorded.curves(dialect.name());
    }

    Stream<List<String>> refused() {
        return Recorded.refused(dialect.name());
    }

    Stream<Entry> entries() {
        return dialect.entries().stream();
    }

    static Reading reading(String text, String horizon) {
        return Dialects.understand(text, Horizon.parse(horizon));
    }

    @ParameterizedTest
    @MethodSource("curves")
    void everyRecordedCurveAgrees(Path file) throws IOException {
        assertThat(Recorded.disagreement(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatTheFrameworkRefusesIsRefused(List<String> line) {
        assertThat(Recorded.refusal(line.get(0), line.get(1))).isPresent();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyEntryHasAFormulaAndAnExampleThatCanBeReadBack(Entry entry) {
        Entry.Example example = Objects.requireNonNull(entry.example());
        assertThat(entry.formula()).isNotEmpty();
        Horizon run = Horizon.parse(example.horizon());
        Reading reading = Dialects.understand(example.text(), run);
        assertThat(Plan.parse(reading.plan().toString())).isEqualTo(reading.plan());
        if (reading.clock() != Clock.EPOCH || run.stepsPerEpoch().isPresent()) {
            Plan plan = reading.inSteps(run);
            assertThat(Plan.parse(plan.toString())).isEqualTo(plan);
        }
    }
}
