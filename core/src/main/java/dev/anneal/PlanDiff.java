package dev.anneal;

import dev.anneal.Plan.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What two plans say differently, line by line. */
final class PlanDiff {

    private PlanDiff() {}

    static String between(Plan one, Plan other) {
        Map<Target, List<String>> ours = linesByTarget(one);
        Map<Target, List<String>> theirs = linesByTarget(other);
        Set<Target> targets = new LinkedHashSet<>(ours.keySet());
        targets.addAll(theirs.keySet());
        List<String> differences = new ArrayList<>();
        for (Target target : targets) {
            List<String> removed = new ArrayList<>(ours.getOrDefault(target, List.of()));
            List<String> added = new ArrayList<>(theirs.getOrDefault(target, List.of()));
            // a line that stands twice needs two of the other plan
            removed.removeIf(added::remove);
            removed.forEach(line -> differences.add("- " + line));
            added.forEach(line -> differences.add("+ " + line));
        }
        return differences.isEmpty() ? "the same lines in another order" : String.join("\n", differences);
    }

    private static Map<Target, List<String>> linesByTarget(Plan plan) {
        Map<Target, List<String>> lines = new LinkedHashMap<>();
        for (Plan.Assignment assignment : plan.assignments()) {
            lines.computeIfAbsent(assignment.target(), target -> new ArrayList<>())
                    .add(assignment.toString());
        }
        for (Plan.Rule rule : plan.rules()) {
            lines.computeIfAbsent(rule.target(), target -> new ArrayList<>()).add(rule.toString());
        }
        return lines;
    }
}
