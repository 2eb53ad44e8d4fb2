package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.dialect.Dialects;
import dev.anneal.notation.Numerals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** What the caller knows of the run. The options are the same wherever a text is read. */
final class Context {

    static final String HEADING = "%nWhat is known of the run:%n";

    /** What the times in a text count. */
    enum Unit {
        STEP,
        EPOCH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        static final class Reading implements ITypeConverter<Unit> {
            @Override
            public Unit convert(String name) {
                return Numbers.choice(name, List.of(Unit.values()));
            }
        }
    }

    @Option(
            names = "--lr",
            paramLabel = "X[,Y…]",
            description = "Base learning rate of the optimizer, or one for each parameter group.")
    private @Nullable String lr;

    @Option(names = "--momentum", paramLabel = "M", description = "Base momentum of the optimizer.")
    private @Nullable String momentum;

    @Option(names = "--optimizer", paramLabel = "NAME", description = "Optimizer: sgd, adam, …")
    private @Nullable String optimizer;

    @Option(names = "--groups", paramLabel = "N|A,B…", description = "Parameter groups: how many, or their names.")
    private @Nullable String groups;

    @Option(names = "--steps", paramLabel = "N", description = "Updates of the run: 'total' in a text.")
    private @Nullable String steps;

    @Option(names = "--epochs", paramLabel = "E", description = "Epochs of the run.")
    private @Nullable String epochs;

    @Option(names = "--steps-per-epoch", paramLabel = "S", description = "Updates of an epoch: 'epoch' in a text.")
    private @Nullable String stepsPerEpoch;

    @Option(names = "--samples", paramLabel = "N", description = "Training samples; with --batch they make the steps.")
    private @Nullable String samples;

    @Option(names = "--batch", paramLabel = "B", description = "Samples that one worker sees at a time.")
    private @Nullable String batch;

    @Option(names = "--workers", paramLabel = "N", description = "Workers that share the samples. Default: 1.")
    private @Nullable String workers;

    @Option(
            names = "--accumulation",
            paramLabel = "N",
            description = "Batches of each worker that make one update. Default: 1.")
    private @Nullable String accumulation;

    @Option(names = "--drop-last", description = "A last batch of an epoch that is not full is dropped.")
    private boolean dropLast;

    @Option(
            names = "--unit",
            paramLabel = "step|epoch",
            converter = Unit.Reading.class,
            description =
                    "What the times in TEXT count, and what step() of a scheduler follows. With 'epoch', 'total' is the number "
                            + "of epochs and 'epoch' is 1; values change once an epoch, as if the text ended in "
                            + ".staircase(1).stretched(steps per epoch). What is shown is in steps all the same. Default: step.")
    private Unit unit = Unit.STEP;

    @Option(
            names = "--context",
            paramLabel = "KEY=VALUE",
            description = "Another fact; the keys are those of a curve file. A number goes by its key in a text.")
    private List<String> facts = new ArrayList<>();

    /** Everything that is known. */
    Horizon horizon() {
        Horizon horizon = Horizon.UNKNOWN;
        horizon = with(horizon, "lr", numbers("lr", lr));
        horizon = with(horizon, "momentum", numbers("momentum", momentum));
        horizon = with(horizon, "optimizer", optimizer);
        horizon = with(horizon, "groups", groups);
        horizon = with(horizon, "steps", steps);
        horizon = with(horizon, "epochs", epochs);
        horizon = with(horizon, "steps_per_epoch", stepsPerEpoch);
        horizon = with(horizon, "samples", samples);
        horizon = with(horizon, "batch", batch);
        horizon = with(horizon, "workers", workers);
        horizon = with(horizon, "accumulation", accumulation);
        horizon = with(horizon, "drop_last", dropLast ? "true" : null);
        if (unit == Unit.EPOCH) {
            horizon = with(horizon, "unit", unit.toString());
        }
        for (String fact : facts) {
            int sign = fact.indexOf('=');
            if (sign < 1) {
                throw new InputException("--context must be KEY=VALUE, got '" + fact + "'");
            }
            horizon = with(horizon, fact.substring(0, sign), fact.substring(sign + 1));
        }
        return horizon;
    }

    private static Horizon with(Horizon horizon, String key, @Nullable String value) {
        if (value == null) {
            return horizon;
        }
        if (horizon.fact(key) != null) {
            throw new InputException(key + " is given twice");
        }
        try {
            return horizon.with(key, value);
        } catch (IllegalArgumentException e) {
            throw new InputException(e);
        }
    }

    private static @Nullable String numbers(String key, @Nullable String value) {
        if (value == null) {
            return null;
        }
        double[] numbers = numbersOf(key, value);
        if (!DoubleStream.of(numbers).allMatch(Double::isFinite)) {
            throw new InputException(key + " must be finite, got " + value);
        }
        return DoubleStream.of(numbers).mapToObj(Numerals::text).collect(Collectors.joining(","));
    }

    private static double[] numbersOf(String key, String value) {
        try {
            return Numbers.list(value, Horizon.UNKNOWN);
        } catch (InputException e) {
            throw new InputException("--" + key + ": " + e.getMessage());
        }
    }

    /** Reads a text. */
    Understood read(Source source) {
        return read(source, horizon());
    }

    /** Reads a text with more known of the run than the caller has said. */
    Understood read(Source source, Horizon horizon) {
        try {
            return Understood.of(Dialects.understand(source.text(), horizon), horizon);
        } catch (IllegalArgumentException e) {
            throw source.wrong(e);
        }
    }
}
