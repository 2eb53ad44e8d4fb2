package dev.anneal.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Holds recorded values against the texts that are said to give them. */
@Command(
        name = "verify",
        description = "Check recorded values against the texts that are said to give them.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = {
            "  anneal verify recorded/",
            "",
            "For runs that move here: record the rates over there, and verify them. Of a folder, and of those within it, the files "
                    + "*.csv are curves: headers as '# text: StepLR(optimizer, 30)', '# lr: 0.1' and '# tolerance: relative "
                    + "1e-12 absolute 1e-15', then a table (reference/README.md has all of it; 'anneal values --format "
                    + "curve' writes such files). The files refused.tsv hold lines that must be refused: text, lr, error.",
            "",
            "Each file that disagrees, or cannot be read, has a line. The exit code is 1 if there is one, or if a line is accepted "
                    + "that must be refused."
        })
final class VerifyCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE|FOLDER", arity = "1..*", description = "What to check.")
    private List<Path> paths = new ArrayList<>();

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Recordings recordings = Recordings.in(paths);
        List<Verdict> verdicts = recordings.files().parallelStream()
                .map(file -> Recordings.isRefusals(file) ? RefusedLines.verdict(file) : RecordedCurve.verdict(file))
                .toList();
        List<Verdict> all = new ArrayList<>(recordings.unreadable());
        all.addAll(verdicts);
        if (all.isEmpty()) {
            throw new InputException("0 curves: there is nothing to verify, no *.csv and no refused.tsv");
        }
        for (Verdict verdict : all) {
            for (String line : verdict.lines()) {
                console.out().append(line).append('\n');
            }
        }
        Verdict sum = all.stream().reduce(Verdict.NONE, Verdict::plus);
        console.out().append(sum.summary()).append('\n');
        return sum.holds() ? 0 : Anneal.FAILED;
    }
}
