package dev.anneal.dialect.smile;

import dev.anneal.Schedule;
import dev.anneal.dialect.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text that {@code TimeFunction.of} reads: the first of these forms that it has. */
final class Text {

    private static final int LONGEST = 10_000;
    private static final String NUMBER = "((?>[-+]?[0-9]*\\.?[0-9]+(?:e[-+]?[0-9]+)?))";
    private static final String AND = ",\\s*";
    private static final String FLAG = "(?:" + AND + "(true|false))?";

    private static final Pattern LINEAR =
            Pattern.compile("linear(?:decay)?\\(" + NUMBER + AND + NUMBER + AND + NUMBER + "\\)");
    private static final Pattern POLYNOMIAL = Pattern.compile(
            "polynomial(?:decay)?\\(" + NUMBER + AND + NUMBER + AND + NUMBER + AND + NUMBER + FLAG + "\\)");
    private static final Pattern INVERSE = Pattern.compile(
            "inverse(?:timedecay)?\\(" + NUMBER + AND + NUMBER + "(?:" + AND + NUMBER + ")?" + FLAG + "\\)");
    private static final Pattern EXPONENTIAL = Pattern.compile(
            "exp(?:onentialdecay)?\\(" + NUMBER + AND + NUMBER + "(?:" + AND + NUMBER + ")?" + FLAG + "\\)");
    private static final Pattern COSINE =
            Pattern.compile("cosine(?:decay)?\\(" + NUMBER + AND + NUMBER + AND + NUMBER + "\\)");
    private static final Pattern PIECEWISE = Pattern.compile("piecewise\\(\\[(.*)]\\)", Pattern.DOTALL);

    private final Value written;
    private final String text;

    private Text(Value written) {
        this.written = written;
        this.text = written.text().trim().toLowerCase(Locale.ROOT);
    }

    /** What a text in quotes means. */
    static Schedule schedule(Value written) {
        if (written.text().length() > LONGEST) {
            throw written.refused("have at most " + LONGEST + " characters");
        }
        return new Text(written).schedule();
    }

    private Schedule schedule() {
        Matcher form = LINEAR.matcher(text);
        if (form.matches()) {
            return Curves.polynomial(1, number(form, 1), number(form, 2), number(form, 3));
        }
        form = POLYNOMIAL.matcher(text);
        if (form.matches()) {
            double degree = number(form, 1);
            return flag(form, 5)
                    ? Curves.cycled(degree, number(form, 2), number(form, 3), number(form, 4))
                    : Curves.polynomial(degree, number(form, 2), number(form, 3), number(form, 4));
        }
        form = INVERSE.matcher(text);
        if (form.matches()) {
            return form.group(3) == null
                    ? Curves.inverse(number(form, 1), number(form, 2))
                    : Curves.inverse(number(form, 1), number(form, 2), number(form, 3), flag(form, 4));
        }
        form = EXPONENTIAL.matcher(text);
        if (form.matches()) {
            return form.group(3) == null
                    ? Curves.exponential(number(form, 1), number(form, 2))
                    : Curves.powers(number(form, 1), number(form, 2), number(form, 3), flag(form, 4));
        }
        form = COSINE.matcher(text);
        if (form.matches()) {
            return Curves.cosine(number(form, 1), number(form, 2), number(form, 3));
        }
        form = PIECEWISE.matcher(text);
        return form.matches() ? piecewise(form.group(1)) : Schedule.constant(number(text));
    }

    private Schedule piecewise(String lists) {
        String[] both = lists.split("\\],\\s*\\[");
        if (both.length != 2) {
            throw unknown();
        }
        List<Schedule> values = Arrays.stream(both[1].split(AND))
                .map(value -> Schedule.constant(number(value)))
                .toList();
        try {
            double[] milestones = Arrays.stream(both[0].split(AND))
                    .mapToDouble(Integer::parseInt)
                    .toArray();
            return Pieces.schedule(milestones, values);
        } catch (NumberFormatException e) {
            throw unknown();
        }
    }

    private double number(MatchResult form, int group) {
        return number(form.group(group));
    }

    private double number(String digits) {
        double number;
        try {
            number = Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            throw unknown();
        }
        if (!Double.isFinite(number)) {
            throw written.refused("have finite numbers");
        }
        return number;
    }

    private static boolean flag(MatchResult form, int group) {
        return "true".equals(form.group(group));
    }

    private RuntimeException unknown() {
        return written.refused(
                "be a number, or linear(…), polynomial(…), inverse(…), exp(…), cosine(…) or piecewise([…], […]) "
                        + "with numbers");
    }
}
