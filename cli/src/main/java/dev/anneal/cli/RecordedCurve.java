package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.dialect.Dialects;
import dev.anneal.dialect.Reading;
import dev.anneal.notation.NotationException;
import dev.anneal.testkit.CurveFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Checks a file of recorded values. */
final class RecordedCurve {
    private RecordedCurve() {}

    /** Whatever is in the file, this gives an answer. */
    static Verdict verdict(Path file) {
        CurveFile curve;
        try {
            curve = CurveFile.read(file);
        } catch (IOException e) {
            return Verdict.disagrees(file + ": " + Failure.reason(e), 0);
        } catch (IllegalArgumentException e) {
            return Verdict.disagrees(String.valueOf(e.getMessage()), 0);
        }
        int rows = curve.rows().size();
        Optional<String> problem = problem(curve);
        return problem.map(line -> Verdict.disagrees(file + ": " + line, rows)).orElseGet(() -> Verdict.agrees(rows));
    }

    private static Optional<String> problem(CurveFile curve) {
        try {
            Horizon horizon = curve.horizon();
            Reading reading = Dialects.understand(curve.text(), horizon);
            return curve.disagreement(inItsUnit(curve, reading, horizon));
        } catch (IllegalArgumentException e) {
            return Optional.of("cannot be read: " + problem(e));
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of("cannot be read, by a bug in anneal: " + e);
        }
    }

    /** The plan in what the rows count; where the updates of an epoch are not known, that is what the text counts. */
    private static Plan inItsUnit(CurveFile curve, Reading reading, Horizon horizon) {
        String unit = curve.headers().getOrDefault("unit", "");
        boolean converts = horizon.stepsPerEpoch().isPresent();
        return converts && unit.equals("step")
                ? reading.inSteps(horizon)
                : converts && unit.equals("epoch") ? reading.inEpochs(horizon) : reading.plan();
    }

    /** The first line of what is wrong. */
    static String problem(IllegalArgumentException e) {
        String message = e instanceof NotationException notation ? notation.problem() : String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse("");
    }
}
