package dev.anneal.cli;

import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether two files say the same. Numbers may differ in their last digits, and the lines of a picture by less than shows,
 * because a power may come out otherwise by a bit on another machine.
 */
final class Likeness {

    private static final double PIXELS = 0.5;
    private static final double RELATIVE = 1e-12;

    private static final Pattern LINE = Pattern.compile("(?<= d=\")[^\"]*");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?(?:e-?\\d+)?");
    private static final Pattern MOVE = Pattern.compile("([MLHVh])(-?[\\d.]+)(?: (-?[\\d.]+))?");

    private Likeness() {}

    static boolean isSame(String a, String b) {
        return difference(a, b).isEmpty();
    }

    /** The first line that differs. */
    static Optional<String> difference(String old, String now) {
        List<String> a = old.lines().toList();
        List<String> b = now.lines().toList();
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            String was = i < a.size() ? a.get(i) : "";
            String is = i < b.size() ? b.get(i) : "";
            if (!(was.startsWith("<path") ? isSamePath(was, is) : isSameText(was, is))) {
                return Optional.of("line " + (i + 1) + " is '" + was + "' and would be '" + is + "'");
            }
        }
        return Optional.empty();
    }

    private static boolean isSameText(String a, String b) {
        if (a.equals(b)) {
            return true;
        }
        if (!NUMBER.matcher(a).replaceAll("#").equals(NUMBER.matcher(b).replaceAll("#"))) {
            return false;
        }
        List<Double> left = numbers(a);
        List<Double> right = numbers(b);
        for (int i = 0; i < left.size(); i++) {
            if (Math.abs(left.get(i) - right.get(i)) > RELATIVE * Math.abs(left.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<Double> numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(Double::valueOf)
                .toList();
    }

    private static boolean isSamePath(String a, String b) {
        return LINE.matcher(a).replaceAll("").equals(LINE.matcher(b).replaceAll(""))
                && isNear(points(a), points(b))
                && isNear(points(b), points(a));
    }

    /** Whether all points of a line lie on another one, as far as anybody sees. */
    private static boolean isNear(List<double[]> points, List<double[]> line) {
        return points.stream().allMatch(p -> {
            for (int i = 0; i < line.size(); i++) {
                double[] from = line.get(Math.max(0, i - 1));
                double[] to = line.get(i);
                if (Line2D.ptSegDist(from[0], from[1], to[0], to[1], p[0], p[1]) <= PIXELS) {
                    return true;
                }
            }
            return false;
        });
    }

    private static List<double[]> points(String path) {
        List<double[]> points = new ArrayList<>();
        Matcher data = LINE.matcher(path);
        Matcher move = MOVE.matcher(data.find() ? data.group() : "");
        double[] at = {0, 0};
        while (move.find()) {
            double first = Double.parseDouble(move.group(2));
            at = switch (move.group(1)) {
                case "H" -> new double[] {first, at[1]};
                case "h" -> new double[] {at[0] + first, at[1]};
                case "V" -> new double[] {at[0], first};
                default -> new double[] {first, Double.parseDouble(move.group(3))};
            };
            points.add(at);
        }
        return points;
    }
}
