package dev.anneal.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Scheduler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of frameworks, put together from the parts, give what the frameworks gave. */
class RecordedRulesTest {

    private record Recorded(String name, Plan plan, String metric, List<Double> observed, List<double[]> rows) {

        static Recorded of(String line) {
            String[] fields = line.split("\t");
            String[] observations = fields[2].split(" ");
            List<Double> observed =
                    Stream.of(observations).skip(1).map(Double::valueOf).toList();
            return new Recorded(fields[0], Plan.parse(fields[1]), observations[0], observed, rows(fields[3]));
        }

        private static List<double[]> rows(String text) {
            String[] changes = text.split(" ");
            List<double[]> rows = new ArrayList<>();
            for (int i = 1; i < changes.length; i++) {
                String[] change = changes[i].split(":");
                while (rows.size() < Integer.parseInt(change[0])) {
                    rows.add(rows.get(rows.size() - 1));
                }
                rows.add(Stream.of(change[1].split("/"))
                        .mapToDouble(Double::parseDouble)
                        .toArray());
            }
            while (rows.size() < Integer.parseInt(changes[0])) {
                rows.add(rows.get(rows.size() - 1));
            }
            return rows;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Recorded> recorded() throws IOException {
        try (InputStream in = RecordedRulesTest.class.getResourceAsStream("recorded.tsv")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().skip(1).map(Recorded::of).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void givesTheRecordedValues(Recorded recorded) {
        List<double[]> rows = recorded.rows();
        String[] groups = rows.get(0).length == 1 ? new String[] {"all"} : new String[] {"0", "1"};
        Scheduler scheduler = Scheduler.start(recorded.plan(), OptimizerSink.pulling(groups));
        Hyperparameter hyperparameter =
                recorded.plan().assignments().get(0).target().hyperparameter();
        double tolerance = recorded.name().startsWith("keras") ? 2e-6 : 1e-12;
        for (int row = 0; row < rows.size(); row++) {
            if (row > 0) {
                scheduler.advance();
                scheduler.observe(recorded.metric(), recorded.observed().get(row - 1));
            }
            for (int g = 0; g < groups.length; g++) {
                double wanted = rows.get(row)[g];
                assertThat(scheduler.value(hyperparameter, groups[g]))
                        .as("row %s", row)
                        .isCloseTo(wanted, within(tolerance * Math.abs(wanted)));
            }
        }
    }
}
