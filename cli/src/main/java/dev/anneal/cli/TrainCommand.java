package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.lab.Batches;
import dev.anneal.lab.Dataset;
import dev.anneal.lab.DatasetException;
import dev.anneal.lab.Engine;
import dev.anneal.lab.EngineException;
import dev.anneal.lab.Perceptron;
import dev.anneal.lab.Run;
import dev.anneal.lab.RunException;
import dev.anneal.lab.RunResult;
import dev.anneal.lab.Trainable;
import dev.anneal.notation.Numerals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a network under a plan. */
@Command(
        name = "train",
        description = "Train a small network under a schedule, and leave a folder with a report.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  anneal train",
            "  anneal train --schedule 'cosine(0.2, 0, 10).repeat(stretching(2)).stretched(epoch)' --epochs 30",
            "  anneal train 'OneCycleLR(optimizer, max_lr=0.1, total_steps=total)' --epochs 10",
            "  anneal train --schedule one-cycle.plan --data fashion-mnist/ --hidden 256,128 --batch 128 --out runs/fashion",
            "",
            "The model is a multi-layer perceptron, the optimizer SGD with PyTorch's momentum; its parameter groups are "
                    + "layer1, layer2, … and output. Ctrl-C ends the run after the present update, with a complete folder."
        })
final class TrainCommand implements Callable<Integer> {

    /** Warm up for a tenth of the run, then let the rate fall along a cosine. */
    private static final String SCHEDULE = "linear(0, lr, total // 10).then(cosine(lr, 0, total - total // 10))";

    private static final String RATE = "0.1";
    private static final String MOMENTUM = "0.9";
    private static final String BATCH = "64";
    private static final String EPOCHS = "20";
    private static final double MOST_UPDATES = 1e9;

    private final Console console;

    @Parameters(paramLabel = "TEXT", arity = "0..1", description = "The schedule, as with --schedule.")
    private @Nullable String text;

    @Option(
            names = "--schedule",
            paramLabel = "TEXT",
            description = Source.DESCRIPTION + " Default: " + SCHEDULE + " with lr = " + RATE + ".")
    private @Nullable String schedule;

    @Option(
            names = "--data",
            paramLabel = "digits|PATH",
            description =
                    "The bundled digits, a folder of IDX files as MNIST's, or a CSV file with a column of labels. "
                            + "Default: digits.")
    private String data = "digits";

    @Option(names = "--hidden", paramLabel = "N,N…", description = "Sizes of the hidden layers. Default: 64,32.")
    private String hidden = "64,32";

    @Option(
            names = "--seed",
            paramLabel = "S",
            converter = Numbers.Whole.class,
            description = "The same seed gives the same numbers. Default: 1.")
    private long seed = 1;

    @Option(names = "--engine", paramLabel = "NAME", description = "What trains. Default: djl.")
    private String engine = "djl";

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "A new or empty folder for the run. Default: the first of runs/1, runs/2, … that is free.")
    private @Nullable Path out;

    @ArgGroup(
            validate = false,
            heading = "%nThe run (defaults: " + EPOCHS + " epochs, batch " + BATCH + ", momentum " + MOMENTUM + "):%n")
    private Context context = new Context();

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try {
            return train();
        } catch (DatasetException | EngineException | IllegalArgumentException e) {
            throw new InputException(e);
        } catch (RunException e) {
            throw e.getCause() instanceof IOException ? new OutputException(e) : new InputException(e);
        }
    }

    private int train() throws IOException {
        Dataset dataset = data.equals("digits") ? Dataset.digits() : Dataset.read(Path.of(data));
        Dataset.Split split = dataset.split(seed);
        Source source = Source.of(schedule(), console.in());
        Horizon known = withGroups(horizon(split.training().size()), source.text());
        Horizon horizon = withBothLengths(known);
        long updates = updates(horizon);
        Understood understood = context.read(source, horizon);
        understood.tellNotes(console.err());
        Plan plan = withMomentum(understood.plan(), horizon);
        Perceptron perceptron = new Perceptron(sizes(hidden), (int) known(horizon, "batch"), seed);
        RunReport.prepare(plan, updates);
        Interruption interruption = Interruption.listen();
        try (Trainable trainable = Engine.named(engine).perceptron(split, perceptron)) {
            Path folder = out == null ? FreeFolder.take(Path.of("runs")) : out;
            RunResult result = result(new Run(trainable, plan, updates, folder), interruption);
            if (result.updates() > 0) {
                new RunReport(plan, result, folder).write(horizon, settings(dataset, split));
            }
            tell(result, known, folder);
            return interruption.requested()
                    ? Interruption.EXIT_CODE
                    : result.end() == RunResult.End.DIVERGED ? Anneal.FAILED : 0;
        } finally {
            console.out().flush();
            interruption.over();
        }
    }

    private String schedule() {
        if (text != null && schedule != null) {
            throw new InputException("TEXT and --schedule are the same: give one of them");
        }
        return text != null ? text : schedule != null ? schedule : SCHEDULE;
    }

    private RunResult result(Run run, Interruption interruption) {
        try (TrainProgress progress = new TrainProgress(console, run)) {
            return run.start(progress, interruption::requested);
        } catch (RunException e) {
            if (out == null) {
                FreeFolder.giveBack(run.folder());
            }
            throw e;
        }
    }

    /** What is known of the run: what the caller said, the defaults, and the steps that the data make an epoch. */
    private Horizon horizon(int rows) {
        Horizon horizon = context.horizon();
        refuse(horizon, "groups", "", "the parameter groups are the layers of the network");
        refuse(horizon, "workers", "1", "one process trains");
        refuse(horizon, "accumulation", "1", "each batch is an update");
        refuse(horizon, "drop_last", "false", "the last batch of an epoch has what is left");
        refuse(horizon, "samples", Numerals.text(rows), "the training rows of the data are " + rows);
        if (!"sgd".equals(orElse(horizon, "optimizer", "sgd"))) {
            throw new InputException("optimizer must be sgd, got " + horizon.fact("optimizer"));
        }
        if (horizon.fact("steps") == null && horizon.fact("epochs") == null) {
            horizon = horizon.with("epochs", EPOCHS);
        }
        for (List<String> fact : List.of(List.of("lr", RATE), List.of("momentum", MOMENTUM), List.of("batch", BATCH))) {
            horizon = horizon.with(fact.get(0), orElse(horizon, fact.get(0), fact.get(1)));
        }
        double batch = known(horizon, "batch");
        if (batch > rows) {
            throw new InputException(
                    "batch must be at most the " + rows + " training rows, got " + horizon.fact("batch"));
        }
        int each = new Batches(rows, (int) batch, seed).stepsPerEpoch();
        if (horizon.fact("steps_per_epoch") != null && known(horizon, "steps_per_epoch") != each) {
            throw new InputException(
                    "steps_per_epoch is " + each + " with this batch and data, got " + horizon.fact("steps_per_epoch"));
        }
        requireAgreement(horizon, each);
        return horizon.with("steps_per_epoch", each).with("samples", rows).with("optimizer", "sgd");
    }

    /** Several rates are those of the layers. Where all have one, groups are told only to a text that asks for them. */
    private Horizon withGroups(Horizon horizon, String text) {
        if (orElse(horizon, "lr", RATE).indexOf(',') < 0 && !text.contains("layerwise")) {
            return horizon;
        }
        List<String> layers = new ArrayList<>();
        for (int i = 1; i <= sizes(hidden).size(); i++) {
            layers.add("layer" + i);
        }
        layers.add("output");
        return horizon.with("groups", String.join(",", layers));
    }

    /** Somebody's code may ask for either: {@code range(epochs)}, {@code total_steps}. */
    private static Horizon withBothLengths(Horizon horizon) {
        if (horizon.fact("epochs") == null) {
            return horizon.with("epochs", horizon.steps().orElseThrow() / known(horizon, "steps_per_epoch"));
        }
        double steps = horizon.steps().orElseThrow();
        return horizon.fact("steps") == null && steps == Math.rint(steps) ? horizon.with("steps", steps) : horizon;
    }

    private static void requireAgreement(Horizon horizon, int stepsPerEpoch) {
        if (horizon.fact("steps") == null || horizon.fact("epochs") == null) {
            return;
        }
        double steps = Math.ceil(known(horizon, "epochs") * stepsPerEpoch);
        if (steps != known(horizon, "steps")) {
            throw new InputException("steps and epochs must agree: " + horizon.fact("epochs")
                    + " epochs are " + Numbers.time(steps) + " steps with this batch and data, got "
                    + horizon.fact("steps"));
        }
    }

    private static void refuse(Horizon horizon, String key, String allowed, String why) {
        if (!orElse(horizon, key, allowed).equals(allowed)) {
            throw new InputException(key + " cannot be chosen here: " + why);
        }
    }

    private static String orElse(Horizon horizon, String key, String otherwise) {
        String fact = horizon.fact(key);
        return fact == null ? otherwise : fact;
    }

    private static double known(Horizon horizon, String key) {
        Double number = horizon.names().get(key);
        if (number == null) {
            throw new InputException(key + " must be one number, got " + horizon.fact(key));
        }
        return number;
    }

    private static long updates(Horizon horizon) {
        double steps = Math.ceil(horizon.steps().orElseThrow());
        if (!(steps >= 1 && steps <= MOST_UPDATES)) {
            throw new InputException("a run must have 1 to 1e9 updates, got " + Numbers.time(steps));
        }
        return (long) steps;
    }

    private static Plan withMomentum(Plan plan, Horizon horizon) {
        return plan.schedule(Hyperparameter.MOMENTUM, "").isPresent()
                ? plan
                : plan.with(Hyperparameter.MOMENTUM, Schedule.constant(known(horizon, "momentum")));
    }

    private static List<Integer> sizes(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        double[] sizes = Numbers.list(text, Horizon.UNKNOWN);
        if (!DoubleStream.of(sizes).allMatch(size -> size == Math.rint(size) && Math.abs(size) < 1e9)) {
            throw new InputException("--hidden must be whole numbers parted by commas, got " + text);
        }
        return DoubleStream.of(sizes).mapToObj(size -> (int) size).toList();
    }

    private String network(Dataset.Split split) {
        String layers = hidden.isBlank() ? "" : hidden.replace(",", "–").replace(" ", "") + "–";
        return split.training().featureCount() + "–" + layers + split.training().classCount();
    }

    private Map<String, String> settings(Dataset dataset, Dataset.Split split) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("data", dataset.name());
        settings.put("network", network(split));
        settings.put("seed", Long.toString(seed));
        return settings;
    }

    private void tell(RunResult result, Horizon horizon, Path folder) throws IOException {
        StringBuilder line = new StringBuilder(result.message());
        result.evaluations()
                .ifPresent(e -> line.append("; accuracy ")
                        .append(Numbers.percent(e.last().accuracy()))
                        .append(", at best ")
                        .append(Numbers.percent(e.best().accuracy())));
        console.out().append(line).append('\n');
        for (String arithmetic : horizon.arithmetic()) {
            console.out().append(arithmetic).append('\n');
        }
        String left = result.updates() > 0 ? "report: " + folder.resolve(RunReport.PAGE) : "folder: " + folder;
        console.out().append(left).append('\n');
    }
}
