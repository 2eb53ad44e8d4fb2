package dev.anneal.cli;

import dev.anneal.notation.Numerals;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes a table row by row, so that its length costs no memory. */
interface RowWriter {

    /** What comes before the first row. */
    void start() throws IOException;

    /** A row: a time, and a value for each column. */
    void row(double time, double[] values) throws IOException;

    /** What comes after the last row. */
    default void end() throws IOException {}

    /** Comma-separated values. */
    record Csv(Writer out, String clock, List<String> columns) implements RowWriter {
        @Override
        public void start() throws IOException {
            out.append(clock);
            for (String column : columns) {
                out.append(',').append(quoted(column));
            }
            out.append('\n');
        }

        private static String quoted(String name) {
            boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
        }

        @Override
        public void row(double time, double[] values) throws IOException {
            out.append(Numbers.time(time));
            for (double value : values) {
                out.append(',').append(Numerals.text(value));
            }
            out.append('\n');
        }
    }

    /** An array of objects, one a line. What is no finite number, JSON cannot say: it becomes null. */
    final class Json implements RowWriter {
        private final Writer out;
        private final String key;
        private final List<String> names;
        private String before = "[\n";

        Json(Writer out, String clock, List<String> columns) {
            this.out = out;
            this.key = quoted(clock);
            this.names = columns.stream().map(Json::quoted).toList();
        }

        private static String quoted(String name) {
            StringBuilder text = new StringBuilder("\"");
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                if (c == '"' || c == '\\') {
                    text.append('\\').append(c);
                } else if (c < ' ' || Character.isSurrogate(c)) {
                    text.append("\\u").append(Integer.toHexString(0x10000 + c).substring(1));
                } else {
                    text.append(c);
                }
            }
            return text.append('"').toString();
        }

        @Override
        public void start() {}

        @Override
        public void row(double time, double[] values) throws IOException {
            out.append(before).append('{').append(key).append(": ").append(Numbers.time(time));
            for (int i = 0; i < values.length; i++) {
                String text = Double.isFinite(values[i]) ? Numerals.text(values[i]) : "null";
                out.append(", ").append(names.get(i)).append(": ").append(text);
            }
            out.append('}');
            before = ",\n";
        }

        @Override
        public void end() throws IOException {
            out.append("\n]\n");
        }
    }

    /** Columns for people, to six digits. */
    record Table(Writer out, String clock, List<String> columns) implements RowWriter {
        private static final int WIDTH = 12;

        @Override
        public void start() throws IOException {
            out.append(padded(clock));
            for (String column : columns) {
                out.append("  ").append(padded(column));
            }
            out.append('\n');
        }

        private static String padded(String text) {
            return " ".repeat(Math.max(0, WIDTH - text.length())) + text;
        }

        @Override
        public void row(double time, double[] values) throws IOException {
            out.append(padded(Numbers.time(time)));
            for (int i = 0; i < values.length; i++) {
                String text = padded(Numbers.rounded(values[i]));
                int wider = Math.max(0, columns.get(i).length() - text.length());
                out.append("  ").append(" ".repeat(wider)).append(text);
            }
            out.append('\n');
        }
    }
}
