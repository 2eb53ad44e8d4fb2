package dev.anneal.lab;

import dev.anneal.notation.Numerals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file of comma-separated values that grows. Rows are gathered and appended together, so that the file ends with a whole
 * row whenever the process ends.
 */
final class CsvTable {

    private static final int GATHERED = 1 << 16;

    private final Path file;
    private final StringBuilder rows = new StringBuilder();

    CsvTable(Path file, List<String> columns) {
        this.file = file;
        rows.append(columns.stream().map(CsvTable::quoted).collect(Collectors.joining(",", "", "\n")));
        write(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static String quoted(String name) {
        boolean plain = name.indexOf(',') < 0 && name.indexOf('"') < 0;
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    void row(long step, double... cells) {
        rows.append(step);
        for (double cell : cells) {
            rows.append(',').append(Numerals.text(cell));
        }
        rows.append('\n');
        if (rows.length() >= GATHERED) {
            flush();
        }
    }

    void flush() {
        if (rows.length() > 0) {
            write(StandardOpenOption.APPEND);
        }
    }

    private void write(OpenOption... options) {
        String text = rows.toString();
        rows.setLength(0);
        try {
            Files.writeString(file, text, options);
        } catch (IOException e) {
            throw new RunException("cannot write " + file, e);
        }
    }
}
