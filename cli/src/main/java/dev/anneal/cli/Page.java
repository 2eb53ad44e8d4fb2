package dev.anneal.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Text for people, broken between words where a line is full. */
final class Page {

    private static final String GAP = "  ";

    private final Console console;

    Page(Console console) {
        this.console = console;
    }

    void line(String line) throws IOException {
        console.out().append(line).append('\n');
    }

    void blank(int lines) throws IOException {
        console.out().append("\n".repeat(lines));
    }

    void text(String text) throws IOException {
        indented(text, 0);
    }

    /** A text of which every line begins with blanks. */
    void indented(String text, int indent) throws IOException {
        for (String line : text.lines().toList()) {
            broken(line, " ".repeat(indent), " ".repeat(indent));
        }
    }

    /** A text of which every line begins with blanks where it goes on. */
    void hanging(String text, int indent) throws IOException {
        for (String line : text.lines().toList()) {
            broken(line, "", " ".repeat(indent));
        }
    }

    /** Columns side by side, of which the last takes what room is left. */
    void table(List<List<String>> rows) throws IOException {
        int columns = rows.get(0).size();
        for (List<String> row : rows) {
            StringBuilder head = new StringBuilder();
            for (int i = 0; i < columns - 1; i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(r -> r.get(column).length())
                        .max()
                        .orElse(0);
                head.append(row.get(i))
                        .append(" ".repeat(width - row.get(i).length()))
                        .append(GAP);
            }
            broken(row.get(columns - 1), head.toString(), " ".repeat(head.length()));
        }
    }

    private void broken(String text, String first, String rest) throws IOException {
        String before = first;
        for (String line : lines(text, console.width() - first.length(), console.width() - rest.length())) {
            line((before + line).stripTrailing());
            before = rest;
        }
    }

    /** A word that is wider than a line has one for itself. */
    private static List<String> lines(String text, int firstWidth, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words(text, width)) {
            int room = lines.isEmpty() ? firstWidth : width;
            if (!line.isEmpty() && line.length() + word.stripTrailing().length() > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Words with the blank behind them; a chain of calls that is wider than a line may be broken between two of them. */
    private static List<String> words(String text, int width) {
        List<String> words = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            String[] pieces = word.length() <= width ? new String[] {word} : word.split("(?<=\\))(?=\\.)");
            pieces[pieces.length - 1] += " ";
            words.addAll(List.of(pieces));
        }
        return words;
    }
}
