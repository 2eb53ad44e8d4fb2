package dev.anneal.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Dialects;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guide, the front page and the way in from Python show compiles, runs, and gives what they say. */
class GuideTest {

    private static final Path ROOT = Path.of("..");
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "anneal", "examples");
    private static final Path TESTS = Path.of("src", "test", "java", "dev", "anneal", "examples");
    private static final Horizon RUN = Horizon.parse("steps=10000 steps_per_epoch=500 batch=64");

    /** A fenced block of a page. */
    private record Block(Path page, String language, String text) {
        @Override
        public String toString() {
            return page.getFileName() + ": " + text.lines().findFirst().orElse("");
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(files(ROOT.resolve("docs").resolve("guide"), ".md"));
        pages.add(ROOT.resolve("docs").resolve("coming-from-python.md"));
        pages.add(ROOT.resolve("README.md"));
        return pages;
    }

    private static Stream<Block> blocks(String language) throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (Path page : pages()) {
            String[] parts = Files.readString(page).split("(?m)^```", -1);
            for (int i = 1; i < parts.length; i += 2) {
                int end = parts[i].indexOf('\n');
                blocks.add(new Block(page, parts[i].substring(0, end), parts[i].substring(end + 1)));
            }
        }
        return blocks.stream().filter(block -> block.language().equals(language));
    }

    static Stream<Block> javaBlocks() throws IOException {
        return blocks("java");
    }

    static Stream<Block> notationBlocks() throws IOException {
        return blocks("anneal");
    }

    static Stream<Path> programs() throws IOException {
        return files(SOURCES, ".java").stream().filter(file -> !file.endsWith("package-info.java"));
    }

    @ParameterizedTest
    @MethodSource("javaBlocks")
    void everyJavaSnippetStandsInAProgram(Block block) throws IOException {
        for (Path program :
                Stream.concat(programs(), files(TESTS, ".java").stream()).toList()) {
            String source = Files.readString(program);
            if (source.contains(indented(block, 8)) || source.contains(indented(block, 4))) {
                return;
            }
        }
        assertThat(block.text()).as("a snippet that no program has").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void everyProgramPrintsWhatItsCommentsSay(Path program) throws Exception {
        String name = program.getFileName().toString().replace(".java", "");
        assertThat(printed(Class.forName("dev.anneal.examples." + name))).isEqualTo(promised(program));
    }

    /** As it stands in a method, or in a class. */
    private static String indented(Block block, int spaces) {
        return unaligned(block.text().indent(spaces).replaceAll("(?m)^ +$", ""));
    }

    /** Pages may align comments; the formatter of the programs does not. */
    private static String unaligned(String text) {
        return text.replaceAll("(?<=\\S) +// ", " // ");
    }

    /** What stands behind each println, or on the lines of comment below it. */
    private static List<String> promised(Path program) throws IOException {
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

    @ParameterizedTest
    @MethodSource("notationBlocks")
    void everyTextOfTheGuideReads(Block block) {
        for (String text : block.text().split("\n\n")) {
            Plan plan = Plan.parse(text, RUN);
            assertThat(Plan.parse(plan.toString())).isEqualTo(plan);
        }
    }

    @Test
    void everyProgramIsQuoted() throws IOException {
        StringBuilder guide = new StringBuilder();
        for (Path page : pages()) {
            guide.append(Files.readString(page));
        }
        for (Path program : programs().toList()) {
            assertThat(guide).contains(program.getFileName().toString());
        }
    }

    @Test
    void bareNamesAreLookedUpInTheOrderThatTheGuideTells() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs").resolve("guide").resolve("README.md"));
        String order = Dialects.all().stream()
                .map(Dialect::name)
                .filter(name -> !name.equals(new OwnDialect().name()))
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", "));
        assertThat(guide).contains("in this order: " + order + ".");
    }
}
