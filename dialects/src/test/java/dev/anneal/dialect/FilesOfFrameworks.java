package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Files that the frameworks themselves have written, and what the schedulers then gave. */
final class FilesOfFrameworks {

    private FilesOfFrameworks() {}

    /** A file, what is known of the run beside it, and the rates from a step on. */
    record Written(String what, Horizon run, Optional<Double> position, int first, List<String> rates, String text) {

        static Written of(String line) {
            String[] fields = line.split("\t", -1);
            return new Written(
                    fields[0],
                    Horizon.parse(fields[1].equals("-") ? "" : fields[1]),
                    fields[2].equals("-") ? Optional.empty() : Optional.of(Double.valueOf(fields[2])),
                    Integer.parseInt(fields[3]),
                    List.of(fields[4].split(",")),
                    fields[5]);
        }

        /** Where the plan gives other rates, if it does. */
        Optional<String> disagreement(Reading reading, double tolerance) {
            Plan plan = reading.inSteps(run);
            for (int row = 0; row < rates.size(); row++) {
                String[] groups = rates.get(row).split(";");
                for (int group = 0; group < groups.length; group++) {
                    double theirs = Double.parseDouble(groups[group]);
                    double ours = rate(plan, groups.length == 1 ? "" : String.valueOf(group))
                            .at(first + row);
                    if (Math.abs(ours - theirs) > tolerance * Math.abs(theirs) + 1e-12) {
                        return Optional.of("step " + (first + row) + ": " + ours + ", and not " + theirs);
                    }
                }
            }
            return Optional.empty();
        }

        private static Schedule rate(Plan plan, String group) {
            return plan.schedule(Hyperparameter.LEARNING_RATE, group)
                    .or(() -> plan.schedule(Hyperparameter.LEARNING_RATE, ""))
                    .orElseThrow();
        }

        @Override
        public String toString() {
            return what + " " + run;
        }
    }

    static Stream<Written> table(String name) {
        return lines(name).map(Written::of);
    }

    static Stream<String> lines(String name) {
        return text(name).lines().filter(line -> !line.startsWith("#"));
    }

    static String text(String name) {
        try (InputStream in = FilesOfFrameworks.class.getResourceAsStream("files/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
