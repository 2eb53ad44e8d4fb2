package dev.anneal.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code anneal} command. */
@Command(
        name = "anneal",
        description = "Learning-rate schedules: see them, read off their values, train with them.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Anneal.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  anneal show 'linear(0, 0.1, 500).then(cosine(0.1, 0, 9500))'",
            "  anneal values 'cosine(0.1, 0, total)' --steps 100 > cosine.csv",
            "  anneal plot warmup.plan -o warmup.png",
            "  anneal show 'StepLR(optimizer, step_size=30, gamma=0.1)' --lr 0.1",
            "",
            "TEXT is a schedule or a plan in the notation, or what somebody's code has: a scheduler as it is called there, or a "
                    + "block of lines ('anneal dialects' lists what is known). If a file of this name exists, the text is "
                    + "read from there; - reads standard input. The lines of a plan may be parted by ';'.",
            "",
            "Exit codes: 0 fine, 1 a check failed, 2 the input is wrong, 3 the output cannot be written, or a bug."
        })
public final class Anneal implements CommandLine.IVersionProvider {

    /** A check that a command made did not hold. */
    static final int FAILED = 1;
    /** The input is wrong. */
    static final int WRONG_INPUT = 2;
    /** The output cannot be written, or the program is wrong. */
    static final int BROKEN = 3;

    /** Picocli writes no help for less. */
    private static final int LEAST_HELP_WIDTH = 55;

    private static final int MOST_HELP_WIDTH = 120;

    Anneal() {}

    /**
     * Runs the command of this process and ends it.
     *
     * @param arguments what follows {@code anneal} on the command line
     */
    public static void main(String... arguments) {
        System.exit(run(Console.ofProcess(), arguments));
    }

    /** Runs a command and gives its exit code. */
    static int run(Console console, String... arguments) {
        try {
            // not straight to the console: a print writer keeps a failure to itself
            StringWriter help = new StringWriter();
            int code = arguments.length == 0
                    ? usage(console)
                    : commandLine(console).setOut(new PrintWriter(help)).execute(arguments);
            console.out().write(help.toString());
            console.out().flush();
            return code;
        } catch (IOException e) {
            return unwritable(console, e);
        } catch (Error e) {
            return bug(console, e);
        } finally {
            console.err().flush();
        }
    }

    private static int usage(Console console) {
        commandLine(console).usage(console.err(), colours(console));
        return WRONG_INPUT;
    }

    /** The command with all its commands. */
    static CommandLine commandLine(Console console) {
        CommandLine line = new CommandLine(new Anneal());
        line.addSubcommand(new ShowCommand(console))
                .addSubcommand(new ValuesCommand(console))
                .addSubcommand(new PlotCommand(console))
                .addSubcommand(new ConvertCommand(console))
                .addSubcommand(new TrainCommand(console))
                .addSubcommand(new DialectsCommand(console))
                .addSubcommand(new VerifyCommand(console))
                .addSubcommand(new CompletionCommand(console))
                .addSubcommand(new CommandLine.HelpCommand());
        return line.setErr(console.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(colours(console)))
                .setUsageHelpWidth(Math.max(LEAST_HELP_WIDTH, Math.min(console.width(), MOST_HELP_WIDTH)))
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((e, wrong) -> wrongArguments(console, e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(console, e));
    }

    private static Ansi colours(Console console) {
        return console.colour() == dev.anneal.plot.Colour.NONE ? Ansi.OFF : Ansi.ON;
    }

    private static int wrongArguments(Console console, ParameterException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        console.err().println(e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, console.err());
        console.err().println("'" + command.qualifiedName() + " --help' tells more.");
        return WRONG_INPUT;
    }

    private static int failed(Console console, Exception e) {
        if (e instanceof InputException) {
            console.err().println(e.getMessage());
            return WRONG_INPUT;
        }
        if (e instanceof OutputException) {
            console.err().println(e.getMessage());
            return BROKEN;
        }
        return e instanceof IOException disk ? unwritable(console, disk) : bug(console, e);
    }

    /** A reader that has seen enough is no failure. */
    private static int unwritable(Console console, IOException e) {
        if (Failure.isBrokenPipe(e)) {
            return 0;
        }
        console.err().println("cannot write: " + Failure.reason(e));
        return BROKEN;
    }

    private static int bug(Console console, Throwable e) {
        if (System.getenv("ANNEAL_TRACE") != null) {
            e.printStackTrace(console.err());
        } else {
            console.err().println("a bug in anneal: " + e + " (ANNEAL_TRACE=1 in the environment shows where)");
        }
        return BROKEN;
    }

    /** The version, for {@code --version}. */
    @Override
    public String[] getVersion() {
        return new String[] {"anneal " + version()};
    }

    /** The version of the build, or a word for classes outside a jar. */
    static String version() {
        String version = Anneal.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
