package dev.anneal.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;

/** Writes JSON that is safe within a script element. */
final class Json {
    /** Digits of a value: more than can be seen or told, fewer than doubles have. */
    private static final MathContext DIGITS = new MathContext(7);

    private final StringBuilder out = new StringBuilder();

    private Json() {}

    /** The text of maps, lists, strings, booleans, numbers, and lines' coordinates. */
    static String text(Object value) {
        var json = new Json();
        json.write(value);
        return json.out.toString();
    }

    private void write(Object value) {
        if (value instanceof Map<?, ?> map) {
            list(map.entrySet(), '{', '}');
        } else if (value instanceof Map.Entry<?, ?> entry) {
            string(String.valueOf(entry.getKey()));
            out.append(':');
            write(entry.getValue());
        } else if (value instanceof List<?> list) {
            list(list, '[', ']');
        } else if (value instanceof Line line) {
            line(line);
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value instanceof Double number ? plain(number) : value.toString());
        } else {
            string(String.valueOf(value));
        }
    }

    private void list(Iterable<?> members, char open, char close) {
        out.append(open);
        int start = out.length();
        for (Object member : members) {
            out.append(out.length() > start ? "," : "");
            write(member);
        }
        out.append(close);
    }

    private void line(Line line) {
        out.append("{\"x\":[");
        for (int i = 0; i < line.size(); i++) {
            out.append(i > 0 ? "," : "").append(plain(line.x()[i]));
        }
        out.append("],\"y\":[");
        for (int i = 0; i < line.size(); i++) {
            double y = line.y()[i];
            out.append(i > 0 ? "," : "");
            out.append(
                    Double.isNaN(y)
                            ? "null"
                            : plain(new BigDecimal(y).round(DIGITS).doubleValue()));
        }
        out.append("]}");
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
