package dev.anneal.cli;

import dev.anneal.Plan;
import dev.anneal.plot.Columns;
import dev.anneal.plot.Figure;
import dev.anneal.training.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws schedules, plans and recorded values. */
@Command(
        name = "plot",
        description = "Draw schedules, plans and recorded values in one figure.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  anneal plot 'linear(0, 0.1, 5).then(cosine(0.1, 0, 95))'",
            "  anneal plot 'cosine(0.1, 0, 100)' 'geometric(0.1, 1e-4, 100)' --log",
            "  anneal plot 'StepLR(optimizer, 30)' 'ExponentialLR(optimizer, 0.97)' --lr 0.1 --steps 100",
            "  anneal plot runs/a/metrics.csv runs/b/metrics.csv -o runs.html",
            "  anneal plot 'keras.ReduceLROnPlateau(patience=3)' --lr 0.1 --observe val_loss=losses.txt",
            "",
            "Without -o the figure is drawn in the terminal. Lines of another kind than the first one, as a momentum beside a rate, "
                    + "have the axis on the right. Without --observe, rules that follow a metric do not act."
        })
final class PlotCommand implements Callable<Integer> {

    private static final int ROWS = 24;
    /** In a legend there is room for the scheduler's name, or for where it is found. */
    private static final Pattern MODULES = Pattern.compile("^(?:[a-z]\\w*\\.){2,}(?=\\w+\\()");

    private static final int LONGEST_NAME = 60;
    /** Where nothing ever changes, any stretch of time will do. */
    private static final double SOME_TIME = 100;

    private final Console console;

    @Parameters(
            paramLabel = "TEXT|FILE.csv",
            arity = "1..*",
            description =
                    "A schedule, a plan, or a scheduler as somebody's code has it; a file that holds one, - for standard input, "
                            + "or a table: a column of times and others of values.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write a picture or a page; the name ends in .png, .svg or .html.")
    private @Nullable Path output;

    @Option(names = "--log", description = "Make the left axis logarithmic.")
    private boolean logarithmic;

    @Option(
            names = "--title",
            paramLabel = "TITLE",
            description = "The title. Default: the input, if there is one only.")
    private @Nullable String title;

    @ArgGroup(validate = false, heading = Observing.HEADING)
    private Observing observing = new Observing();

    @ArgGroup(validate = false, heading = Context.HEADING)
    private Context context = new Context();

    PlotCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        String form = output == null ? "" : form(output);
        Figure figure = figure();
        try {
            if (output == null) {
                console.out().append(figure.terminal(console.width(), ROWS, console.colour()));
            } else {
                OutputException.orWritten(output, rendered(figure, form));
            }
        } catch (IllegalStateException e) {
            throw new InputException("cannot draw this: " + e.getMessage());
        }
        return 0;
    }

    private static String form(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        for (String form : List.of("png", "svg", "html")) {
            if (name.endsWith("." + form)) {
                return form;
            }
        }
        throw new InputException("the output must end in .png, .svg or .html, got " + file);
    }

    private static byte[] rendered(Figure figure, String form) {
        return switch (form) {
            case "png" -> figure.png();
            case "svg" -> figure.svg().getBytes(StandardCharsets.UTF_8);
            default -> figure.html().getBytes(StandardCharsets.UTF_8);
        };
    }

    private Figure figure() {
        String heading = title != null ? title : inputs.size() == 1 ? shortened(inputs.get(0)) : "";
        Drawing drawing = new Drawing(Figure.titled(heading));
        double planned = 0;
        double recorded = 0;
        List<Understood> plans = new ArrayList<>();
        for (String input : inputs) {
            if (isTable(input)) {
                Columns columns = columns(input);
                drawing.columns(prefix(input), columns);
                double[] times = columns.times();
                recorded = Math.max(recorded, times[times.length - 1]);
            } else {
                Understood understood = understood(input);
                planned = Math.max(planned, draw(drawing, prefix(input), understood));
                plans.add(understood);
            }
        }
        observing.checkFollowed();
        Figure figure = logarithmic ? drawing.figure().logarithmic() : drawing.figure();
        double end = Math.max(planned, recorded);
        return plans.isEmpty()
                ? figure
                : figure.labelled(unit(plans).toString(), "").over(0, end > 0 ? end : SOME_TIME);
    }

    /** Draws a plan, and tells where it ends. */
    private double draw(Drawing drawing, String prefix, Understood understood) {
        Plan plan = understood.plan();
        Window window = Window.of(plan, understood.horizon());
        understood.tellViolation(console.err(), window.end());
        List<Simulation.Series> observed = observing.followed(understood);
        if (observed.isEmpty()) {
            drawing.plan(prefix, plan);
            return window.end();
        }
        boolean known = window.origin() == Window.Origin.RUN;
        double end = known ? window.end() : Math.max(window.end(), ObservedRows.end(observed));
        Simulation run = observing.run(understood, observed, console.err());
        drawing.observed(
                prefix, new ObservedRows(run, understood, console.err()), ObservedRows.drawn(plan, observed, end));
        return end;
    }

    private Understood understood(String input) {
        Understood understood = context.read(Source.of(input, console.in()), observing.known(context.horizon()));
        understood.tellNotes(console.err());
        return observing.isGiven() ? understood.withGroupsOfRules() : understood;
    }

    /** What the axis counts; what is always the same goes with either. */
    private static Context.Unit unit(List<Understood> plans) {
        List<Context.Unit> units = plans.stream()
                .filter(understood -> understood.plan().length() > 0
                        || !understood.plan().rules().isEmpty())
                .map(Understood::unit)
                .distinct()
                .toList();
        if (units.size() > 1) {
            throw new InputException("one of the texts counts epochs and another updates: --steps-per-epoch says how "
                    + "many updates an epoch has");
        }
        return units.isEmpty() ? plans.get(0).unit() : units.get(0);
    }

    private static boolean isTable(String input) {
        return input.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    private static Columns columns(String input) {
        try {
            return Columns.read(Path.of(input));
        } catch (IOException e) {
            throw new InputException("cannot read " + input + ": " + Failure.reason(e));
        } catch (IllegalArgumentException e) {
            throw new InputException(String.valueOf(e.getMessage()));
        }
    }

    private String prefix(String input) {
        return inputs.size() == 1 ? "" : shortened(input) + " ";
    }

    private static String shortened(String name) {
        String line = MODULES.matcher(name.strip().replaceAll("\\s+", " ")).replaceFirst("");
        return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME - 1) + "…";
    }
}
