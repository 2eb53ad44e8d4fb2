package dev.anneal.cli;

import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What there is to know of a scheduler; all of it comes from its entry.
 *
 * @param scheduler the scheduler
 * @param page where it is written
 */
record Leaflet(Scheduler scheduler, Page page) {

    private static final int INDENT = 2;

    void print(Console console) throws IOException {
        Entry entry = scheduler.entry();
        page.line(scheduler.fullName());
        page.hanging(entry.signatureText(), 2 * INDENT);
        List<String> others = entry.names().subList(1, entry.names().size());
        if (!others.isEmpty()) {
            page.text("also called " + String.join(", ", others));
        }
        if (!entry.parameters().isEmpty()) {
            page.blank(1);
            page.table(parameters(entry));
        }
        page.blank(1);
        page.hanging(entry.formula(), INDENT);
        page.line("t " + scheduler.clock());
        for (String remark : scheduler.remarks()) {
            page.hanging("- " + remark, INDENT);
        }
        page.blank(1);
        page.hanging("source: " + entry.source(), INDENT);
        Optional<Sample> sample = Sample.of(scheduler);
        if (sample.isPresent()) {
            example(sample.get(), console);
        }
    }

    private static List<List<String>> parameters(Entry entry) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("parameter", "default", "must"));
        for (Entry.Parameter parameter : entry.parameters()) {
            rows.add(List.of(parameter.name(), parameter.otherwise(), parameter.rule()));
        }
        return rows;
    }

    private void example(Sample sample, Console console) throws IOException {
        page.blank(1);
        page.line(sample.command());
        page.blank(1);
        try {
            Reading reading = sample.reading();
            page.line(Texts.of(reading.plan()));
            Sketch.of(reading.plan(), sample.end(reading), sample.unit(reading), console);
        } catch (IllegalArgumentException e) {
            page.text(RecordedCurve.problem(e));
        }
    }
}
