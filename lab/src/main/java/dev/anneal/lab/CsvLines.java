package dev.anneal.lab;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of comma-separated cells. Blank lines are passed over; cells may be quoted, but a line ends a cell. */
final class CsvLines implements Closeable {

    private static final int MAX_LINE = 1 << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final BufferedReader reader;
    private final String source;
    private final StringBuilder line = new StringBuilder();
    private long number;

    CsvLines(InputStream in, String source) {
        var strict = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.reader = new BufferedReader(new InputStreamReader(in, strict));
        this.source = source;
    }

    String source() {
        return source;
    }

    String place() {
        return source + ", line " + number;
    }

    String place(int column) {
        return place() + ", column " + (column + 1);
    }

    void require(boolean holds, String rule, Object received) {
        if (!holds) {
            throw new DatasetException(place(), rule, received);
        }
    }

    /** The cells of the next line that is not blank, or null at the end. */
    @Nullable
    List<String> next() throws IOException {
        while (readLine()) {
            if (number == 1 && line.length() > 0 && line.charAt(0) == BYTE_ORDER_MARK) {
                line.deleteCharAt(0);
            }
            if (!line.toString().isBlank()) {
                return cells();
            }
        }
        return null;
    }

    /** Not {@code BufferedReader.readLine}: a line without end would take all memory. */
    private boolean readLine() throws IOException {
        line.setLength(0);
        number++;
        int c = reader.read();
        boolean more = c >= 0;
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            line.append((char) c);
            require(line.length() <= MAX_LINE, "a line must have at most " + MAX_LINE + " characters", "more");
        }
        return more;
    }

    private List<String> cells() {
        List<String> cells = new ArrayList<>();
        int from = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '"';
            if (line.charAt(i) == ',' && !quoted) {
                cells.add(cell(from, i));
                from = i + 1;
            }
        }
        require(!quoted, "a quoted cell must end on its line", "the end of the line");
        cells.add(cell(from, line.length()));
        return cells;
    }

    private String cell(int from, int to) {
        String cell = line.substring(from, to).strip();
        boolean quoted = cell.length() >= 2 && cell.startsWith("\"") && cell.endsWith("\"");
        return quoted
                ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"").strip()
                : cell;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
