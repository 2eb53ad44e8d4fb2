package dev.anneal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of {@code docs/guide/families.md}, against the values it states and a formula that knows nothing of ours. */
class FamiliesTest {

    private static final Path PAGE = Path.of("..", "docs", "guide", "families.md");
    private static final int UPDATES = 1_200;
    private static final double TOLERANCE = 1e-12;
    private static final Pattern VALUE = Pattern.compile("(?:([a-z_\\[\\]0-9]+) )?at (\\d+): (\\S+)");

    /** One row: under which heading, its cells, and the values that it states. */
    private record Row(String heading, String name, String expression, String values) {

        Map<String, Schedule> schedules() {
            Map<String, Schedule> schedules = new LinkedHashMap<>();
            Plan.parse(expression, horizon()).assignments().forEach(assignment -> {
                String target = assignment.target().toString();
                schedules.put(target.equals("lr") ? name : name + ": " + target, assignment.schedule());
            });
            return schedules;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Horizon horizon() {
        return page().lines()
                .filter(line -> line.startsWith("steps="))
                .map(Horizon::parse)
                .findFirst()
                .orElseThrow();
    }

    static Stream<Row> rows() {
        List<Row> rows = new ArrayList<>();
        String heading = "";
        for (String line : page().lines().toList()) {
            heading = line.startsWith("### ") ? line.substring(4) : heading;
            if (line.startsWith("| ") && !line.startsWith("| ---") && !line.startsWith("| schedule ")) {
                String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
                assertThat(cells).as(line).hasSize(4);
                rows.add(new Row(heading, cells[0], cells[2].replace("`", ""), cells[3]));
            }
        }
        return rows.stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowHasTheValuesThatItStates(Row row) {
        Map<String, Schedule> schedules = row.schedules();
        List<String> statements = Arrays.asList(row.values().split(", "));
        assertThat(statements).hasSizeGreaterThanOrEqualTo(2);
        for (String statement : statements) {
            Matcher value = VALUE.matcher(statement);
            assertThat(value.matches()).as(statement).isTrue();
            String target = value.group(1) == null ? row.name() : row.name() + ": " + value.group(1);
            double wanted = Double.parseDouble(value.group(3));
            assertThat(schedules.get(target).at(Double.parseDouble(value.group(2))))
                    .as(row + ", " + statement)
                    .isCloseTo(wanted, within(TOLERANCE * Math.abs(wanted)));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowIsItsFormula(Row row) {
        row.schedules().forEach((name, schedule) -> {
            assertThat(Formulas.ALL).containsKey(name);
            DoubleUnaryOperator formula = Formulas.ALL.get(name);
            double[] ours = new double[UPDATES];
            schedule.fill(0, 1, ours);
            double peak = 0;
            for (int t = 0; t < UPDATES; t++) {
                peak = Math.max(peak, Math.abs(formula.applyAsDouble(t)));
            }
            for (int t = 0; t < UPDATES; t++) {
                assertThat(ours[t])
                        .as("%s at %d", name, t)
                        .isCloseTo(formula.applyAsDouble(t), within(TOLERANCE * peak));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowReadsBack(Row row) {
        Plan plan = Plan.parse(row.expression(), horizon());
        assertThat(Plan.parse(plan.toString())).isEqualTo(plan);
    }

    @Test
    void everyFormulaHasItsRowAndEveryRowItsOwnName() {
        List<String> names =
                rows().flatMap(row -> row.schedules().keySet().stream()).toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(names)).isEqualTo(new TreeSet<>(Formulas.ALL.keySet()));
    }

    @Test
    void everyFamilyAndCombinationHasARow() {
        List<String> headings = page().lines()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();
        Set<String> withRows = new TreeSet<>(rows().map(Row::heading).toList());
        assertThat(headings).hasSize(24 + 10).doesNotHaveDuplicates();
        assertThat(withRows).isEqualTo(new TreeSet<>(headings));
    }
}
