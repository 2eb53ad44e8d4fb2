package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.training.Simulation;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What training observed, for rules to act on. */
final class Observing {

    static final String HEADING = "%nWhat was observed, for rules that follow a metric:%n";

    @Option(
            names = "--observe",
            paramLabel = "METRIC=V1,V2…|FILE",
            description =
                    "A metric's values, or a file that has them: numbers alone, or a table with a column of that name. The "
                            + "k-th is observed after k epochs where TEXT counts those, else after k steps. Once for each metric; a "
                            + "scheduler whose code names no metric follows the first.")
    private List<String> given = new ArrayList<>();

    @Option(
            names = "--observe-every",
            paramLabel = "N",
            description = "How many steps there are from one observation to the next; 'epoch' is a number too.")
    private @Nullable String every;

    @Option(
            names = "--why",
            description =
                    "Tell on standard error what the rules make of each observation, not only of those at which they act.")
    private boolean why;

    /** What is observed, by the metric. */
    private @Nullable Map<String, List<Double>> read;

    private final Set<String> followed = new HashSet<>();

    boolean isGiven() {
        return !given.isEmpty();
    }

    /** What is known of the run, with the metric that schedulers follow which name none. */
    Horizon known(Horizon horizon) {
        if (!isGiven()) {
            if (every != null || why) {
                throw new InputException((why ? "--why" : "--observe-every") + " needs --observe METRIC=…");
            }
            return horizon;
        }
        return horizon.fact("metric") != null
                ? horizon
                : horizon.with("metric", read().keySet().iterator().next());
    }

    private Map<String, List<Double>> read() {
        if (read == null) {
            Map<String, List<Double>> all = new LinkedHashMap<>();
            for (String one : given) {
                int sign = one.indexOf('=');
                String metric = sign < 0 ? "" : one.substring(0, sign).strip();
                if (metric.isEmpty() || metric.chars().anyMatch(Character::isWhitespace)) {
                    throw new InputException("--observe must be METRIC=V1,V2… or METRIC=FILE, got '" + one + "'");
                }
                if (all.put(metric, values(metric, one.substring(sign + 1).strip())) != null) {
                    throw new InputException("--observe has " + metric + " twice");
                }
            }
            read = all;
        }
        return read;
    }

    private static List<Double> values(String metric, String given) {
        Path file = file(given);
        if (file != null) {
            return ObservedFile.values(file, metric);
        }
        List<Double> values = new ArrayList<>();
        for (String word : given.split("\\s*,\\s*|\\s+", -1)) {
            Double value = ObservedFile.number(word);
            if (value == null) {
                throw new InputException("--observe " + metric + "=… must be numbers, as 0.9,0.8, or a file, got '"
                        + (word.isEmpty() ? given : word) + "'");
            }
            values.add(value);
        }
        return values;
    }

    private static @Nullable Path file(String name) {
        try {
            Path path = name.isEmpty() ? null : Path.of(name);
            return path != null && Files.exists(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** What is observed, in what the plan's time counts. */
    List<Simulation.Series> series(Understood understood) {
        if (!isGiven()) {
            return List.of();
        }
        double distance = distance(understood);
        return read().entrySet().stream()
                .map(one -> new Simulation.Series(one.getKey(), one.getValue(), distance))
                .toList();
    }

    /** What the plan's rules follow of what is observed: one of several plans need not follow all. */
    List<Simulation.Series> followed(Understood understood) {
        List<String> metrics = understood.plan().rules().stream()
                .map(rule -> rule.feedback().metric())
                .toList();
        List<Simulation.Series> series = series(understood).stream()
                .filter(one -> metrics.contains(one.metric()))
                .toList();
        series.forEach(one -> followed.add(one.metric()));
        return series;
    }

    /** Refuses what none of several plans follows. */
    void checkFollowed() {
        for (String metric : isGiven() ? read().keySet() : Set.<String>of()) {
            if (!followed.contains(metric)) {
                throw new InputException("--observe " + metric + "=…: no rule here follows " + metric);
            }
        }
    }

    private double distance(Understood understood) {
        if (every == null) {
            return understood.tick();
        }
        double[] numbers = Numbers.list(every, understood.horizon());
        if (numbers.length != 1 || !(numbers[0] > 0 && numbers[0] < Double.POSITIVE_INFINITY)) {
            throw new InputException("--observe-every must be finite and > 0, got " + every);
        }
        if (understood.unit() != Context.Unit.STEP) {
            throw new InputException("--observe-every counts steps, and times are epochs here: give --steps-per-epoch");
        }
        return numbers[0];
    }

    /** The run under the plan; what its rules do is told, a line each. */
    Simulation run(Understood understood, List<Simulation.Series> series, PrintWriter err) {
        try {
            return Simulation.of(understood.plan(), series, List.of(), observed -> tell(observed, understood, err));
        } catch (IllegalArgumentException e) {
            throw new InputException(e);
        }
    }

    private void tell(Simulation.Observed observed, Understood understood, PrintWriter err) {
        if (observed.acted() || why) {
            boolean several = understood.plan().rules().size() > 1;
            err.println("note: " + understood.unit() + " " + Numbers.time(observed.time()) + ": "
                    + (several ? observed.rule().target() + " " : "") + observed.reason());
        }
    }
}
