package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of the front page, typed as they are shown; those that train have tests of their own. */
@DisabledOnOs(OS.WINDOWS)
class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder = Path.of("");

    static Stream<String> commands() throws IOException {
        String[] parts = Files.readString(ROOT.resolve("README.md")).split("(?m)^```", -1);
        List<String> commands = new ArrayList<>();
        for (int i = 1; i < parts.length; i += 2) {
            if (parts[i].startsWith("sh\n")) {
                Stream.of(parts[i].substring(3).split("(?m)^(?=\\./anneal )"))
                        .filter(command -> command.startsWith("./anneal "))
                        .filter(command -> !command.startsWith("./anneal train") && !command.contains("runs/"))
                        .forEach(commands::add);
            }
        }
        return commands.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandOfTheFrontPageWorks(String command) throws Exception {
        StringBuilder anneal = new StringBuilder();
        Outcome.command().forEach(word -> anneal.append('\'').append(word).append("' "));
        String script = command.replace("./anneal ", anneal).replace(" reference/", " '" + ROOT + "'/reference/");
        Outcome outcome = Outcome.ofCommand(folder, List.of("bash", "-c", script));
        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out().isEmpty()).isEqualTo(command.contains(" -o "));
    }
}
