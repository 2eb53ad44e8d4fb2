package dev.anneal.lab;

import dev.anneal.notation.Numerals;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A file of comma-separated values that grows by whole rows. */
final class CsvTable {

    private final GrowingFile file;

    /** Creates the file, which must be new, with its header. */
    CsvTable(Path file, List<String> columns) {
        this(GrowingFile.create(file));
        this.file.add(header(columns));
        this.file.flush();
    }

    private CsvTable(GrowingFile file) {
        this.file = file;
    }

    /** Refuses a file with other columns, or fewer bytes than it had when it was last whole. */
    static void require(Path file, List<String> columns, long size) {
        GrowingFile.require(file, header(columns), size);
    }

    /** Goes on with a file that had so many bytes when it was last whole; what came later is cut off. */
    static CsvTable continued(Path file, long size) {
        return new CsvTable(GrowingFile.continued(file, size));
    }

    private static String header(List<String> columns) {
        return columns.stream().map(CsvTable::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String cell) {
        boolean plain = cell.indexOf(',') < 0 && cell.indexOf('"') < 0;
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    void row(long step, double... cells) {
        StringBuilder row = new StringBuilder().append(step);
        for (double cell : cells) {
            row.append(',').append(Numerals.text(cell));
        }
        file.add(row.append('\n'));
    }

    /** Cells of text have no line breaks. */
    void row(long step, String... cells) {
        StringBuilder row = new StringBuilder().append(step);
        for (String cell : cells) {
            row.append(',').append(quoted(cell.replaceAll("\\s*\\R\\s*", " ")));
        }
        file.add(row.append('\n'));
    }

    void flush() {
        file.flush();
    }

    /** Sees to it that every row is on the disk, and gives the number of bytes. */
    long force() {
        return file.force();
    }
}
