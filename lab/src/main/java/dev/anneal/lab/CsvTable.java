package dev.anneal.lab;

import dev.anneal.notation.Numerals;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    private long size;

    CsvTable(Path file, List<String> columns) {
        this.file = file;
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new RunException("cannot write " + file, e);
        }
        rows.append(columns.stream().map(CsvTable::quoted).collect(Collectors.joining(",", "", "\n")));
        flush();
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
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        rows.setLength(0);
        try {
            Files.write(file, bytes, StandardOpenOption.APPEND);
            size += bytes.length;
        } catch (IOException e) {
            withdraw();
            throw new RunException("cannot write " + file, e);
        }
    }

    /** A disk that runs full takes a part of what it is given, which may end within a row. */
    private void withdraw() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        } catch (IOException e) {
            // what could not be written is reported already
        }
    }
}
