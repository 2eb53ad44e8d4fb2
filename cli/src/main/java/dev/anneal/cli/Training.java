package dev.anneal.cli;

import dev.anneal.Plan;
import dev.anneal.lab.Dataset;
import dev.anneal.lab.Engine;
import dev.anneal.lab.Run;
import dev.anneal.lab.RunException;
import dev.anneal.lab.RunResult;
import dev.anneal.lab.SavedRun;
import dev.anneal.lab.Trainable;
import dev.anneal.training.Resume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trains, and leaves a report.
 *
 * @param console where progress and result are told
 * @param settings what the run is made of
 * @param plan what it follows
 * @param dataset what it learns from
 * @param arithmetic how the data make its updates, line by line
 */
record Training(Console console, TrainSettings settings, Plan plan, Dataset dataset, List<String> arithmetic) {

    /** What a run leaves. */
    private record Left(Path folder, RunResult result) {}

    /** What is done with a trainable. */
    private interface Course {
        Left of(Trainable trainable, Interruption interruption);
    }

    /** Trains from the start, in the given folder or the next that is free, and gives the exit code. */
    int start(@Nullable Path out) throws IOException {
        return train((trainable, interruption) -> {
            Path folder = out == null ? FreeFolder.take(Path.of("runs")) : out;
            Run run = run(trainable, folder);
            try (TrainProgress progress = new TrainProgress(console, run)) {
                return new Left(folder, run.start(progress, interruption::requested));
            } catch (RunException e) {
                if (out == null) {
                    FreeFolder.giveBack(folder);
                }
                throw orAdvice(e, folder);
            }
        });
    }

    /** Goes on with a run, and gives the exit code. */
    int resume(SavedRun saved, Resume mode) throws IOException {
        return train((trainable, interruption) -> {
            Run run = run(trainable, saved.folder());
            try (TrainProgress progress = new TrainProgress(console, run)) {
                return new Left(saved.folder(), run.resume(saved, mode, progress, interruption::requested));
            } catch (RunException e) {
                throw orAdvice(e, saved.folder());
            }
        });
    }

    private Run run(Trainable trainable, Path folder) {
        return new Run(trainable, plan, settings.updates(), folder, settings.checkpointEvery(), settings.recorded());
    }

    /** What could not be written ends the run; what was written before is of use. */
    private static RunException orAdvice(RunException e, Path folder) {
        if (e.getCause() instanceof IOException && SavedRun.hasCheckpoint(folder)) {
            throw new OutputException(e, "; to go on from the last checkpoint: " + goingOn(folder));
        }
        return e;
    }

    /** The command, as a shell takes it. */
    static String goingOn(Path folder) {
        String name = folder.toString();
        boolean plain = name.matches("[\\p{L}\\p{N}_./+@%:,][\\p{L}\\p{N}_./+@%:,-]*");
        return "anneal train --resume " + (plain ? name : "'" + name.replace("'", "'\\''") + "'");
    }

    private int train(Course course) throws IOException {
        Dataset.Split split = dataset.split(settings.seed());
        RunReport.prepare(plan, settings.updates());
        Interruption interruption = Interruption.listen();
        try (Trainable trainable = Engine.named(settings.engine()).perceptron(split, settings.perceptron())) {
            Left left = course.of(trainable, interruption);
            RunResult result = left.result();
            if (result.updates() > 0) {
                new RunReport(plan, result, left.folder()).write(settings.horizon(), settings.told(dataset, split));
            }
            tell(result, left.folder());
            return interruption.requested()
                    ? Interruption.EXIT_CODE
                    : result.end() == RunResult.End.DIVERGED ? Anneal.FAILED : 0;
        } finally {
            console.out().flush();
            interruption.over();
        }
    }

    private void tell(RunResult result, Path folder) throws IOException {
        StringBuilder told = new StringBuilder(result.message());
        result.evaluations()
                .ifPresent(e -> told.append("; accuracy ")
                        .append(Numbers.percent(e.last().accuracy()))
                        .append(", at best ")
                        .append(Numbers.percent(e.best().accuracy())));
        console.out().append(told).append('\n');
        for (String line : arithmetic) {
            console.out().append(line).append('\n');
        }
        String left = result.updates() > 0 ? "report: " + folder.resolve(RunReport.PAGE) : "folder: " + folder;
        console.out().append(left).append('\n');
        if (result.end() == RunResult.End.STOPPED) {
            console.out().append("to go on: ").append(goingOn(folder)).append('\n');
        }
    }
}
