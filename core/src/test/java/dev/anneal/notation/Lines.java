package dev.anneal.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;

/** Writes lines as one reads them, a few letters for each kind, with bodies in braces. */
final class Lines {
    private Lines() {}

    static String text(String source) {
        return text(Source.parse(source).lines());
    }

    static String text(List<Line> lines) {
        return lines.stream().map(Lines::text).collect(Collectors.joining("; "));
    }

    private static String text(Line line) {
        if (line instanceof Line.Assignment assignment) {
            String targets = assignment.targets().stream().map(Object::toString).collect(Collectors.joining(" = "));
            return targets + " " + assignment.operator() + " " + assignment.value();
        } else if (line instanceof Line.Alone alone) {
            return alone.value().toString();
        } else if (line instanceof Line.Import imported) {
            return "import " + new java.util.TreeMap<>(imported.names());
        } else if (line instanceof Line.Function function) {
            String parameters = function.parameters().stream()
                    .map(parameter ->
                            parameter.name() + (parameter.otherwise() == null ? "" : "=" + parameter.otherwise()))
                    .collect(Collectors.joining(", "));
            return "def " + function.name() + "(" + parameters + ") {" + text(function.body()) + "}";
        } else if (line instanceof Line.Choice choice) {
            return choice.branches().stream()
                    .map(branch -> (branch.condition() == null ? "else" : "if " + branch.condition()) + " {"
                            + text(branch.body()) + "}")
                    .collect(Collectors.joining(" "));
        } else if (line instanceof Line.Return answer) {
            return answer.value() == null ? "return" : "return " + answer.value();
        } else if (line instanceof Line.Skipped skipped) {
            return "skipped " + skipped.word() + (skipped.body().isEmpty() ? "" : " {" + text(skipped.body()) + "}");
        }
        Line.Unread unread = (Line.Unread) line;
        return "unread " + new java.util.TreeSet<>(unread.names()) + ": "
                + unread.problem().problem();
    }

    /** Lines stand in the text, in order, and inside what they belong to. */
    static void checkPlaces(List<Line> lines, int from, int to) {
        int last = from;
        for (Line line : lines) {
            assertThat(line.span().start()).isGreaterThanOrEqualTo(last);
            assertThat(line.span().end()).isLessThanOrEqualTo(to);
            if (line instanceof Line.Function function) {
                checkPlaces(function.body(), line.span().start(), line.span().end());
            } else if (line instanceof Line.Skipped skipped) {
                checkPlaces(skipped.body(), line.span().start(), line.span().end());
            } else if (line instanceof Line.Choice choice) {
                for (Line.Choice.Branch branch : choice.branches()) {
                    checkPlaces(branch.body(), line.span().start(), line.span().end());
                }
            } else if (line instanceof Line.Unread unread) {
                assertThat(unread.problem().span().end()).isLessThanOrEqualTo(to);
            }
            last = line.span().end();
        }
    }
}
