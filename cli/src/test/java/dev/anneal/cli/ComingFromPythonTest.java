package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the way in from Python, typed one after the other as they are shown. */
@DisabledOnOs(OS.WINDOWS)
class ComingFromPythonTest {

    private static final Path PAGE = Path.of("..", "docs", "coming-from-python.md");

    /** A block of commands, and what they print if that is shown below it. */
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$(?:\\n\\n```\\n(.*?)^```$)?");

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyCommandWorksAndPrintsWhatIsShown() throws Exception {
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        int blocks = 0;
        while (block.find()) {
            String commands = block.group(1);
            Outcome outcome = Outcome.ofCommand(folder, List.of("bash", "-ec", script(commands)));
            assertThat(outcome.code())
                    .as(commands + outcome.out() + outcome.err())
                    .isZero();
            if (block.group(2) != null) {
                assertThat(outcome.out()).as(commands).contains(block.group(2));
            }
            blocks++;
        }
        assertThat(blocks).isGreaterThanOrEqualTo(8);
    }

    private static String script(String commands) throws IOException {
        StringBuilder anneal = new StringBuilder();
        Outcome.command().forEach(word -> anneal.append('\'').append(word).append("' "));
        return commands.replace("./anneal ", anneal);
    }
}
