package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlateausTest {

    private static final List<String> FOLDERS = List.of("timm", "fastai", "ignite", "mmengine", "paddle");

    static Stream<Path> curves() {
        return FOLDERS.stream().flatMap(Recorded::curves);
    }

    static Stream<List<String>> refused() {
        return FOLDERS.stream().filter(folder -> !folder.equals("fastai")).flatMap(Recorded::refused);
    }

    @ParameterizedTest
    @MethodSource("curves")
    void everyRecordedCurveAgrees(Path file) throws IOException {
        assertThat(Recorded.disagreement(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsRefusedThereIsRefused(List<String> line) {
        assertThat(Recorded.refusal(line.get(0), line.get(1))).isPresent();
    }
}
