package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The pages about other frameworks are what the entries say, and their figures what the code draws. With {@code
 * -Dpages=write} they are written anew.
 */
class DialectPagesTest {

    private static final int LARGEST_FIGURE = 16_000;

    private static final Map<Path, String> FILES = DialectPages.files();

    @BeforeAll
    static void writeIfAsked() throws IOException {
        if (!"write".equals(System.getProperty("pages"))) {
            return;
        }
        for (Map.Entry<Path, String> file : FILES.entrySet()) {
            Path path = DialectPages.FOLDER.resolve(file.getKey());
            if (!Files.exists(path) || !Likeness.isSame(Files.readString(path), file.getValue())) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }
        for (Path path : stale()) {
            Files.delete(DialectPages.FOLDER.resolve(path));
        }
    }

    /** What was written once, and would not be any more. */
    private static List<Path> stale() throws IOException {
        List<Path> stale = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(DialectPages.FOLDER)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                boolean written = path.toString().endsWith(".svg")
                        || Files.readString(path).startsWith(DialectPages.MARK);
                Path name = DialectPages.FOLDER.relativize(path);
                if (written && !FILES.containsKey(name)) {
                    stale.add(name);
                }
            }
        }
        return stale;
    }

    @Test
    void everyPageAndFigureIsWhatTheEntriesSay() throws IOException {
        List<String> outdated = new ArrayList<>();
        for (Map.Entry<Path, String> file : FILES.entrySet()) {
            Path path = DialectPages.FOLDER.resolve(file.getKey());
            if (!Files.exists(path)) {
                outdated.add(file.getKey() + " is missing");
            } else {
                Likeness.difference(Files.readString(path), file.getValue())
                        .ifPresent(difference -> outdated.add(file.getKey() + ": " + difference));
            }
        }
        assertThat(outdated)
                .as("out of date; -Dpages=write writes docs/dialects anew, as CONTRIBUTING.md tells")
                .isEmpty();
    }

    @Test
    void nothingIsLeftOfWhatIsGone() throws IOException {
        assertThat(stale()).as("no entry has these").isEmpty();
    }

    @Test
    void figuresAreSmall() {
        assertThat(FILES).allSatisfy((path, text) -> {
            if (path.toString().endsWith(".svg")) {
                assertThat(text.length()).isLessThan(LARGEST_FIGURE);
            }
        });
    }

    @Test
    void everyPageIsInTheIndexAndHasItsFigures() {
        String index = FILES.get(Path.of("README.md"));
        assertThat(FILES.keySet()).hasSizeGreaterThan(100).allSatisfy(path -> {
            Path folder = path.getParent();
            if (folder != null) {
                String page = FILES.get(Path.of(folder.getFileName() + ".md"));
                assertThat(page).contains("](images/" + folder.getFileName() + "/" + path.getFileName() + ")");
            } else if (!path.endsWith("README.md")) {
                assertThat(index).contains("](" + path + ")");
            }
        });
    }
}
