package dev.anneal.cli;

import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Dialects;
import dev.anneal.dialect.Entry;
import dev.anneal.notation.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An entry and the dialect that has it. */
record Scheduler(Dialect dialect, Entry entry) {

    /** The name that no other scheduler has, as {@code torch.StepLR}. */
    String fullName() {
        return dialect.name() + "." + entry.name();
    }

    /** What t counts, in words. */
    String clock() {
        Clock clock = entry.clock();
        return clock == null ? "counts updates or epochs, as an argument says" : clock.words();
    }

    /** What surprises people, and what is put aside: sentences. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>(entry.quirks());
        if (!entry.formerly().isEmpty()) {
            remarks.add("Of other versions, taken and put aside: " + String.join(", ", entry.formerly()) + ".");
        }
        return List.copyOf(remarks);
    }

    static List<Scheduler> of(Dialect dialect) {
        return dialect.entries().stream()
                .map(entry -> new Scheduler(dialect, entry))
                .toList();
    }

    /** The dialect of a name, or the first of which something goes by that prefix. */
    static Optional<Dialect> dialect(String name) {
        return Dialects.all().stream()
                .filter(dialect -> dialect.name().equals(name))
                .findFirst()
                .or(() -> Dialects.all().stream()
                        .filter(dialect -> dialect.prefixes().contains(name))
                        .findFirst());
    }

    /** Where the scheduler of a full name comes from; empty if there is none. */
    static Optional<String> source(String fullName) {
        int dot = Math.max(0, fullName.indexOf('.'));
        return dialect(fullName.substring(0, dot)).stream()
                .flatMap(dialect -> named(dialect, fullName).stream())
                .map(scheduler -> scheduler.entry().source())
                .findFirst();
    }

    /** All with a name, which may have something before it, as it may in a text: {@code torch.optim.lr_scheduler.StepLR}. */
    static List<Scheduler> named(String name) {
        List<Scheduler> named = new ArrayList<>();
        for (Dialect dialect : Dialects.all()) {
            named.addAll(named(dialect, name));
        }
        return named;
    }

    /** Those of one dialect. */
    static List<Scheduler> named(Dialect dialect, String name) {
        Set<String> wanted = new LinkedHashSet<>(Set.of(name));
        Set<String> prefixes = new LinkedHashSet<>(dialect.prefixes());
        prefixes.add(dialect.name());
        for (String prefix : prefixes) {
            if (name.startsWith(prefix + ".")) {
                wanted.add(name.substring(prefix.length() + 1));
            }
        }
        return of(dialect).stream()
                .filter(scheduler -> scheduler.entry().names().stream().anyMatch(wanted::contains))
                .toList();
    }

    /** A remark on what a name could have been; empty if nothing is near. */
    static String nearest(String name, List<Dialect> dialects) {
        Set<String> known = new LinkedHashSet<>();
        for (Dialect dialect : dialects) {
            if (dialects.size() > 1) {
                known.add(dialect.name());
            }
            dialect.entries().forEach(entry -> known.addAll(entry.names()));
        }
        String nearest = Nearest.to(name.substring(name.lastIndexOf('.') + 1), known);
        if (nearest == null) {
            nearest = Nearest.to(name, known);
        }
        return nearest == null ? "" : "\ndid you mean '" + nearest + "'?";
    }
}
