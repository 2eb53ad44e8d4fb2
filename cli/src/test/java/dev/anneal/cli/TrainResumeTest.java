package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the real engine that are taken up. */
class TrainResumeTest {

    private static final List<String> TABLES = List.of("plan.txt", "metrics.csv", "evaluations.csv");

    /** One rule for the run and one for a layer; both act. */
    private static final String SCHEDULE = "lr = linear(0, 0.1, 23).then(cosine(0.1, 0, total - 23)); momentum = 0.9; "
            + "lr[output] *= plateau(on=\"val_loss\", factor=0.5, patience=0, relative=0.3); "
            + "lr *= plateau(on=\"train_loss\", factor=0.9, patience=0, relative=0.5)";

    private static final List<String> SMALL = List.of(SCHEDULE, "--hidden", "16", "--epochs", "4");

    @TempDir
    private Path folder = Path.of("");

    private Outcome train(String... arguments) {
        return Outcome.of(
                Stream.concat(Stream.of("train"), Stream.of(arguments)).toArray(String[]::new));
    }

    private Outcome start(String name, String... more) {
        return train(words(name, more));
    }

    private String[] words(String name, String... more) {
        List<String> words = new ArrayList<>(SMALL);
        words.addAll(List.of("--out", folder.resolve(name).toString()));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private Outcome resume(String name, String... more) {
        return train(Stream.concat(Stream.of("--resume", folder.resolve(name).toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private void assertSame(String one, String other) {
        for (String file : TABLES) {
            assertThat(folder.resolve(one).resolve(file))
                    .hasSameBinaryContentAs(folder.resolve(other).resolve(file));
        }
    }

    private Process process(List<String> words) throws IOException {
        return new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
    }

    /** A process is killed while it may be writing: every update leaves a checkpoint. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void killedAtAnyMomentItGoesOnToTheSameNumbers() throws Exception {
        assertThat(start("whole").code()).isZero();
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 2; round++) {
            String name = "killed" + round;
            Path metrics = folder.resolve(name).resolve("metrics.csv");
            List<String> first = new ArrayList<>(List.of("train"));
            first.addAll(List.of(words(name, "--checkpoint-every", "1")));
            List<String> again =
                    List.of("train", "--resume", folder.resolve(name).toString());
            long rows = 0;
            for (int kill = 0; kill < 4; kill++) {
                Process process = process(Outcome.command((kill == 0 ? first : again).toArray(String[]::new)));
                rows += random.nextInt(1, 16);
                while (process.isAlive() && rows(metrics) < rows) {
                    process.waitFor(random.nextInt(1, 9), TimeUnit.MILLISECONDS);
                }
                process.destroyForcibly();
                assertThat(process.waitFor())
                        .as(Files.readString(folder.resolve("out.txt")))
                        .isEqualTo(137);
            }
            assertThat(resume(name, "--checkpoint-every", "0").code()).isZero();
            assertSame(name, "whole");
            assertThat(folder.resolve(name).resolve("report.html"))
                    .hasSameBinaryContentAs(folder.resolve("whole").resolve("report.html"));
        }
    }

    private static long rows(Path table) throws IOException {
        if (!Files.exists(table)) {
            return -1;
        }
        try (Stream<String> lines = Files.lines(table)) {
            return lines.count() - 1;
        }
    }

    /** A limit on the size of files fails as a full disk does: here a checkpoint has 600 kB, and a font 200 kB. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aDiskThatRunsFullKeepsTheLastCheckpoint() throws Exception {
        String[] large = {"--schedule", "constant(0.1)", "--hidden", "1024"};
        Path full = folder.resolve("full");
        assertThat(train(with(
                                large,
                                "--steps",
                                "30",
                                "--out",
                                folder.resolve("whole").toString()))
                        .code())
                .isZero();
        assertThat(train(with(large, "--steps", "7", "--out", full.toString())).code())
                .isZero();
        List<String> limited = new ArrayList<>(List.of("sh", "-c", "ulimit -f 1000; exec \"$@\"", "sh"));
        limited.addAll(Outcome.command("train", "--resume", full.toString(), "--steps", "30"));
        limited.add(5, "-XX:-UsePerfData");
        Outcome outcome = Outcome.ofCommand(folder, limited);
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(3);
        assertThat(outcome.err())
                .contains("cannot write " + full.resolve("checkpoint.bin") + ": ")
                .contains("; to go on from the last checkpoint: anneal train --resume " + full);
        assertThat(full.resolve(".checkpoint.bin.new")).doesNotExist();
        assertThat(resume("full", "--steps", "30").code()).isZero();
        assertSame("full", "whole");
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aRunMayBecomeLongerAndItsScheduleStays() throws IOException {
        String schedule = "linear(0.1, 0.02, total)";
        Path run = folder.resolve("run");
        String[] two = {"--out", run.toString(), "--hidden", "8", "--epochs", "2", schedule};
        assertThat(train(two).code()).isZero();
        Outcome complete = resume("run");
        assertThat(complete.code()).isZero();
        assertThat(complete.out()).startsWith("completed 46 updates");
        Outcome longer = resume("run", "--epochs", "3");
        assertThat(longer.code()).isZero();
        assertThat(longer.err()).contains("note: the schedule stays the one for a run of 46 updates");
        List<String> metrics = Files.readAllLines(run.resolve("metrics.csv"));
        assertThat(metrics).hasSize(70).last().asString().contains(",0.02,0.9,");
        assertThat(resume("run", "--epochs", "2").wrong()).contains("at least the 69 that were made, got 46");
        Outcome anew = resume("run", "--epochs", "4", "--keep-position");
        assertThat(anew.code()).as(anew.err()).isZero();
        assertThat(run.resolve("plan.txt")).content().startsWith("lr = linear(0.1, 0.02, 92)\n");
        assertThat(Files.readAllLines(run.resolve("metrics.csv")).get(70)).contains(",0.04,0.9,");
    }

    @Test
    void anotherScheduleIsRefusedUnlessItIsSaidHowToTakeItUp() throws IOException {
        assertThat(start("run").code()).isZero();
        assertThat(resume("run", "--schedule", "0.01").wrong())
                .contains("- lr = linear(0, 0.1, 23)", "+ lr = constant(0.01)", "--keep-position", "--rebase");
        Outcome rebased = resume("run", "--schedule", "constant(0.01)", "--keep-position", "--epochs", "6");
        assertThat(rebased.code()).as(rebased.err()).isEqualTo(2);
        assertThat(rebased.err()).contains("step,epoch,lr,momentum,loss");
        String other = "lr = 0.01; momentum = 0.9; lr[output] *= plateau(on=\"val_loss\", patience=9)";
        Outcome kept = resume("run", "--schedule", other, "--keep-position", "--epochs", "6");
        assertThat(kept.code()).as(kept.err()).isZero();
        assertThat(kept.err()).contains("goes on at step 92/138");
        List<String> metrics = Files.readAllLines(folder.resolve("run/metrics.csv"));
        assertThat(metrics.get(93)).startsWith("92,4,0.01,0.9,0.01,");
        assertThat(folder.resolve("run/report.html")).content().contains("KEEP_POSITION");
    }

    @Test
    void whatContradictsTheRunIsRefused() throws IOException {
        Path run = folder.resolve("run");
        assertThat(train("--out", run.toString(), "--hidden", "16", "--epochs", "1")
                        .code())
                .isZero();
        Path table = Files.writeString(folder.resolve("sides.csv"), "x,label\n1,a\n2,b\n3,a\n4,b\n");
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put("--seed 2", "--seed is 1 for this run and stays so, got 2");
        refused.put("--hidden 8", "--hidden is 16 for this run and stays so, got 8");
        refused.put("--batch 32", "batch is 64 for this run and stays so, got 32");
        refused.put("--lr 0.5", "lr is 0.1 for this run and stays so, got 0.5");
        refused.put("--groups 3", "groups cannot be chosen here: the parameter groups are the layers of the network");
        refused.put("--workers 2", "workers cannot be chosen here: one process trains");
        refused.put("--samples 9", "samples cannot be chosen here: the training rows of the data are 1438");
        refused.put("--engine other", "--engine is djl for this run and stays so, got other");
        refused.put("--data " + table, "the data must be those that the run was started with, got others in " + table);
        refused.put("--out elsewhere", "--out cannot be given with --resume");
        refused.put("--keep-position --rebase", "--keep-position and --rebase exclude each other");
        refused.put("--steps 20", "updates must be at least the 23 that were made, got 20");
        refused.forEach((options, message) ->
                assertThat(resume("run", options.split(" ")).wrong()).contains(message));
    }

    @Test
    void whatIsNoRunIsNamed() throws IOException {
        assertThat(resume("nothing").wrong()).contains("the folder must hold a run, got");
        assertThat(train("--keep-position").wrong()).contains("tell how to --resume a run");
        assertThat(start("run").code()).isZero();
        Path checkpoint = folder.resolve("run/checkpoint.bin");
        byte[] bytes = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(resume("run").wrong()).contains(checkpoint + ": it is damaged");
        Files.delete(checkpoint);
        Files.copy(folder.resolve("run/metrics.csv"), folder.resolve("before.csv"));
        Outcome again = resume("run");
        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("note: the run has no checkpoint, and begins again at step 0\n");
        assertThat(folder.resolve("run/metrics.csv")).hasSameBinaryContentAs(folder.resolve("before.csv"));
    }

    @Test
    void theCommandToGoOnIsAsAShellTakesIt() {
        assertThat(Training.goingOn(Path.of("runs/ü-1"))).isEqualTo("anneal train --resume runs/ü-1");
        assertThat(Training.goingOn(Path.of("my runs/it's"))).isEqualTo("anneal train --resume 'my runs/it'\\''s'");
    }

    @Test
    void filesThatSomebodyChangedAreNamed() throws IOException {
        assertThat(start("run").code()).isZero();
        Path events = folder.resolve("run/events.csv");
        String kept = Files.readString(events);
        Files.writeString(events, kept.replaceFirst("\n(\\d+),", "\n$1;").replaceFirst("phase,", "phase;"));
        assertThat(resume("run").wrong()).contains(events + ":2: a row must have 3 cells, got 1");
        Path settings = folder.resolve("run/run.txt");
        Files.writeString(settings, Files.readString(settings).replace("seed=1", "seed=x"));
        Files.delete(folder.resolve("run/checkpoint.bin"));
        assertThat(resume("run").wrong()).contains("seed must be a whole number, got x");
    }
}
