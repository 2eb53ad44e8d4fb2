package dev.anneal.cli;

import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Dialects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells which schedulers of other frameworks are known, and what each of them does. */
@Command(
        name = "dialects",
        description = "Tell which schedulers of other frameworks are known, and what each of them does.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  anneal dialects",
            "  anneal dialects torch",
            "  anneal dialects torch StepLR",
            "  anneal dialects lr_scheduler.StepLR",
        })
final class DialectsCommand implements Callable<Integer> {

    /** Keras goes by almost a hundred. */
    private static final int TOLD_PREFIXES = 4;

    static final int TOLD_PREFIXES_OF_ONE = 12;

    private final Console console;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description =
                    "A dialect, or a scheduler with or without what stands before it. Without one all are listed.")
    private @Nullable String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "SCHEDULER", description = "A scheduler of the dialect NAME.")
    private @Nullable String scheduler;

    /** What a shell offers. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Dialects.all().stream().map(Dialect::name).iterator();
        }
    }

    DialectsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Page page = new Page(console);
        if (name == null) {
            list(page);
            return 0;
        }
        Optional<Dialect> dialect = Scheduler.dialect(name);
        if (dialect.isPresent() && scheduler == null) {
            list(page, dialect.get());
            return 0;
        }
        List<Scheduler> found = found(name, dialect);
        for (int i = 0; i < found.size(); i++) {
            page.blank(i > 0 ? 2 : 0);
            new Leaflet(found.get(i), page).print(console);
        }
        return 0;
    }

    private List<Scheduler> found(String name, Optional<Dialect> dialect) {
        if (scheduler == null) {
            List<Scheduler> found = Scheduler.named(name);
            if (found.isEmpty()) {
                throw new InputException(
                        "unknown dialect or scheduler '" + name + "'" + Scheduler.nearest(name, Dialects.all()));
            }
            return found;
        }
        if (dialect.isEmpty()) {
            throw new InputException("unknown dialect '" + name + "'; known are " + String.join(", ", new Names()));
        }
        List<Scheduler> found = Scheduler.named(dialect.get(), scheduler);
        if (found.isEmpty()) {
            throw new InputException("unknown scheduler '" + scheduler + "' in " + name
                    + Scheduler.nearest(scheduler, List.of(dialect.get())));
        }
        return found;
    }

    private static void list(Page page) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("dialect", "schedulers", "may stand before a name"));
        for (Dialect dialect : Dialects.all()) {
            String count = Integer.toString(dialect.entries().size());
            rows.add(List.of(dialect.name(), count, String.join(", ", prefixes(dialect, TOLD_PREFIXES))));
        }
        page.table(rows);
        page.blank(1);
        page.text(
                "A name with nothing before it is looked up in this order, and a dialect whose scheduler has the parameters that the "
                        + "call names comes first; inside of a call it is looked up first in the dialect of that call, "
                        + "then in those that it wraps. An import in the text decides before all that. Names of the "
                        + "notation come first.");
        page.blank(1);
        page.line("'anneal dialects NAME' lists the schedulers of a dialect.");
    }

    /** What may stand before a name, or the first of it and how much more there is. */
    static List<String> prefixes(Dialect dialect, int most) {
        Set<String> all = new LinkedHashSet<>(List.of(dialect.name()));
        all.addAll(dialect.prefixes());
        int left = all.size() - most;
        if (left <= 1) {
            return List.copyOf(all);
        }
        List<String> prefixes = new ArrayList<>(all).subList(0, most);
        prefixes.set(most - 1, prefixes.get(most - 1) + " and " + left + " more");
        return prefixes;
    }

    private static void list(Page page, Dialect dialect) throws IOException {
        if (dialect.entries().isEmpty()) {
            page.line(dialect.name() + " has no schedulers yet");
            return;
        }
        for (Scheduler scheduler : Scheduler.of(dialect)) {
            page.hanging(scheduler.entry().signatureText(), 4);
            String formula = scheduler.entry().formula().lines().findFirst().orElse("");
            boolean all = formula.equals(scheduler.entry().formula());
            page.indented(all ? formula : formula + " …", 4);
        }
        for (String remark : dialect.remarks()) {
            page.blank(1);
            page.text(remark);
        }
        page.blank(1);
        page.hanging("before a name may stand " + String.join(", ", prefixes(dialect, TOLD_PREFIXES_OF_ONE)), 4);
        page.blank(1);
        page.line("'anneal dialects " + dialect.name() + " SCHEDULER' tells what one of them does.");
    }
}
