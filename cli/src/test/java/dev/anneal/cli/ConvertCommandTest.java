package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.code.Code;
import dev.anneal.dialect.code.Target;
import dev.anneal.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConvertCommandTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder = Path.of("");

    private record Shown(String command, String language, String output) {}

    /** The commands of the guide, each with the block of code that follows it. */
    static Stream<Shown> guide() throws IOException {
        String[] parts = Files.readString(ROOT.resolve("docs/guide/convert.md")).split("(?m)^```", -1);
        List<Shown> shown = new ArrayList<>();
        for (int i = 1; i + 2 < parts.length; i += 2) {
            if (parts[i].startsWith("sh\n./anneal convert ")) {
                int line = parts[i + 2].indexOf('\n') + 1;
                shown.add(new Shown(
                        parts[i].substring(12).strip(),
                        parts[i + 2].substring(0, line).strip(),
                        parts[i + 2].substring(line)));
            }
        }
        return shown.stream();
    }

    @ParameterizedTest
    @MethodSource("guide")
    void theGuideShowsWhatIsWritten(Shown shown) {
        List<String> words = new ArrayList<>();
        Stream.of(shown.command().split("'", -1)).forEach(part -> words.add(part));
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (i % 2 == 1) {
                arguments.add(words.get(i));
            } else {
                Stream.of(words.get(i).strip().split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .forEach(arguments::add);
            }
        }
        Outcome outcome = Outcome.of(arguments.toArray(String[]::new));
        assertThat(shown.language().equals("text") ? outcome.err() : outcome.out())
                .isEqualTo(shown.output());
    }

    @Test
    void theGuideShowsEachTarget() throws IOException {
        String commands = guide().map(Shown::command).collect(Collectors.joining("\n"));
        for (Target target : Target.values()) {
            assertThat(commands).contains("--to " + target);
        }
    }

    @Test
    void codeGoesToAFile() throws IOException {
        Path file = folder.resolve("schedule.py");
        assertThat(Outcome.of("convert", "cosine(0.1, 0, 90)", "--to", "optax", "-o", file.toString())
                        .fine())
                .isEmpty();
        assertThat(Files.readString(file)).contains("def schedule(count):");
        Outcome outcome = Outcome.of(
                "convert", "0.1", "--to", "text", "-o", folder.resolve("a/b").toString());
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).startsWith("cannot write ");
    }

    @Test
    void whatCannotBeSaidIsAWrongInputWithTheReason() {
        assertThat(Outcome.of("convert", "lr = 0.1; momentum = 0.9", "--to", "keras")
                        .wrong())
                .isEqualTo(
                        "keras cannot say 'momentum = …': a schedule there is the learning rate's alone; 'torch', 'java' "
                                + "and 'text' can\n");
        assertThat(Outcome.of("convert", "ReduceLROnPlateau(optimizer)", "--lr", "0.1", "--to", "torch")
                        .wrong())
                .contains("torch cannot say", "'java' and 'text' can");
        assertThat(Outcome.of("convert", "0.1", "--to", "jax").wrong())
                .contains("torch, keras, optax, java, djl, text", "got jax");
        assertThat(Outcome.of("convert", "0.1").wrong()).contains("--to");
    }

    @Test
    void targetsThatCountUpdatesAskForTheStepsOfAnEpoch() {
        String decay = "keras.callbacks.LearningRateScheduler(lambda epoch, lr: 0.1 * 0.9 ** epoch)";
        assertThat(Outcome.of("convert", decay, "--lr", "0.1", "--epochs", "20", "--to", "optax")
                        .wrong())
                .contains("counts epochs", "--steps-per-epoch");
        assertThat(Outcome.of(
                                "convert",
                                decay,
                                "--lr",
                                "0.1",
                                "--epochs",
                                "20",
                                "--to",
                                "optax",
                                "--steps-per-epoch",
                                "10")
                        .fine())
                .contains("t // 10");
    }

    @Test
    void textIsReadBack() {
        String text = Outcome.of(
                        "convert",
                        "OneCycleLR(optimizer, 0.1, total_steps=100)",
                        "--lr",
                        "0.1",
                        "--momentum",
                        "0.9",
                        "--to",
                        "text")
                .fine();
        assertThat(Outcome.of("show", text, "--text").fine()).isEqualTo(text);
    }

    /**
     * All samples and many others in the frameworks themselves, where {@code ANNEAL_PYTHON} names a Python that has them;
     * the recorded values of the module of dialects are those of a few.
     */
    @ParameterizedTest
    @EnumSource(names = {"TORCH", "OPTAX", "KERAS"})
    void whatIsWrittenRuns(Target target) throws Exception {
        String python = System.getenv("ANNEAL_PYTHON");
        assumeThat(python).as("ANNEAL_PYTHON names no Python to run code with").isNotNull();
        List<Schedule> schedules = new ArrayList<>(Samples.leaves());
        schedules.addAll(Samples.compositions());
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 60; i++) {
            schedules.add(Samples.random(random, 1 + i % 5));
        }
        for (int i = 0; i < schedules.size(); i++) {
            String code = Code.of(Plan.of(schedules.get(i)), target);
            Files.writeString(folder.resolve("s" + i + "." + target + ".py"), code);
        }
        Files.writeString(
                folder.resolve("times.txt"),
                IntStream.range(0, 150).mapToObj(Integer::toString).collect(Collectors.joining(" ")));
        Outcome outcome = Outcome.ofCommand(
                folder,
                List.of(
                        python,
                        ROOT.resolve("reference/converted.py").toString(),
                        folder.toString(),
                        target.toString()));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        List<String> rows = outcome.out().lines().toList();
        assertThat(rows).hasSize(150 * schedules.size());
        for (String row : rows) {
            agrees(row.split(",", -1), schedules, target);
        }
    }

    private static void agrees(String[] row, List<Schedule> schedules, Target target) {
        Schedule schedule = schedules.get(Integer.parseInt(row[0].substring(1)));
        double largest = Math.max(largest(schedule, 1), largest(schedule, Math.min(schedule.length(), 1e9) / 149));
        double expected = schedule.at(Double.parseDouble(row[2]));
        double room = target == Target.TORCH
                ? 1e-12 * Math.abs(expected) + 1e-14 * largest
                : 3e-6 * Math.abs(expected) + 1e-6 * largest;
        assertThat(Math.abs(Double.parseDouble(row[3]) - expected))
                .as("%s at %s: %s, not %s", schedule, row[2], row[3], expected)
                .isLessThanOrEqualTo(room);
    }

    /** The largest of 150 values: what cancels on its way to a small one has lost as many digits as they are apart. */
    private static double largest(Schedule schedule, double step) {
        double[] values = new double[150];
        schedule.fill(0, Math.max(step, 1e-9), values);
        return DoubleStream.of(values).map(Math::abs).max().orElseThrow();
    }
}
