package dev.anneal.dialect;

import dev.anneal.notation.Span;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** The numbers of a text's lines, as people count them. */
final class Places {

    private final int[] starts;

    Places(String text) {
        int[] found = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ends = c == '\n' || c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n');
            if (ends) {
                found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                found[count++] = i + 1;
            }
        }
        this.starts = Arrays.copyOf(found, count);
    }

    /** The number of the line where something begins, from 1. */
    int line(Span span) {
        int at = Arrays.binarySearch(starts, Math.max(0, span.start()));
        return at >= 0 ? at + 1 : -at - 1;
    }

    /** {@code line 9}, {@code lines 9 and 14}, {@code lines 9, 14 and 20}. */
    String lines(List<Span> spans) {
        List<Integer> numbers = List.copyOf(
                new TreeSet<>(spans.stream().map(this::line).toList()));
        StringBuilder said = new StringBuilder(numbers.size() == 1 ? "line " : "lines ");
        int shown = Math.min(numbers.size(), 5);
        for (int i = 0; i < shown; i++) {
            boolean last = i == numbers.size() - 1;
            said.append(i == 0 ? "" : last ? " and " : ", ").append(numbers.get(i));
        }
        return shown < numbers.size() ? said + " and " + (numbers.size() - shown) + " more" : said.toString();
    }
}
