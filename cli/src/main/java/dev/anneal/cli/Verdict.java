package dev.anneal.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * What checking a file gave.
 *
 * @param lines what is wrong, each a line
 * @param curves how many curves were looked at
 * @param rows how many rows were read
 * @param disagreeing how many files disagree, or cannot be read
 * @param refused how many lines were to be refused
 * @param accepted how many of them were not
 */
record Verdict(List<String> lines, int curves, long rows, int disagreeing, int refused, int accepted) {

    static final Verdict NONE = new Verdict(List.of(), 0, 0, 0, 0, 0);

    private static final int LONGEST_LINE = 500;

    static Verdict agrees(long rows) {
        return new Verdict(List.of(), 1, rows, 0, 0, 0);
    }

    static Verdict disagrees(String line, long rows) {
        return new Verdict(List.of(oneLine(line)), 1, rows, 1, 0, 0);
    }

    /** What is no curve, and cannot be looked into. */
    static Verdict unreadable(String line) {
        return new Verdict(List.of(oneLine(line)), 0, 0, 1, 0, 0);
    }

    static Verdict lines(int refused, List<String> accepted) {
        return new Verdict(accepted.stream().map(Verdict::oneLine).toList(), 0, 0, 0, refused, accepted.size());
    }

    private static String oneLine(String text) {
        String line = text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ").replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }

    Verdict plus(Verdict other) {
        List<String> both = new ArrayList<>(lines);
        both.addAll(other.lines);
        return new Verdict(
                both,
                curves + other.curves,
                rows + other.rows,
                disagreeing + other.disagreeing,
                refused + other.refused,
                accepted + other.accepted);
    }

    boolean holds() {
        return disagreeing == 0 && accepted == 0;
    }

    String summary() {
        return curves + " curves, " + rows + " rows, " + disagreeing + " disagree, " + refused + " refused lines, "
                + accepted + " accepted";
    }
}
