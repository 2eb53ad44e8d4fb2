package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.notation.Numerals;
import dev.anneal.training.Simulation;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints values as a table. */
@Command(
        name = "values",
        description = "Print the values at steps 0 to N: what is in force after so many completed updates.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  anneal values 'linear(0, 0.1, 5).then(cosine(0.1, 0, 95))'",
            "  anneal values 'cosine(0.1, 0, 9)' --unit epoch --steps-per-epoch 391",
            "  anneal values run.plan --steps 35190 --epochs 90 --at 0,5*epoch,total",
            "  anneal values 'torch.ReduceLROnPlateau(optimizer, patience=1)' --lr 0.1 --observe val_loss=0.9,0.8,0.8,0.9",
            "",
            "N is --steps, or --epochs times --steps-per-epoch, or else the length of the plan. Numbers are as short as they read "
                    + "back exactly; in a table they have six digits. What is no finite number is nan, inf or -inf, and null in "
                    + "JSON. Rules that follow a metric act on what --observe gives; without it the values are those before any rule acts."
        })
final class ValuesCommand implements Callable<Integer> {

    /** Beyond this it is a slip rather than a wish. */
    private static final double MOST_ROWS = 1e9;

    private static final int BLOCK = 4096;

    private final Console console;

    @Parameters(paramLabel = "TEXT", description = Source.DESCRIPTION)
    private String text = "";

    @Option(
            names = "--at",
            paramLabel = "T1,T2…",
            description = "Only the values at these times, in steps. Fractions and arithmetic are fine: 0,2.5,total/2.")
    private @Nullable String at;

    @Option(
            names = "--format",
            paramLabel = "csv|json|table|curve",
            converter = Format.Reading.class,
            description = "How to print them; 'curve' is CSV under headers that say what it is. Default: csv.")
    private Format format = Format.CSV;

    @ArgGroup(validate = false, heading = Observing.HEADING)
    private Observing observing = new Observing();

    @ArgGroup(validate = false, heading = Context.HEADING)
    private Context context = new Context();

    ValuesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Horizon known = observing.known(context.horizon());
        Understood read = context.read(Source.of(text, console.in()), known);
        Understood understood = observing.isGiven() ? read.withGroupsOfRules() : read;
        List<Simulation.Series> observed = observing.series(understood);
        double[] times = at == null ? new double[0] : times(at, understood.horizon());
        double last = at == null ? last(understood, observed) : 0;
        understood.tellNotes(console.err());
        understood.tellViolation(
                console.err(), at == null ? last : DoubleStream.of(times).max().orElse(0));
        if (!understood.plan().rules().isEmpty() && !observing.isGiven()) {
            console.err()
                    .println("values are those before any rule acts: rules wait for what training observes; "
                            + "--observe says what that was");
        }
        RowWriter rows = format.to(console.out(), understood, observed);
        if (observing.isGiven()) {
            ObservedRows run =
                    new ObservedRows(observing.run(understood, observed, console.err()), understood, console.err());
            rows.start();
            if (at == null) {
                run.upTo(last, rows);
            } else {
                run.at(times, rows);
            }
        } else {
            rows.start();
            scheduled(rows, understood.plan(), times, last);
        }
        rows.end();
        return 0;
    }

    private void scheduled(RowWriter rows, Plan plan, double[] times, double last) throws IOException {
        List<Schedule> schedules =
                plan.assignments().stream().map(Plan.Assignment::schedule).toList();
        if (at == null) {
            for (double from = 0; from <= last; from += BLOCK) {
                block(rows, schedules, from, (int) Math.min(BLOCK, last - from + 1));
            }
        } else {
            for (double time : times) {
                rows.row(time, schedules.stream().mapToDouble(s -> s.at(time)).toArray());
            }
        }
    }

    private static void block(RowWriter rows, List<Schedule> schedules, double from, int count) throws IOException {
        double[][] columns = new double[schedules.size()][count];
        for (int i = 0; i < columns.length; i++) {
            schedules.get(i).fill(from, 1, columns[i]);
        }
        double[] row = new double[columns.length];
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < row.length; i++) {
                row[i] = columns[i][j];
            }
            rows.row(from + j, row);
        }
    }

    private static double[] times(String list, Horizon horizon) {
        double[] times = Numbers.list(list, horizon);
        for (double time : times) {
            if (!(time >= 0 && time < Double.POSITIVE_INFINITY)) {
                throw new InputException("time must be finite and >= 0, got " + Numerals.text(time));
            }
        }
        return times;
    }

    private static double last(Understood understood, List<Simulation.Series> observed) {
        double seen = ObservedRows.end(observed);
        double last = Math.ceil(
                understood.horizon().steps().orElse(Math.max(understood.plan().length(), seen)));
        if (last == Double.POSITIVE_INFINITY) {
            throw new InputException("this has no end: --steps says how many steps to print");
        }
        if (last >= MOST_ROWS) {
            throw new InputException("rows must be at most a billion, got " + Numbers.time(last + 1)
                    + "; --steps or --at asks for less");
        }
        return last;
    }
}
