package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.lab.Dataset;
import dev.anneal.lab.DatasetException;
import dev.anneal.lab.Engine;
import dev.anneal.lab.EngineException;
import dev.anneal.lab.Run;
import dev.anneal.lab.RunException;
import dev.anneal.lab.SavedRun;
import dev.anneal.training.Resume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
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
            "  anneal train --engine dl4j",
            "  anneal train --resume runs/1",
            "",
            "The model is a multi-layer perceptron, the optimizer SGD with PyTorch's momentum; its parameter groups are "
                    + "layer1, layer2, … and output. Ctrl-C ends the run after the present update, with a complete folder. "
                    + "Whatever ends a run, --resume goes on with it, to the same numbers."
        })
final class TrainCommand implements Callable<Integer> {

    /** Warm up for a tenth of the run, then let the rate fall along a cosine. */
    private static final String SCHEDULE = "linear(0, lr, total // 10).then(cosine(lr, 0, total - total // 10))";

    private static final String HIDDEN = "64,32";

    private final Console console;

    @Parameters(paramLabel = "TEXT", arity = "0..1", description = "The schedule, as with --schedule.")
    private @Nullable String text;

    @Option(
            names = "--schedule",
            paramLabel = "TEXT",
            description = Source.DESCRIPTION + " Default: " + SCHEDULE + " with lr = " + TrainHorizon.RATE + ".")
    private @Nullable String schedule;

    @Option(
            names = "--data",
            paramLabel = "digits|PATH",
            description =
                    "The bundled digits, a folder of IDX files as MNIST's, or a CSV file with a column of labels. "
                            + "Default: digits.")
    private @Nullable String data;

    @Option(
            names = "--hidden",
            paramLabel = "N,N…",
            description = "Sizes of the hidden layers. Default: " + HIDDEN + ".")
    private @Nullable String hidden;

    @Option(
            names = "--seed",
            paramLabel = "S",
            converter = Numbers.Whole.class,
            description = "The same seed gives the same numbers. Default: 1.")
    private @Nullable Long seed;

    @Option(
            names = "--engine",
            paramLabel = "djl|dl4j|tensorflow|pytorch",
            completionCandidates = Engines.class,
            description = "What trains: DJL's PyTorch, DL4J, TensorFlow, or PyTorch by JavaCPP. Default: djl.")
    private @Nullable String engine;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "A new or empty folder for the run. Default: the first of runs/1, runs/2, … that is free.")
    private @Nullable Path out;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            converter = Numbers.Whole.class,
            description =
                    "Leave a checkpoint after every N updates and each epoch; 0 for none. Default: after each epoch.")
    private @Nullable Long checkpointEvery;

    @Option(
            names = "--resume",
            paramLabel = "FOLDER",
            description =
                    "Go on with the run in FOLDER at its last checkpoint, under the settings that it has recorded. More "
                            + "--epochs or --steps make it longer; the schedule stays as it is.")
    private @Nullable Path resume;

    @Option(
            names = "--keep-position",
            description =
                    "With --resume: the schedule is read anew, or another is given; it goes on at the same update, as if "
                            + "it had been there from the start.")
    private boolean keepPosition;

    @Option(
            names = "--rebase",
            description =
                    "The same, but its values are multiplied so that they begin with the last ones, without a jump.")
    private boolean rebase;

    @ArgGroup(
            validate = false,
            heading = "%nThe run (defaults: " + TrainHorizon.EPOCHS + " epochs, batch " + TrainHorizon.BATCH
                    + ", momentum " + TrainHorizon.MOMENTUM + "):%n")
    private Context context = new Context();

    /** The names of engines, for the completion of shells. */
    static final class Engines implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Engine.OURS.iterator();
        }
    }

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        requireSense();
        try {
            return resume == null ? start() : goOn(resume);
        } catch (DatasetException | EngineException | IllegalArgumentException e) {
            throw new InputException(e);
        } catch (RunException e) {
            throw e.getCause() instanceof IOException ? new OutputException(e) : new InputException(e);
        }
    }

    private void requireSense() {
        if (text != null && schedule != null) {
            throw new InputException("TEXT and --schedule are the same: give one of them");
        }
        if (resume == null && (keepPosition || rebase)) {
            throw new InputException("--keep-position and --rebase tell how to --resume a run");
        }
        if (keepPosition && rebase) {
            throw new InputException("--keep-position and --rebase exclude each other");
        }
        if (resume != null && out != null) {
            throw new InputException("--out cannot be given with --resume: the run goes on in its folder");
        }
        if (checkpointEvery != null && checkpointEvery < 0) {
            throw new InputException("--checkpoint-every must be >= 0, got " + checkpointEvery);
        }
    }

    private int start() throws IOException {
        String place = TrainSettings.place(data == null ? "digits" : data);
        Dataset dataset = TrainSettings.dataset(place);
        long decided = seed == null ? 1 : seed;
        String layers = hidden == null ? HIDDEN : hidden;
        String given = given();
        Source source = Source.of(given == null ? SCHEDULE : given, console.in());
        int rows = dataset.split(decided).training().size();
        Horizon said = TrainHorizon.withFile(context.horizon(), source.text(), rows);
        Horizon known = TrainHorizon.withGroups(
                TrainHorizon.known(said, rows), TrainSettings.sizes(layers).size(), source.text());
        Horizon horizon = TrainHorizon.withBothLengths(known);
        TrainSettings settings = new TrainSettings(
                place,
                dataset.digest(),
                layers,
                decided,
                engine == null ? "djl" : engine,
                source.text(),
                horizon,
                TrainHorizon.updates(horizon),
                checkpointEvery == null ? Run.EPOCHS : checkpointEvery);
        return new Training(console, settings, told(source, horizon), dataset, known.arithmetic()).start(out);
    }

    private @Nullable String given() {
        return text != null ? text : schedule;
    }

    private Plan told(Source source, Horizon horizon) {
        Understood understood = context.read(source, horizon);
        understood.tellNotes(console.err());
        return TrainHorizon.withOptimizer(understood.plan(), horizon);
    }

    private int goOn(Path folder) throws IOException {
        try (SavedRun saved = SavedRun.open(folder)) {
            TrainSettings was = recorded(saved);
            Dataset dataset = TrainSettings.dataset(was.data());
            if (!dataset.digest().equals(was.digest())) {
                throw new InputException(
                        "the data must be those that the run was started with, got others in " + was.data());
            }
            Resume mode = keepPosition ? Resume.KEEP_POSITION : rebase ? Resume.REBASE : Resume.EXACT;
            TrainResume taken = new TrainResume(
                    was, mode, dataset.split(was.seed()).training().size());
            String given = given();
            String anew = given == null ? null : Source.of(given, console.in()).text();
            TrainSettings settings = taken.with(context.horizon(), anew, checkpointEvery);
            Plan plan = told(new Source("", settings.text()), settings.horizon());
            if (mode == Resume.EXACT) {
                TrainResume.requireSamePlan(saved, plan);
            }
            if (saved.plan().isEmpty()) {
                console.err().println("note: the run has no checkpoint, and begins again at step 0");
            }
            if (settings.horizon().equals(was.horizon()) && settings.updates() > was.updates()) {
                remarkOnLength(settings, plan, taken.longer(context.horizon()));
            }
            return new Training(console, settings, plan, dataset, List.of()).resume(saved, mode);
        }
    }

    /** What was recorded, with the data where the caller says that they are now. */
    private TrainSettings recorded(SavedRun saved) {
        TrainSettings was = TrainSettings.of(saved.settings());
        TrainResume.agree("--seed", seed, was.seed());
        TrainResume.agree("--engine", engine, was.engine());
        if (hidden != null && !TrainSettings.sizes(hidden).equals(TrainSettings.sizes(was.network()))) {
            TrainResume.agree("--hidden", hidden, was.network());
        }
        return data == null ? was : was.movedTo(TrainSettings.place(data));
    }

    private void remarkOnLength(TrainSettings settings, Plan plan, Horizon longer) {
        Understood anew = context.read(new Source("", settings.text()), longer);
        if (!TrainHorizon.withOptimizer(anew.plan(), longer).equals(plan)) {
            console.err()
                    .println("note: the schedule stays the one for a run of "
                            + settings.horizon().fact("steps")
                            + " updates, and holds its last values afterwards; --keep-position reads it anew for "
                            + settings.updates() + ", --rebase does so without a jump");
        }
    }
}
