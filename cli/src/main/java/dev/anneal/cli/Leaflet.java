package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Dialects;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What there is to know of a scheduler; all of it comes from its entry.
 *
 * @param scheduler the scheduler
 * @param page where it is written
 */
record Leaflet(Scheduler scheduler, Page page) {

    private static final int INDENT = 2;

    /** Facts that have an option of their own. */
    private static final Set<String> OPTIONS = Set.of(
            "lr",
            "momentum",
            "optimizer",
            "groups",
            "steps",
            "epochs",
            "steps_per_epoch",
            "samples",
            "batch",
            "workers",
            "accumulation",
            "unit");

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
        page.line("t " + clock(entry));
        for (String quirk : entry.quirks()) {
            page.hanging("- " + quirk, INDENT);
        }
        if (!entry.formerly().isEmpty()) {
            page.hanging(
                    "- Of other versions, taken and put aside: " + String.join(", ", entry.formerly()) + ".", INDENT);
        }
        page.blank(1);
        page.hanging("source: " + entry.source(), INDENT);
        Entry.Example example = entry.example();
        if (example != null) {
            example(example, console);
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

    private static String clock(Entry entry) {
        return entry.clock() == null
                ? "counts updates or epochs, as an argument says"
                : entry.clock().words();
    }

    private void example(Entry.Example example, Console console) throws IOException {
        Horizon horizon = Horizon.parse(example.horizon());
        String text = text(example, horizon);
        page.blank(1);
        page.line("anneal show " + quoted(text) + options(horizon));
        try {
            Reading reading = Dialects.understand(text, horizon);
            page.blank(1);
            page.line(Texts.of(reading.plan()));
            double end = Window.of(reading.plan(), reading.run(horizon)).end();
            Context.Unit unit = reading.clock() == Clock.EPOCH ? Context.Unit.EPOCH : Context.Unit.STEP;
            Sketch.of(reading.plan(), end, unit, console);
        } catch (IllegalArgumentException e) {
            page.blank(1);
            page.text(RecordedCurve.problem(e));
        }
    }

    /** The call, with the dialect's name before it where it would be taken for another one's. */
    private String text(Entry.Example example, Horizon horizon) {
        String prefixed = scheduler.dialect().name() + "." + example.text();
        for (String text : List.of(example.text(), prefixed)) {
            try {
                if (Dialects.understand(text, horizon).taken().equals(scheduler.fullName())) {
                    return text;
                }
            } catch (IllegalArgumentException e) {
                // another dialect has the name, and refuses these arguments; or it observes
            }
        }
        return example.text().startsWith(scheduler.entry().name()) ? prefixed : example.text();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** The facts as they are given on the command line. */
    private static String options(Horizon horizon) {
        StringBuilder options = new StringBuilder();
        for (String fact : horizon.toString().split(" ")) {
            int sign = fact.indexOf('=');
            if (sign < 0) {
                continue;
            }
            String key = fact.substring(0, sign);
            options.append(
                    OPTIONS.contains(key)
                            ? " --" + key.replace('_', '-') + " " + fact.substring(sign + 1)
                            : " --context " + fact);
        }
        return options.toString();
    }
}
