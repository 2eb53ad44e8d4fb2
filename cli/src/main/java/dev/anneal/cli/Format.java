package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.notation.Numerals;
import dev.anneal.training.Simulation;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/** How values are written. */
enum Format {
    CSV,
    JSON,
    TABLE,
    CURVE;

    RowWriter to(Writer out, Understood understood, List<Simulation.Series> observed) {
        String time = understood.unit().toString();
        List<String> columns = understood.plan().assignments().stream()
                .map(line -> line.target().toString())
                .toList();
        return switch (this) {
            case CSV -> new RowWriter.Csv(out, time, columns);
            case JSON -> new RowWriter.Json(out, time, columns);
            case TABLE -> new RowWriter.Table(out, time, columns);
            case CURVE -> new Curve(new RowWriter.Csv(out, "step", columns), understood, observed);
        };
    }

    /** A file that can be checked: the text and its numbers. */
    private record Curve(RowWriter.Csv rows, Understood understood, List<Simulation.Series> observed)
            implements RowWriter {

        private static final List<String> HEADERS = List.of("lr", "momentum", "optimizer", "groups");

        @Override
        public void start() throws IOException {
            header("source", "anneal " + Anneal.version());
            header("text", Texts.line(understood.plan()));
            Horizon horizon = understood.horizon();
            for (String key : HEADERS) {
                String value = horizon.fact(key);
                if (value != null) {
                    header(key, value.contains(",") ? "[" + value.replace(",", ", ") + "]" : value);
                }
            }
            for (Simulation.Series series : observed) {
                header(
                        "observations",
                        Stream.concat(
                                        Stream.of(series.metric()),
                                        series.values().stream().map(Numerals::text))
                                .collect(Collectors.joining(" ")));
            }
            if (!observed.isEmpty() && observed.get(0).every() != 1) {
                header("observed_every", Numerals.text(observed.get(0).every()));
            }
            header("unit", understood.unit().toString());
            header("tolerance", "relative 1e-12 absolute 1e-15");
            String others = Stream.of(horizon.toString().split(" "))
                    .filter(fact -> !HEADERS.contains(key(fact))
                            && !List.of("unit", "metric").contains(key(fact)))
                    .map(fact -> fact.startsWith("steps=") ? "total" + fact.substring("steps".length()) : fact)
                    .collect(Collectors.joining(" "));
            if (!others.isEmpty()) {
                header("horizon", others);
            }
            rows.start();
        }

        private static String key(String fact) {
            return fact.substring(0, Math.max(0, fact.indexOf('=')));
        }

        private void header(String key, String value) throws IOException {
            rows.out().append("# ").append(key).append(": ").append(value).append('\n');
        }

        @Override
        public void row(double time, double[] values) throws IOException {
            rows.row(time, values);
        }
    }

    static final class Reading implements ITypeConverter<Format> {
        @Override
        public Format convert(String name) {
            return Numbers.choice(name, List.of(Format.values()));
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
