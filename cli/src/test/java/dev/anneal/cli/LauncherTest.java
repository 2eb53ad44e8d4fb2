package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher at the root, in a house of its own where a few lines of shell stand for Maven. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "cat",
            "cp",
            "cut",
            "date",
            "find",
            "flock",
            "head",
            "mkdir",
            "mkfifo",
            "mv",
            "paste",
            "readlink",
            "rm",
            "rmdir",
            "sed",
            "sleep",
            "stty",
            "touch");

    @TempDir
    static Path jars = Path.of("");

    private static String classPath = "";

    @TempDir
    Path folder = Path.of("");

    private Path house = Path.of("");
    private Path tools = Path.of("");

    /** Archives of loaded classes are made from jars only. */
    @BeforeAll
    static void packClassPath() throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (Files.exists(path)) {
                entries.add((Files.isDirectory(path) ? packed(path, entries.size() + ".jar") : path).toString());
            }
        }
        classPath = String.join(File.pathSeparator, entries);
    }

    private static Path packed(Path classes, String name) throws IOException {
        Path jar = jars.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
                Files.copy(path, out);
            }
        }
        return jar;
    }

    @BeforeEach
    void buildHouse() throws IOException {
        house = Files.createDirectories(folder.resolve("a house"));
        Path source = Files.createDirectories(house.resolve("cli/src/main")).resolve("Source.java");
        Files.writeString(source, "");
        Files.writeString(house.resolve("pom.xml"), "");
        Files.copy(Path.of("..", "anneal"), house.resolve("anneal"));
        tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : TOOLS) {
            for (String place : List.of("/bin", "/usr/bin")) {
                if (Files.exists(Path.of(place, tool))) {
                    executable(tools.resolve(tool), "exec " + Path.of(place, tool) + " \"$@\"\n");
                }
            }
        }
        maven("""
                mkdir -p cli/target
                cp '%s' cli/target/anneal-cli.jar
                printf '%%s\\n' '%s' > cli/target/classpath
                """.formatted(emptyJar(), classPath));
    }

    private Path emptyJar() throws IOException {
        Path jar = folder.resolve("empty.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry("empty"));
        }
        return jar;
    }

    private void maven(String script) throws IOException {
        executable(tools.resolve("mvn"), "set -e\necho build >> '" + builds() + "'\n" + script);
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path builds() {
        return folder.resolve("builds.txt");
    }

    private ProcessBuilder launcher(Path launcher, String... arguments) {
        List<String> words = new ArrayList<>(List.of(launcher.toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("PATH", tools.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private static Outcome ended(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectInput(new File("/dev/null")).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Outcome(process.exitValue(), out, err);
    }

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        return ended(launcher(house.resolve("anneal"), arguments));
    }

    @Test
    void theFirstUseBuildsAndTheNextOneStarts() throws Exception {
        Outcome first = run("values", "linear(0, 1, 1)");
        assertThat(first.out()).isEqualTo("step,lr\n0,0\n1,1\n");
        assertThat(first.err().lines()).singleElement().asString().contains("building", "first use");
        assertThat(run("values", "linear(0, 1, 1)").fine()).isEqualTo(first.out());
        assertThat(builds()).hasContent("build");
        try (Stream<Path> files = Files.walk(house.resolve("target/launcher"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".jsa")))
                    .singleElement()
                    .satisfies(archive -> assertThat(archive).isNotEmptyFile());
        }
    }

    /** An engine of a house, which the command does not know, so that it must have been told of its class path. */
    private void engine(String name) throws IOException {
        Path engine = Files.createDirectories(house.resolve("engines").resolve(name));
        Files.writeString(engine.resolve("pom.xml"), "");
        Path target = Files.createDirectories(engine.resolve("target"));
        Files.copy(emptyJar(), target.resolve("anneal-" + name + ".jar"));
        Path only = Files.copy(emptyJar(), target.resolve("only-" + name + ".jar"));
        Files.writeString(target.resolve("classpath"), classPath + File.pathSeparator + only);
    }

    @Test
    void eachEngineHasAClassPathOfItsOwn() throws Exception {
        engine("djl");
        engine("abacus");
        run("train", "--engine", "abacus");
        Path store = house.resolve("target/launcher");
        assertThat(store.resolve("abacus"))
                .content()
                .contains("/anneal-abacus.jar:", "/only-abacus.jar")
                .doesNotContain("only-djl");
        assertThat(store.resolve("djl")).doesNotExist();
        Path taken = Files.createDirectories(folder.resolve("a run"));
        Files.writeString(taken.resolve("run.txt"), "anneal run 1\nengine=djl\n");
        run("train", "--resume", taken.toString());
        assertThat(store.resolve("djl")).content().contains("/only-djl.jar").doesNotContain("abacus");
    }

    /** A Java that tells how it was started. */
    private String startedBy(String version, String... arguments) throws Exception {
        Path java = Files.createDirectories(folder.resolve("java " + version + "/bin"));
        executable(java.resolve("java"), "echo \"$TF_CPP_MIN_LOG_LEVEL\" \"$@\"\n");
        Files.writeString(java.resolveSibling("release"), "JAVA_RUNTIME_VERSION=\"" + version + "\"\n");
        ProcessBuilder launcher = launcher(house.resolve("anneal"), arguments);
        launcher.environment().put("JAVA_HOME", java.getParent().toString());
        launcher.environment().remove("TF_CPP_MIN_LOG_LEVEL");
        return ended(launcher).out();
    }

    @Test
    void newerJavaDoesNotWarnOfWhatEnginesDo() throws Exception {
        engine("abacus");
        String[] train = {"train", "--engine", "abacus"};
        assertThat(startedBy("17.0.15+6", train)).startsWith("2 -D").doesNotContain("--enable", "--sun");
        assertThat(startedBy("22.0.1+8", train))
                .contains("--enable-native-access=ALL-UNNAMED ")
                .doesNotContain("--sun");
        assertThat(startedBy("25.0.1+8-LTS", train))
                .contains("--enable-native-access=ALL-UNNAMED ", "--sun-misc-unsafe-memory-access=allow ")
                .endsWith("dev.anneal.cli.Anneal train --engine abacus\n");
        assertThat(startedBy("25.0.1+8-LTS", "show", "0.1")).doesNotContain("--enable", "--sun");
    }

    @Test
    void whatNoSettingSilencesIsLeftOut() throws Exception {
        engine("tensorflow");
        run("train", "--engine", "tensorflow");
        Path java = Files.createDirectories(folder.resolve("java/bin"));
        Files.writeString(java.resolveSibling("release"), "JAVA_RUNTIME_VERSION=\"17\"\n");
        executable(java.resolve("java"), """
                printf 'note: a\\\\b  c\\nWARNING: All log messages before absl::InitializeLog() is called\\n' >&2
                printf 'I0000 x.cc:401] MLIR V1 optimization pass is not enabled\\n' >&2
                printf 'step 1\\rstep 2\\nthe end' >&2
                exit 7
                """);
        ProcessBuilder launcher = launcher(house.resolve("anneal"), "train", "--engine", "tensorflow");
        launcher.environment().put("JAVA_HOME", java.getParent().toString());
        Outcome outcome = ended(launcher);
        assertThat(outcome.err()).isEqualTo("note: a\\b  c\nstep 1\rstep 2\nthe end");
        assertThat(outcome.code()).isEqualTo(7);
        executable(java.resolve("java"), "printf 'an error\\nno end of line' >&2\n");
        assertThat(ended(launcher).err()).isEqualTo("an error\nno end of line");
        try (Stream<Path> files = Files.list(house.resolve("target/launcher"))) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("stderr"));
        }
    }

    @Test
    void anEngineThatIsNoneIsRefusedByTheCommand() throws Exception {
        engine("djl");
        for (String name : List.of("abakus", "../engines/djl")) {
            Outcome outcome = run("train", "--engine=" + name);
            assertThat(outcome.code()).isEqualTo(2);
        }
        assertThat(run("train", "--engine", "abakus").err()).contains("an engine must be one of djl, ", "got abakus");
        assertThat(house.resolve("target/launcher/djl")).doesNotExist();
    }

    @Test
    void newerSourcesAreBuilt() throws Exception {
        run("--version");
        Path source = house.resolve("cli/src/main/Source.java");
        FileTime built = Files.getLastModifiedTime(house.resolve("target/launcher/cli"));
        Files.setLastModifiedTime(source, FileTime.fromMillis(built.toMillis() + 1000));
        assertThat(run("--version").err()).contains("sources have changed");
        assertThat(builds()).hasContent("build\nbuild");
    }

    @Test
    void aJarThatIsGoneIsBuiltAgain() throws Exception {
        run("--version");
        String first = Files.readString(house.resolve("target/launcher/cli")).split(":", 2)[0];
        Files.delete(Path.of(first));
        assertThat(run("--version").code()).isZero();
        assertThat(builds()).hasContent("build\nbuild");
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        Files.writeString(tools.resolve("mvn"), Files.readString(tools.resolve("mvn")) + "sleep 1\n");
        List<Process> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Path out = folder.resolve("out" + i);
            both.add(launcher(house.resolve("anneal"), "values", "0.1")
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start());
        }
        for (int i = 0; i < 2; i++) {
            assertThat(both.get(i).waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(both.get(i).exitValue()).isZero();
            assertThat(folder.resolve("out" + i)).content().endsWith("step,lr\n0,0.1\n");
        }
        assertThat(builds()).hasContent("build");
    }

    @Test
    void aBuildThatFailsShowsWhatMavenSaid() throws Exception {
        maven("echo 'cannot find symbol'; exit 1\n");
        Outcome outcome = run("show", "0.1");
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("cannot find symbol", "anneal: the build failed");
        assertThat(house.resolve("target/launcher/cli")).doesNotExist();
    }

    @Test
    void aLinkFromElsewhereLeadsHere() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a house", "anneal"));
        Path other = Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("bin")).resolve("anneal"), link);
        Outcome outcome = ended(launcher(other, "values", "0.1"));
        assertThat(outcome.out()).isEqualTo("step,lr\n0,0.1\n");
        assertThat(house.resolve("target/launcher/cli")).exists();
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        Files.delete(tools.resolve("mvn"));
        assertThat(run("show", "0.1").err()).contains("Maven is needed");
        ProcessBuilder homeless = launcher(house.resolve("anneal"), "show", "0.1");
        homeless.environment().remove("JAVA_HOME");
        assertThat(ended(homeless).err()).contains("Java 17 or later is needed");
        ProcessBuilder misled = launcher(house.resolve("anneal"), "show", "0.1");
        misled.environment().put("JAVA_HOME", folder.toString());
        Outcome outcome = ended(misled);
        assertThat(outcome.err()).contains("JAVA_HOME has no bin/java");
        assertThat(outcome.code()).isEqualTo(3);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws Exception {
        Files.writeString(house.resolve("target"), "in the way");
        Outcome outcome = run("show", "0.1");
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).contains("cannot write to", "target");
    }

    @Test
    void aFigureIsAsWideAsTheTerminal() throws Exception {
        Path script = Path.of("/usr/bin/script");
        assumeThat(script).exists();
        run("--version");
        String line = "stty cols 50; '" + house.resolve("anneal") + "' plot 'linear(0, 1, 9)'";
        ProcessBuilder terminal = launcher(script, "-qec", line, "/dev/null");
        terminal.environment().put("TERM", "dumb");
        terminal.environment().remove("COLUMNS");
        Outcome outcome = ended(terminal);
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines().mapToInt(String::length).max()).hasValue(50);
    }
}
