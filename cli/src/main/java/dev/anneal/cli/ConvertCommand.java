package dev.anneal.cli;

import dev.anneal.dialect.code.Code;
import dev.anneal.dialect.code.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes plans as code. */
@Command(
        name = "convert",
        description =
                "Write a schedule, a plan or somebody's code as code of another framework, with the same numbers.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  anneal convert 'linear(0, 3e-4, 2000).then(cosine(3e-4, 0, 98000))' --to torch",
            "  anneal convert 'StepLR(optimizer, 30)' --lr 0.1 --unit epoch --steps-per-epoch 391 --to optax -o schedule.py",
            "  anneal convert train.py --steps 10000 --to java",
            "",
            "torch: a LambdaLR; keras: a LearningRateSchedule; optax: a function of the count; djl: a Tracker; java: the "
                    + "schedules of this library; text: the notation, with everything worked out. What the target cannot "
                    + "say exactly is refused, with the reason."
        })
final class ConvertCommand implements Callable<Integer> {

    /** Their times count updates, whatever a text counts. */
    private static final Set<Target> OF_UPDATES = EnumSet.of(Target.KERAS, Target.OPTAX, Target.DJL);

    static final class Reading implements ITypeConverter<Target> {
        @Override
        public Target convert(String name) {
            return Numbers.choice(name, List.of(Target.values()));
        }
    }

    private final Console console;

    @Parameters(paramLabel = "TEXT", description = Source.DESCRIPTION)
    private String text = "";

    @Option(
            names = "--to",
            paramLabel = "TARGET",
            required = true,
            converter = Reading.class,
            completionCandidates = Names.class,
            description = "torch, keras, optax, java, djl or text.")
    private Target target = Target.TEXT;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write there instead of to standard output.")
    private @Nullable Path output;

    @ArgGroup(validate = false, heading = Context.HEADING)
    private Context context = new Context();

    /** For completion. */
    static final class Names implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return List.of(Target.values()).stream().map(Target::toString).iterator();
        }
    }

    ConvertCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Understood understood = context.read(Source.of(text, console.in()));
        if (understood.unit() == Context.Unit.EPOCH && OF_UPDATES.contains(target)) {
            throw new InputException(understood.taken() + " counts epochs, and " + target
                    + " counts updates: --steps-per-epoch says how many updates an epoch has");
        }
        understood.tellNotes(console.err());
        String code = code(understood);
        if (output == null) {
            console.out().append(code);
        } else {
            OutputException.orWritten(output, code.getBytes(StandardCharsets.UTF_8));
        }
        return 0;
    }

    private String code(Understood understood) {
        try {
            return target == Target.TEXT
                    ? Texts.of(understood.plan()) + "\n"
                    : Code.of(understood.plan(), understood.horizon().groups(), target);
        } catch (IllegalArgumentException e) {
            throw new InputException(e);
        }
    }
}
