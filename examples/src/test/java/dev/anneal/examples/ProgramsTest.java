package dev.anneal.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs of a module run, and print what they say. Each module of examples has this test. */
class ProgramsTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "anneal", "examples");
    private static final Path LONG = Path.of("src", "test", "resources", "dev", "anneal", "examples");

    static List<Path> programs() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(file -> !file.endsWith("package-info.java"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void everyProgramPrintsWhatItsCommentsSay(Path program) throws Exception {
        String name = program.getFileName().toString().replace(".java", "");
        assertThat(printed(Class.forName("dev.anneal.examples." + name))).isEqualTo(promised(program));
    }

    /** What stands behind each println, or on the lines of comment below it; what is too long for that has a file. */
    private static List<String> promised(Path program) throws IOException {
        Path longer = LONG.resolve(program.getFileName().toString().replace(".java", ".txt"));
        if (Files.exists(longer)) {
            return Files.readAllLines(longer);
        }
        List<String> promised = new ArrayList<>();
        for (String line : Files.readAllLines(program)) {
            int comment = line.indexOf("// ");
            if (comment >= 0 && (line.contains("println(") || line.strip().startsWith("// "))) {
                promised.add(line.substring(comment + 3));
            }
        }
        assertThat(promised).as("%s", program).isNotEmpty();
        return promised;
    }

    private static List<String> printed(Class<?> program) throws ReflectiveOperationException {
        PrintStream out = System.out;
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
            program.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(out);
        }
        return caught.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
