package dev.anneal.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines of a curve file. */
final class CurveReader {

    private static final int MOST_BYTES = 16_000_000;
    private static final Pattern HEADER = Pattern.compile("#\\s*([A-Za-z_]\\w*)\\s*: ?(.*)");

    /** What several headers may say together; of all others two would contradict each other. */
    private static final Set<String> REPEATED = Set.of("text", "note", "group", "horizon", "source", "observations");

    private final Path file;
    private final Map<String, StringBuilder> headers = new LinkedHashMap<>();
    private final List<String> columns = new ArrayList<>();
    private final List<List<Double>> rows = new ArrayList<>();
    private int number;

    CurveReader(Path file) {
        this.file = file;
    }

    CurveFile read() throws IOException {
        for (String line : text().lines().toList()) {
            number++;
            if (line.startsWith("#")) {
                header(line);
            } else if (!line.isBlank()) {
                if (columns.isEmpty()) {
                    columns(line);
                } else {
                    row(line);
                }
            }
        }
        Map<String, String> said = new LinkedHashMap<>();
        headers.forEach((key, value) -> said.put(key, value.toString()));
        if (said.getOrDefault("text", "").isBlank()) {
            throw new IllegalArgumentException(file + " must say '# text: …', the code that gave its numbers");
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(file + " must have rows, got none");
        }
        return new CurveFile(said, columns, rows);
    }

    private String text() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException(file + " must have at most 16 million bytes, got more");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " must be text in UTF-8, got other bytes", e);
        }
    }

    /** What has no key is a remark. */
    private void header(String line) {
        Matcher header = HEADER.matcher(line);
        if (!header.matches()) {
            return;
        }
        String key = header.group(1);
        StringBuilder before = headers.get(key);
        // the first line stands where the text begins; those after it are indented as they are there
        boolean further = before != null && key.equals("text");
        String value =
                further ? header.group(2).stripTrailing() : header.group(2).strip();
        if (before != null && !REPEATED.contains(key)) {
            throw wrong("'# " + key + ":' must stand once, got another");
        }
        if (before == null) {
            headers.put(key, new StringBuilder(value));
        } else {
            before.append('\n').append(value);
        }
    }

    private void columns(String line) {
        List<String> names = cells(line);
        List<String> values = names.subList(1, names.size());
        try {
            values.forEach(CurveFile::target);
        } catch (IllegalArgumentException e) {
            throw wrong("column names must be as step,lr,momentum, got " + shortened(line), e);
        }
        if (values.isEmpty()) {
            throw wrong("column names must be as step,lr,momentum, got " + shortened(line));
        }
        if (new HashSet<>(values).size() < values.size()) {
            throw wrong("a column must stand once, got " + shortened(line));
        }
        columns.addAll(values);
    }

    /** What stands between commas; what has commas itself stands in quotes. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i <= line.length(); i++) {
            char c = i == line.length() ? ',' : line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"' && (quoted || cell.isEmpty())) {
                quoted = !quoted;
            } else if (c == ',' && (!quoted || i == line.length())) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        return cells;
    }

    private void row(String line) {
        List<Double> row = new ArrayList<>(columns.size() + 1);
        int from = 0;
        while (from <= line.length()) {
            int comma = line.indexOf(',', from);
            int to = comma < 0 ? line.length() : comma;
            double cell = number(line.substring(from, to));
            if (Double.isNaN(cell) && !isNaN(line.substring(from, to))) {
                throw wrong("cells must be numbers, got " + shortened(line));
            }
            row.add(cell);
            from = to + 1;
        }
        if (row.size() != columns.size() + 1) {
            throw wrong("a row must have " + (columns.size() + 1) + " cells, got " + row.size());
        }
        double time = row.get(0);
        if (!(time >= 0 && time < Double.POSITIVE_INFINITY)) {
            throw wrong("a time must be finite and >= 0, got " + shortened(line));
        }
        rows.add(row);
    }

    /** A number as frameworks print it; NaN if it is none. */
    static double number(String text) {
        String cell = text.strip();
        for (int i = 0; i < cell.length(); i++) {
            if ("0123456789.eE+-".indexOf(cell.charAt(i)) < 0) {
                return infinity(cell);
            }
        }
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static double infinity(String cell) {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    static boolean isNaN(String cell) {
        return cell.strip().matches("[+-]?[Nn][Aa][Nn]");
    }

    private static String shortened(String line) {
        return line.length() <= 100 ? line : line.substring(0, 100) + "…";
    }

    private IllegalArgumentException wrong(String problem) {
        return new IllegalArgumentException(file + ", line " + number + ": " + problem);
    }

    private IllegalArgumentException wrong(String problem, Exception cause) {
        return new IllegalArgumentException(file + ", line " + number + ": " + problem, cause);
    }
}
