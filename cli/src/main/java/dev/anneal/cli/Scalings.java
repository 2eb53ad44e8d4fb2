package dev.anneal.cli;

import dev.anneal.BatchScaling;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The factors by which rates are scaled for a batch, in words. */
final class Scalings {

    /** As the canonical text has it. */
    private static final Pattern SCALED = Pattern.compile("\\.scaledFor\\(([^,]+), ([^,)]+)(, sqrt)?\\)");

    private static final int MOST = 8;

    private Scalings() {}

    /** A line for each factor, as {@code rates × 4: batch 1024 against 256, linear}; the first few. */
    static List<String> of(Plan plan) {
        Set<String> lines = new LinkedHashSet<>();
        for (Plan.Assignment assignment : plan.assignments()) {
            Hyperparameter hyperparameter = assignment.target().hyperparameter();
            String what = hyperparameter.equals(Hyperparameter.LEARNING_RATE) ? "rates" : hyperparameter.name();
            Matcher matcher = SCALED.matcher(assignment.schedule().toString());
            while (lines.size() < MOST && matcher.find()) {
                lines.add(what + told(matcher));
            }
        }
        return new ArrayList<>(lines);
    }

    private static String told(Matcher matcher) {
        BatchScaling scaling = matcher.group(3) == null ? BatchScaling.LINEAR : BatchScaling.SQRT;
        double batch = Double.parseDouble(matcher.group(1));
        double reference = Double.parseDouble(matcher.group(2));
        String words = scaling == BatchScaling.LINEAR ? "linear" : "by the square root";
        return " × " + Numbers.rounded(scaling.factor(batch, reference)) + ": batch " + matcher.group(1) + " against "
                + matcher.group(2) + ", " + words;
    }
}
