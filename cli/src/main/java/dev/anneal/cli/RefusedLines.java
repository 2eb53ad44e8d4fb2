package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.dialect.Dialects;
import dev.anneal.notation.NotationException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Checks a file of lines that a framework refuses. */
final class RefusedLines {

    /** What every line is read with. */
    private static final Horizon RUN = Horizon.parse("total=100 steps_per_epoch=20 max_duration=5ep");

    private static final int MOST_BYTES = 16_000_000;

    private RefusedLines() {}

    static Verdict verdict(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                return Verdict.unreadable(file + " must have at most 16 million bytes, got more");
            }
            return verdict(file, Files.readAllLines(file));
        } catch (CharacterCodingException e) {
            return Verdict.unreadable(file + " must be text in UTF-8, got other bytes");
        } catch (IOException e) {
            return Verdict.unreadable(file + ": " + Failure.reason(e));
        }
    }

    private static Verdict verdict(Path file, List<String> lines) {
        List<String> head = lines.isEmpty()
                ? List.of()
                : columns(lines.get(0).replace("\uFEFF", "").strip().split("\t", -1));
        int text = head.indexOf("text");
        int rate = head.indexOf("lr");
        if (text < 0) {
            return Verdict.unreadable(file + ", line 1: must name the columns text, lr and error");
        }
        List<String> accepted = new ArrayList<>();
        int refused = 0;
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            String[] cells = lines.get(i).split("\t", -1);
            refused++;
            String lr = cell(cells, rate);
            String place = file + ", line " + (i + 1) + ": ";
            String line = cell(cells, text);
            if (line.isEmpty()) {
                accepted.add(place + "must have a text");
            } else {
                acceptance(line, lr).ifPresent(problem -> accepted.add(place + problem));
            }
        }
        return Verdict.lines(refused, accepted);
    }

    private static List<String> columns(String... cells) {
        return IntStream.range(0, cells.length).mapToObj(i -> cell(cells, i)).toList();
    }

    /** What is in a cell; writers of tables put what has quotes in quotes. */
    private static String cell(String[] cells, int column) {
        String cell = column >= 0 && column < cells.length ? cells[column].strip() : "";
        boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
        return quoted
                ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"").strip()
                : cell;
    }

    /** Why a line does not count as refused; empty if it is. */
    private static Optional<String> acceptance(String text, String lr) {
        String rates = lr.replaceAll("[\\[\\]\\s]", "");
        if (!rates.isEmpty() && !rates.matches("[-+.0-9eE,]+")) {
            return Optional.of("lr must be a number or a list, got " + lr);
        }
        try {
            Horizon horizon = rates.isEmpty() ? RUN : RUN.with("lr", rates);
            Dialects.understand(text, horizon);
            return Optional.of("accepted: " + text);
        } catch (NotationException e) {
            if (e.problem().contains("give --")) {
                return Optional.of("not refused, but in want of more: " + e.problem());
            }
            // whoever does not know a framework cannot tell what it refuses
            return e.problem().startsWith("unknown ") && !isOfKnownDialect(text)
                    ? Optional.of("not refused, but not known: " + e.problem())
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of("cannot be read, by a bug in anneal: " + e);
        }
    }

    private static boolean isOfKnownDialect(String text) {
        return Dialects.all().stream()
                .anyMatch(dialect -> text.startsWith(dialect.name() + ".")
                        || dialect.prefixes().stream().anyMatch(prefix -> text.startsWith(prefix + ".")));
    }
}
