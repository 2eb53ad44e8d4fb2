package dev.anneal.cli;

import dev.anneal.Phase;
import dev.anneal.Schedule;
import java.util.ArrayList;
import java.util.List;

/** What a schedule does, in words. */
final class Phrases {

    /** So many phases are told one by one. */
    static final int TOLD = 8;

    private static final int COUNTED = 1000;

    private Phrases() {}

    /** A line for each phase in the window, the last of them a summary if they are many. */
    static List<String> of(Schedule schedule, Window window) {
        if (schedule.length() == 0) {
            return List.of("always " + Numbers.rounded(schedule.at(0)));
        }
        List<Phase> phases = Phase.of(schedule, window.end(), COUNTED);
        boolean all = phases.size() <= TOLD + 1;
        List<Phase> told = all ? phases : phases.subList(0, TOLD);
        List<String> spans =
                told.stream().map(phase -> span(phase.start(), phase.end())).toList();
        int width = spans.stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            lines.add(spans.get(i) + " ".repeat(width - spans.get(i).length()) + "  " + told(told.get(i)));
        }
        boolean complete = phases.get(phases.size() - 1).end() >= window.end();
        if (schedule.length() == Double.POSITIVE_INFINITY && window.origin() == Window.Origin.GLIMPSE) {
            lines.add("… and so on without end");
        } else if (!all || !complete) {
            lines.add("… and " + (complete ? "" : "over ") + (phases.size() - told.size()) + " more");
        }
        return lines;
    }

    private static String span(double start, double end) {
        return Numbers.brief(start) + " – " + Numbers.brief(end);
    }

    private static String told(Phase phase) {
        String from = Numbers.rounded(phase.from());
        String to = Numbers.rounded(phase.to());
        return switch (phase.movement()) {
            case HOLDS -> "holds " + from;
            case RISES -> "rises from " + from + " to " + to;
            case FALLS -> "falls from " + from + " to " + to;
            case VARIES -> "goes up and down, from " + from + " to " + to;
        };
    }
}
