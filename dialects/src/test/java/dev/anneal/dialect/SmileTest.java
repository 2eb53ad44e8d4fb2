package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SmileTest {

    static Stream<Path> curves() {
        return Recorded.curves("smile");
    }

    static Stream<List<String>> refused() {
        return Recorded.refused("smile");
    }

    @ParameterizedTest
    @MethodSource("curves")
    void everyRecordedCurveAgrees(Path file) throws IOException {
        assertThat(Recorded.disagreement(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatSmileRefusesIsRefused(List<String> line) {
        assertThat(Recorded.refusal(line.get(0), line.get(1))).isPresent();
    }
}
