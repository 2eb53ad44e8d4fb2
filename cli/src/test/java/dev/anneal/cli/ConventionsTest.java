package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Dialects;
import dev.anneal.dialect.Reading;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page on how frameworks differ: its lines give the rates that stand beside them. */
class ConventionsTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)\\.(.*?)` \\| (?:`(.*?)`)? ?\\| (.*) \\|$");
    private static final Pattern OVERVIEW = Pattern.compile("(?m)^\\| `(\\w+)` (\\|.*)$");
    private static final Pattern RATE = Pattern.compile("(\\d+): ([\\d.e-]+)");
    private static final int DIGITS = 4;

    private record Row(String dialect, String call, Horizon horizon, String rates) {
        String line() {
            return dialect + "." + call;
        }

        @Override
        public String toString() {
            return line();
        }
    }

    private static String page() throws IOException {
        return Files.readString(DialectPages.FOLDER.resolve(Path.of("conventions.md")));
    }

    static Stream<Row> rows() throws IOException {
        return ROW.matcher(page())
                .results()
                .map(row -> new Row(
                        row.group(1),
                        row.group(2),
                        Horizon.parse(row.group(3) == null ? "" : row.group(3)),
                        row.group(4)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aLineGivesTheRatesBesideIt(Row row) {
        if (row.rates().equals("refused")) {
            assertThatThrownBy(() -> Dialects.understand(row.line(), row.horizon()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("unknown");
            return;
        }
        Reading reading = Dialects.understand(row.line(), row.horizon());
        Plan plan = row.horizon().stepsPerEpoch().isPresent() ? reading.inSteps(row.horizon()) : reading.plan();
        Schedule rate = plan.schedule(Hyperparameter.LEARNING_RATE, "").orElseThrow();
        List<MatchResult> rates = RATE.matcher(row.rates()).results().toList();
        assertThat(rates).hasSize(row.rates().split(", ").length);
        for (MatchResult one : rates) {
            BigDecimal told = new BigDecimal(one.group(2));
            int digits = Math.max(DIGITS, told.precision());
            double is = rate.at(Double.parseDouble(one.group(1)));
            assertThat(new BigDecimal(is).round(new MathContext(digits)))
                    .as("at %s", one.group(1))
                    .isEqualByComparingTo(told);
        }
    }

    @Test
    void everyDialectHasItsCells() throws IOException {
        List<String> names = Dialects.all().stream().map(Dialect::name).toList();
        Matcher row = OVERVIEW.matcher(page());
        for (String name : names) {
            assertThat(row.find()).as(name).isTrue();
            assertThat(row.group(1)).isEqualTo(name);
            assertThat(row.group(2).split("\\|", -1)).as(name).hasSize(8).noneMatch(cell -> cell.equals("  "));
        }
        assertThat(row.find()).isFalse();
    }

    @Test
    void everyDialectHasLinesForItsCells() throws IOException {
        List<String> dialects =
                ROW.matcher(page()).results().map(row -> row.group(1)).toList();
        assertThat(Dialects.all())
                .allSatisfy(dialect -> assertThat(dialects)
                        .as(dialect.name())
                        .filteredOn(dialect.name()::equals)
                        .hasSizeGreaterThanOrEqualTo(3));
    }
}
