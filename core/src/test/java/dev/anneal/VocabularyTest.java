package dev.anneal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    private static final Pattern CALL = Pattern.compile("`([A-Za-z]+\\([^`{>]*\\))`");

    /** Signatures in the page that are no entries: examples of what stands in for one. */
    private static final Set<String> EXAMPLES =
            Set.of("stretching(2)", "scaling(0.5)", "stretching(2).scaling(0.5)", "min(a, b, …)", "max(a, b, …)");

    @Test
    void thePageAboutTheNotationHasEachWordAndNoOther() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "notation.md"));
        String vocabulary = page.substring(page.indexOf("## Vocabulary"));
        TreeSet<String> documented = CALL.matcher(vocabulary)
                .results()
                .map((MatchResult call) -> call.group(1))
                .filter(call -> !EXAMPLES.contains(call))
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> known = FeedbackFunctions.names().stream()
                // an outsider's are not documented here
                .filter(VocabularyTest::isOurs)
                .map(name -> FeedbackFunctions.named(name).signature())
                .collect(Collectors.toCollection(TreeSet::new));
        Stream.of(
                        Vocabulary.FACTORIES.values().stream(),
                        Vocabulary.METHODS.values().stream(),
                        Vocabulary.CURVES.values().stream())
                .flatMap(entries -> entries.map(entry -> entry.signature().text()))
                .forEach(known::add);
        known.add(Layerwise.SIGNATURE.text());
        assertThat(documented).isEqualTo(known);
    }

    private static boolean isOurs(String rule) {
        return FeedbackFunctions.named(rule).getClass().getPackageName().equals("dev.anneal.feedback");
    }
}
