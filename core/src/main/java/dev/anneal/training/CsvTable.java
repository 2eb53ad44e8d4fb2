package dev.anneal.training;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A file with remarks, a line of names, and rows that begin with a step. */
final class CsvTable implements AutoCloseable {

    private static final String STEP = "step";

    private final LogFile file;
    private final List<String> names;
    private boolean named;
    private long last;

    private CsvTable(LogFile file, List<String> names, boolean named, long last) {
        this.file = file;
        this.names = new ArrayList<>(names);
        this.named = named;
        this.last = last;
    }

    static CsvTable create(Path file) throws IOException {
        return new CsvTable(LogFile.create(file), List.of(), false, -1);
    }

    /** Goes on with a file. A last line that has no end was being written when the process was killed: it is removed. */
    static CsvTable open(Path file) throws IOException {
        List<String> names = new ArrayList<>();
        long[] last = {-1};
        boolean[] named = {false};
        long end = TextLines.each(file, (line, start) -> {
            if (isRow(line) && named[0]) {
                last[0] = step(file, line);
            } else if (isRow(line)) {
                names.addAll(names(file, line));
                named[0] = true;
            }
            return true;
        });
        LogFile log = LogFile.open(file);
        log.truncate(end);
        return new CsvTable(log, names, named[0], last[0]);
    }

    private static boolean isRow(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    private static List<String> names(Path file, String line) {
        List<String> names = cells(line);
        if (!names.get(0).equals(STEP)) {
            throw new IllegalArgumentException(
                    file + " must have a line of names that begins with step, got '" + shortened(line) + "'");
        }
        return names.subList(1, names.size());
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                // of two quotes inside of quotes, one is meant
                if (!quoted && i > 0 && line.charAt(i - 1) == '"') {
                    cell.append(c);
                }
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static long step(Path file, String line) {
        int comma = line.indexOf(',');
        String cell = comma < 0 ? line : line.substring(0, comma);
        if (!cell.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(
                    file + " must have rows that begin with a step, got '" + shortened(line) + "'");
        }
        return Long.parseLong(cell);
    }

    private static String shortened(String line) {
        return line.length() <= 100 ? line : line.substring(0, 100) + "…";
    }

    Path path() {
        return file.path();
    }

    /** The names of the columns behind the step. */
    List<String> names() {
        return Collections.unmodifiableList(names);
    }

    /** The step of the last row; -1 if there is none. */
    long last() {
        return last;
    }

    /** Removes the first row of that step or a later one, and all that follows it. */
    void cut(long step) throws IOException {
        long[] cut = {-1};
        last = -1;
        boolean[] rows = {false};
        TextLines.each(file.path(), (line, start) -> {
            if (isRow(line) && rows[0]) {
                long here = step(file.path(), line);
                if (here >= step) {
                    cut[0] = start;
                    return false;
                }
                last = here;
            }
            rows[0] |= isRow(line);
            return true;
        });
        if (cut[0] >= 0) {
            file.truncate(cut[0]);
        }
    }

    /** Adds columns. Rows that are there get empty cells, in a file that takes the place of this one. */
    void widen(List<String> more) throws IOException {
        List<String> wider = new ArrayList<>(names);
        wider.addAll(more);
        String header = header(wider);
        if (named) {
            String empty = ",".repeat(more.size());
            file.replace(out -> {
                boolean[] rows = {false};
                TextLines.each(file.path(), (line, start) -> {
                    write(out, !isRow(line) ? line : rows[0] ? line + empty : header);
                    rows[0] |= isRow(line);
                    return true;
                });
            });
        } else {
            line(header);
        }
        named = true;
        names.addAll(more);
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
    }

    private static String header(List<String> names) {
        StringBuilder header = new StringBuilder(STEP);
        for (String name : names) {
            boolean plain = name.indexOf(',') < 0 && name.indexOf('"') < 0;
            header.append(',').append(plain ? name : '"' + name.replace("\"", "\"\"") + '"');
        }
        return header.toString();
    }

    void row(long step, String cells) {
        line(step + cells);
        last = step;
    }

    /** Adds a line. */
    void line(String line) {
        file.append(ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        file.close();
    }
}
