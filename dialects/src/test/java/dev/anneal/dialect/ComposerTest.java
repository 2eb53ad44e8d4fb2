package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.dialect.composer.Composer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComposerTest {

    static Stream<Path> curves() {
        return Recorded.curves("composer");
    }

    static Stream<List<String>> refused() {
        return Recorded.refused("composer");
    }

    static Stream<Entry> entries() {
        return new Composer().entries().stream();
    }

    private static Reading reading(String text, String horizon) {
        return Dialects.understand(text, Horizon.parse(horizon));
    }

    @ParameterizedTest
    @MethodSource("curves")
    void everyRecordedCurveAgrees(Path file) throws IOException {
        assertThat(Recorded.disagreement(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatComposerRefusesIsRefused(List<String> line) {
        assertThat(Recorded.refusal(line.get(0), line.get(1))).isPresent();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyEntryHasAFormulaAndAnExampleThatCanBeReadBack(Entry entry) {
        Entry.Example example = Objects.requireNonNull(entry.example());
        assertThat(entry.formula()).isNotEmpty();
        Plan plan = Dialects.read(example.text(), Horizon.parse(example.horizon()));
        assertThat(Plan.parse(plan.toString())).isEqualTo(plan);
    }
}
