package dev.anneal.cli;

import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Dialects;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The pages about other frameworks, and their figures: all of it comes from the entries. */
final class DialectPages {

    static final Path FOLDER = Path.of("..", "docs", "dialects");

    /** What is written has it in its first line. */
    static final String MARK =
            "<!-- Written from the entries by DialectPagesTest; CONTRIBUTING.md has the command. -->\n";

    private DialectPages() {}

    /** The text of each file, by where it lies in the folder. */
    static Map<Path, String> files() {
        Map<Path, String> files = new TreeMap<>();
        files.put(Path.of("README.md"), index());
        for (Dialect dialect : dialects()) {
            DialectPage page = new DialectPage(dialect);
            files.put(Path.of(dialect.name() + ".md"), page.text());
            files.putAll(page.figures());
        }
        return files;
    }

    /** Those that have schedulers, in the order in which a bare name is looked up. */
    private static List<Dialect> dialects() {
        return Dialects.all().stream()
                .filter(dialect -> !dialect.entries().isEmpty())
                .toList();
    }

    static String order() {
        return dialects().stream().map(dialect -> "`" + dialect.name() + "`").collect(Collectors.joining(", "));
    }

    private static String index() {
        StringBuilder page = new StringBuilder(MARK);
        int all = dialects().stream()
                .mapToInt(dialect -> dialect.entries().size())
                .sum();
        page.append("""

                # Other frameworks

                Anneal reads %d schedulers of %d frameworks: a line, or the block of a program around it, gives here what it gives
                there. Each framework has a page. It tells of every scheduler the signature, the formula, what surprises people,
                what an example means in [the notation](../notation.md), and how that looks, between whole steps as well.
                `anneal dialects` tells the same in a terminal.

                - [How the frameworks differ](conventions.md), in one table.
                - [Coming from Python](../coming-from-python.md), in ten minutes.

                | framework | dialect | schedulers |
                | --- | --- | ---: |
                """.formatted(all, dialects().size()));
        for (Dialect dialect : dialects()) {
            page.append("| [%s](%s.md) | `%s` | %d |\n"
                    .formatted(
                            dialect.title(),
                            dialect.name(),
                            dialect.name(),
                            dialect.entries().size()));
        }
        page.append("""

                ## Names

                A prefix decides: `torch.StepLR`, or `torch.optim.lr_scheduler.StepLR`. An import in the text does, too. A bare name
                is looked up in the dialect of the call in whose arguments it stands, then in those that this dialect wraps, and
                then in this order: %s. Of those that only the order tells apart, the first is taken that has all the parameters
                which the call names. What a text was taken for is always told.
                """.formatted(order()));
        return page.toString();
    }
}
