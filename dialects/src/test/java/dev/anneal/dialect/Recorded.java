package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.notation.NotationException;
import dev.anneal.testkit.CurveFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the frameworks really gave, and what they refuse. */
final class Recorded {

    private static final Path FOLDER = Path.of("..", "reference");

    private Recorded() {}

    /** The curves of a folder of {@code reference/}. */
    static Stream<Path> curves(String folder) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the text of a curve as anybody would, and holds its plan against the rows. */
    static Optional<String> disagreement(Path file) throws IOException {
        CurveFile curve = CurveFile.read(file);
        Reading reading = Dialects.understand(String.valueOf(curve.headers().get("text")), curve.horizon());
        boolean steps = curve.headers().getOrDefault("unit", "step").equals("step")
                && curve.horizon().stepsPerEpoch().isPresent();
        return curve.disagreement(steps ? reading.inSteps(curve.horizon()) : reading.plan());
    }

    /** The lines that a framework refuses: text, and the rate where it is given. */
    static Stream<List<String>> refused(String folder) {
        try {
            return Files.readAllLines(FOLDER.resolve(folder).resolve("refused.tsv")).stream()
                    .skip(1)
                    .map(line -> List.of(line.split("\t", -1)).subList(0, 2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why a line is refused; empty if it is accepted, or refused only for want of context. */
    static Optional<String> refusal(String text, String lr) {
        Horizon horizon = Horizon.parse("total=100 steps_per_epoch=20 max_duration=5ep");
        try {
            Dialects.understand(text, lr.isBlank() ? horizon : horizon.with("lr", lr));
            return Optional.empty();
        } catch (NotationException e) {
            boolean tells = !e.problem().contains("give --") && !e.problem().startsWith("unknown ");
            return !tells ? Optional.empty() : Optional.of(e.problem());
        }
    }
}
