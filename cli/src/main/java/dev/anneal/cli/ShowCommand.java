package dev.anneal.cli;

import dev.anneal.Plan;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what a text means. */
@Command(
        name = "show",
        description =
                "Show what a schedule, a plan or somebody's code does: its text here, its phases, values, a figure.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  anneal show 'linear(0, 3e-4, 2000).then(cosine(3e-4, 0, 98000))'",
            "  anneal show 'cosine(0.1, 0, 10).repeat(stretching(2))' --steps 150",
            "  anneal show 'lr = cosine(0.1, 0, total); momentum = 0.9' --steps 1000",
            "  anneal show 'torch.optim.lr_scheduler.StepLR(optimizer, step_size=30)' --lr 0.1 --steps 100",
            "  anneal show train.py",
            "",
            "Where a value jumps, the table has both: before → at. Without --steps or --epochs, what has no end is shown from its "
                    + "beginning."
        })
final class ShowCommand implements Callable<Integer> {

    /** A longer text is cut; --text prints all of it. */
    private static final int LONGEST_TEXT = 2000;

    private final Console console;

    @Parameters(paramLabel = "TEXT", description = Source.DESCRIPTION)
    private String text = "";

    @Option(names = "--text", description = "Print the canonical text and nothing else.")
    private boolean textOnly;

    @ArgGroup(validate = false, heading = Context.HEADING)
    private Context context = new Context();

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Understood understood = context.read(Source.of(text, console.in()));
        Plan plan = understood.plan();
        String canonical = Texts.of(plan);
        Window window = Window.of(plan, understood.horizon());
        understood.tellViolation(console.err(), window.end());
        if (textOnly) {
            understood.tellNotes(console.err());
            line(canonical);
            return 0;
        }
        told(understood);
        line(shortened(canonical));
        line(extent(understood, window));
        lines(understood.horizon().arithmetic());
        lines(Scalings.of(plan));
        for (Plan.Assignment assignment : plan.assignments()) {
            line("");
            if (plan.assignments().size() > 1) {
                line(assignment.target().toString());
            }
            lines(Phrases.of(assignment.schedule(), window));
        }
        if (!plan.rules().isEmpty()) {
            line("");
            line("Rules act on what training observes; the values are those before.");
        }
        line("");
        lines(new Moments(understood, window).table());
        Sketch.of(plan, window.end(), understood.unit(), console);
        return 0;
    }

    /** What the text was taken for, and what else there is to say about that. */
    private void told(Understood understood) throws IOException {
        if (!understood.taken().isEmpty()) {
            String source = Scheduler.source(understood.taken())
                    .map(place -> ", as in " + place)
                    .orElse("");
            line(understood.taken() + source);
        }
        for (String note : understood.notes()) {
            line("note: " + note);
        }
        if (!understood.taken().isEmpty() || !understood.notes().isEmpty()) {
            line("");
        }
    }

    private static String shortened(String canonical) {
        int left = canonical.length() - LONGEST_TEXT;
        return left <= 0
                ? canonical
                : canonical.substring(0, LONGEST_TEXT) + "… and " + left + " characters more (--text prints all)";
    }

    private static String extent(Understood understood, Window window) {
        double length = understood.plan().length();
        String epochs = understood.hasEpochs() && length < Double.POSITIVE_INFINITY
                ? ", "
                        + Numbers.rounded(
                                length / understood.horizon().stepsPerEpoch().orElseThrow()) + " epochs"
                : "";
        String units = understood.unit() == Context.Unit.EPOCH ? " epochs" : "";
        String own = length == Double.POSITIVE_INFINITY
                ? "without end"
                : length == 0 ? "always the same" : "length " + Numbers.time(length) + units + epochs;
        return switch (window.origin()) {
            case LENGTH -> own;
            case GLIMPSE -> own + "; shown up to " + Numbers.brief(window.end()) + units;
            case RUN ->
                own
                        + (length == 0 || length == window.end()
                                ? ""
                                : "; the run has " + Numbers.time(window.end()) + " " + understood.unit() + "s");
        };
    }

    private void lines(List<String> lines) throws IOException {
        for (String line : lines) {
            line(line);
        }
    }

    private void line(String line) throws IOException {
        console.out().append(line).append('\n');
    }
}
