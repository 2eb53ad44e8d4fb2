package dev.anneal.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guide, the front page and the way in from Python show stands in a program, and reads. */
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

    /** Without those of the page on conversion, which commands print, and the tests of the command line compare. */
    static Stream<Block> javaBlocks() throws IOException {
        return blocks("java").filter(block -> !block.page().endsWith("convert.md"));
    }

    static Stream<Block> notationBlocks() throws IOException {
        return blocks("anneal");
    }

    /** Of this module, and of those of the engines, which cannot all be on one class path. */
    private static List<Path> programs() throws IOException {
        List<Path> programs = new ArrayList<>(ProgramsTest.programs());
        for (String engine : List.of("dl4j", "pytorch", "tensorflow")) {
            programs.addAll(files(Path.of(engine).resolve(SOURCES), ".java"));
        }
        programs.removeIf(file -> file.endsWith("package-info.java"));
        return programs;
    }

    @ParameterizedTest
    @MethodSource("javaBlocks")
    void everyJavaSnippetStandsInAProgram(Block block) throws IOException {
        List<Path> sources = new ArrayList<>(programs());
        sources.addAll(files(TESTS, ".java"));
        for (Path program : sources) {
            String source = Files.readString(program);
            if (IntStream.of(4, 8, 16).anyMatch(spaces -> source.contains(indented(block, spaces)))) {
                return;
            }
        }
        assertThat(block.text()).as("a snippet that no program has").isEmpty();
    }

    /** As it stands in a class, in a method, or in loops. */
    private static String indented(Block block, int spaces) {
        return unaligned(block.text().indent(spaces).replaceAll("(?m)^ +$", ""));
    }

    /** Pages may align comments; the formatter of the programs does not. */
    private static String unaligned(String text) {
        return text.replaceAll("(?<=\\S) +// ", " // ");
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
        for (Path program : programs()) {
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
