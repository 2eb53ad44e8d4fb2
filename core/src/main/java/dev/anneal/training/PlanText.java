package dev.anneal.training;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What can be told of a plan by its text, where it may be one that cannot be read. */
final class PlanText {

    private static final Pattern FOR_ALL_GROUPS = Pattern.compile("(?m)^\\w+ = ");

    private PlanText() {}

    /** Whether a plan sets something for every group. */
    static boolean setsAllGroups(String plan) {
        return FOR_ALL_GROUPS.matcher(plan).find();
    }

    /** The lines that differ: {@code -} before one that was there, {@code +} before one that is there now. */
    static String diff(String before, String now) {
        List<String> removed = new ArrayList<>(before.lines().toList());
        List<String> added = new ArrayList<>(now.lines().toList());
        // a line that stands twice needs two
        removed.removeIf(added::remove);
        List<String> differences = new ArrayList<>();
        removed.forEach(line -> differences.add("- " + line));
        added.forEach(line -> differences.add("+ " + line));
        return differences.isEmpty() ? "the same lines in another order" : String.join("\n", differences);
    }
}
