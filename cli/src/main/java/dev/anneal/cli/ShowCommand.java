package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.plot.Figure;
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
        description = "Show what a schedule or a plan does: its canonical text, its phases, values, a figure.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  anneal show 'linear(0, 3e-4, 2000).then(cosine(3e-4, 0, 98000))'",
            "  anneal show 'cosine(0.1, 0, 10).repeat(stretching(2))' --steps 150",
            "  anneal show 'lr = cosine(0.1, 0, total); momentum = 0.9' --steps 1000",
            "",
            "Where a value jumps, the table has both: before → at. Without --steps or --epochs, what has no end is shown from its "
                    + "beginning."
        })
final class ShowCommand implements Callable<Integer> {

    /** A longer text is cut; --text prints all of it. */
    private static final int LONGEST_TEXT = 2000;

    /** More lines than these cannot be told apart in a small figure. */
    private static final int MOST_SERIES = 8;

    private static final int FIGURE_ROWS = 14;
    private static final int WIDEST_FIGURE = 100;

    private final Console console;

    @Parameters(
            paramLabel = "TEXT",
            description = "A schedule or a plan, a file that holds one, or - for standard input.")
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
        Plan plan = context.plan(Source.of(text, console.in()));
        String canonical = Texts.of(plan);
        if (textOnly) {
            line(canonical);
            return 0;
        }
        Horizon horizon = context.horizon();
        Window window = Window.of(plan, horizon);
        line(shortened(canonical));
        line(extent(plan, window, horizon));
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
        lines(new Moments(plan, window, horizon).table());
        figure(plan, window);
        return 0;
    }

    private static String shortened(String canonical) {
        int left = canonical.length() - LONGEST_TEXT;
        return left <= 0
                ? canonical
                : canonical.substring(0, LONGEST_TEXT) + "… and " + left + " characters more (--text prints all)";
    }

    private static String extent(Plan plan, Window window, Horizon horizon) {
        double length = plan.length();
        String epochs = horizon.stepsPerEpoch().isPresent() && length < Double.POSITIVE_INFINITY
                ? ", " + Numbers.rounded(length / horizon.stepsPerEpoch().getAsDouble()) + " epochs"
                : "";
        String own = length == Double.POSITIVE_INFINITY
                ? "without end"
                : length == 0 ? "always the same" : "length " + Numbers.time(length) + epochs;
        return switch (window.origin()) {
            case LENGTH -> own;
            case GLIMPSE -> own + "; shown up to " + Numbers.brief(window.end());
            case RUN ->
                own
                        + (length == 0 || length == window.end()
                                ? ""
                                : "; the run has " + Numbers.time(window.end()) + " steps");
        };
    }

    private void figure(Plan plan, Window window) throws IOException {
        if (plan.length() == 0 || plan.assignments().size() > MOST_SERIES) {
            return;
        }
        line("");
        Figure figure = new Drawing(Figure.titled("").over(0, window.end()))
                .plan("", plan)
                .figure();
        try {
            console.out()
                    .append(figure.terminal(Math.min(console.width(), WIDEST_FIGURE), FIGURE_ROWS, console.colour()));
        } catch (IllegalStateException e) {
            line("no figure: " + e.getMessage());
        }
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
