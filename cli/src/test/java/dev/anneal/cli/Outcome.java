package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.plot.Colour;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a command did. */
record Outcome(int code, String out, String err) {

    /** Runs a command in this JVM, without input. */
    static Outcome of(String... arguments) {
        return reading("", arguments);
    }

    static Outcome reading(String input, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
        Console console = new Console(new ByteArrayInputStream(bytes), out, new PrintWriter(err), 80, Colour.NONE);
        int code = Anneal.run(console, arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    /** Runs a command in a JVM of its own. */
    static Outcome ofProcess(Path folder, String... arguments) throws IOException, InterruptedException {
        return ofCommand(folder, command(arguments));
    }

    /** The words that start a JVM with the command. */
    static List<String> command(String... arguments) {
        return commandOn(classPath(), arguments);
    }

    static List<String> commandOn(String classPath, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // the launcher allows it likewise; newer Java warns of native code otherwise
        words.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= 23) {
            words.add("--sun-misc-unsafe-memory-access=allow");
        }
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath, Anneal.class.getName()));
        words.addAll(List.of(arguments));
        return words;
    }

    /** Absolute, as the process may start elsewhere. */
    private static String classPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    static Outcome ofCommand(Path folder, List<String> words) throws IOException, InterruptedException {
        Path out = folder.resolve("stdout.txt");
        Path err = folder.resolve("stderr.txt");
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ended", words).isTrue();
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** The output of a command that did well and had nothing to remark. */
    String fine() {
        assertThat(err).isEmpty();
        assertThat(code).isZero();
        return out;
    }

    /** The message of a command whose input was wrong. */
    String wrong() {
        assertThat(out).isEmpty();
        assertThat(code).isEqualTo(2);
        assertThat(err).doesNotContain("\tat ");
        return err;
    }
}
