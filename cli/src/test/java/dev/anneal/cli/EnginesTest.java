package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.lab.Engine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each engine in JVMs of its own, with its own class path and nothing of the others, as the launcher starts it. */
@DisabledOnOs(OS.WINDOWS) // no process is killed there as here
class EnginesTest {

    private static final List<String> ENGINES = Engine.OURS;

    /** Rates, momenta and a rule of layers; the rule acts after the first epoch. */
    private static final String SCHEDULE = "lr = linear(0, 0.1, 9).then(cosine(0.1, 0, total - 9)); "
            + "lr[layer1] = lr / 2; momentum = linear(0.8, 0.95, total); momentum[output] = 0.5; weight_decay = 1e-3; "
            + "lr *= plateau(on=\"val_loss\", factor=0.5, patience=0, relative=0.99)";

    private static final List<String> TABLES = List.of("plan.txt", "metrics.csv", "evaluations.csv", "report.html");

    private static final Map<String, String> NEEDED = Map.of(
            "djl", "ai.djl.pytorch:pytorch-native-cpu:",
            "dl4j", "org.nd4j:nd4j-native:",
            "tensorflow", "org.tensorflow:tensorflow-core-native:",
            "pytorch", "org.bytedeco:pytorch:");

    @TempDir
    private static Path folder = Path.of("");

    /** Two processes of each engine at once: one that nobody disturbs, and one that is killed half-way. */
    @BeforeAll
    static void trainWithEach() throws Exception {
        for (String engine : ENGINES) {
            Process whole = process("whole-" + engine, classPath(engine), training(engine, "whole-" + engine));
            Process killed = process("killed-" + engine, classPath(engine), training(engine, "killed-" + engine));
            while (killed.isAlive() && rows("killed-" + engine) < 12) {
                killed.waitFor(2, TimeUnit.MILLISECONDS);
            }
            killed.destroyForcibly();
            assertThat(ended(killed)).as(said("killed-" + engine)).isEqualTo(137);
            assertThat(ended(whole)).as(said("whole-" + engine)).isZero();
        }
    }

    private static String[] training(String engine, String run) {
        String out = folder.resolve(run).toString();
        return new String[] {
            "train",
            SCHEDULE,
            "--engine",
            engine,
            "--epochs",
            "2",
            "--hidden",
            "16",
            "--checkpoint-every",
            "1",
            "--out",
            out
        };
    }

    private static Process process(String name, String classPath, String... arguments) throws IOException {
        ProcessBuilder process = new ProcessBuilder(Outcome.commandOn(classPath, arguments))
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        process.environment().remove("OMP_NUM_THREADS");
        process.environment().put("TF_CPP_MIN_LOG_LEVEL", "2"); // as the launcher does
        return process.start();
    }

    private static int ended(Process process) throws InterruptedException {
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private static String said(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".out")) + Files.readString(folder.resolve(name + ".err"));
    }

    /** What Maven has left for the launcher. */
    private static String classPath(String engine) throws IOException {
        Path cli = Path.of("").toAbsolutePath();
        Path target = cli.resolveSibling("engines").resolve(engine).resolve("target");
        return String.join(
                File.pathSeparator,
                cli.resolve("target/classes").toString(),
                Files.readString(cli.resolve("target/classpath")).strip(),
                target.resolve("classes").toString(),
                Files.readString(target.resolve("classpath")).strip());
    }

    private static long rows(String run) throws IOException {
        Path metrics = folder.resolve(run).resolve("metrics.csv");
        return Files.exists(metrics) ? Files.readAllLines(metrics).size() - 1 : 0;
    }

    @ParameterizedTest
    @FieldSource("ENGINES")
    void whoeverWasKilledGoesOnToTheSameNumbers(String engine) throws Exception {
        String killed = "killed-" + engine;
        Path run = folder.resolve(killed);
        Path whole = folder.resolve("whole-" + engine);
        assertThat(rows(killed)).isBetween(12L, 45L);
        assertThat(ended(process(killed, classPath(engine), "train", "--resume", run.toString())))
                .as(said(killed))
                .isZero();
        for (String table : TABLES) {
            assertThat(run.resolve(table)).hasSameBinaryContentAs(whole.resolve(table));
        }
        List<String> events = new ArrayList<>(Files.readAllLines(run.resolve("events.csv")));
        assertThat(events.removeIf(event -> event.contains(",resumed,"))).isTrue();
        assertThat(events).isEqualTo(Files.readAllLines(whole.resolve("events.csv")));
    }

    @ParameterizedTest
    @FieldSource("ENGINES")
    void theTerminalShowsNothingButProgress(String engine) throws IOException {
        List<String> noise = List.of("All log messages before absl", "MLIR V1 optimization pass is not enabled");
        assertThat(Files.readAllLines(folder.resolve("whole-" + engine + ".err")).stream()
                        // nothing silences that
                        .filter(line ->
                                !engine.equals("tensorflow") || noise.stream().noneMatch(line::contains)))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("step "));
    }

    @Test
    void allLearnAlike() throws IOException {
        List<double[]> all = new ArrayList<>();
        for (String engine : ENGINES) {
            all.add(Files.readAllLines(folder.resolve("whole-" + engine).resolve("metrics.csv")).stream()
                    .skip(1)
                    .mapToDouble(row -> Double.parseDouble(row.substring(row.lastIndexOf(',') + 1)))
                    .toArray());
        }
        for (double[] losses : all) {
            assertThat(losses[0]).isCloseTo(all.get(0)[0], within(5e-7));
            assertThat(losses).hasSize(46).containsExactly(all.get(0), within(2e-5));
        }
    }

    @ParameterizedTest
    @FieldSource("ENGINES")
    void withoutItsNativeLibraryItSaysWhatToAdd(String engine) throws Exception {
        String bare = Arrays.stream(classPath(engine).split(File.pathSeparator, -1))
                .filter(jar -> !jar.matches(".*-(linux|macosx|osx|windows|win)-(x86_64|arm64|aarch64)\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        String name = "bare-" + engine;
        assertThat(ended(process(name, bare, training(engine, name)))).isEqualTo(2);
        assertThat(said(name))
                .contains("the class path must hold ", NEEDED.get(engine), " with the classifier ")
                .doesNotContain("\tat ");
        assertThat(folder.resolve(name)).doesNotExist();
    }
}
