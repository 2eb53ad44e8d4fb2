package dev.anneal.dialect;

import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lines that were not followed, to be told in one sentence for each kind. */
final class Skips {

    private final Places places;
    private final Map<String, List<Span>> spans = new LinkedHashMap<>();

    Skips(Places places) {
        this.places = places;
    }

    void add(String kind, Span span) {
        spans.computeIfAbsent(kind, key -> new ArrayList<>()).add(span);
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        spans.forEach((kind, all) -> {
            String lines = places.lines(all);
            notes.add(
                    lines.startsWith("line ")
                            ? lines + ": " + kind + " … is skipped"
                            : kind + ", " + lines + ", are skipped");
        });
        return notes;
    }
}
