package dev.anneal.dialect;

import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was not followed line by line, to be told in one sentence for each kind. */
final class Skips {

    private static final int MOST_NAMES = 3;

    private final Places places;
    private final Map<String, List<Span>> skipped = new LinkedHashMap<>();
    private final List<Span> entered = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();

    Skips(Places places) {
        this.places = places;
    }

    /** Something is passed over. */
    void add(String kind, Span span) {
        skipped.computeIfAbsent(kind, key -> new ArrayList<>()).add(span);
    }

    /** The body of something is read though nobody knows whether, and how often, it is run. */
    void entered(String name, Span span) {
        entered.add(span);
        if (names.size() <= MOST_NAMES) {
            names.add(name);
        }
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!entered.isEmpty()) {
            String all = names.size() > MOST_NAMES ? "what stands in other lines" : String.join(" and ", names);
            notes.add(places.lines(entered) + ": the body of " + all + " is read as straight-line code");
        }
        skipped.forEach((kind, spans) -> {
            String lines = places.lines(spans);
            notes.add(
                    lines.startsWith("line ")
                            ? lines + ": " + kind + " … is skipped"
                            : kind + ", " + lines + ", are skipped");
        });
        return notes;
    }
}
