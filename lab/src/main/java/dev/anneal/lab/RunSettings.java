package dev.anneal.lab;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run was started with, as a text of {@code key=value} lines and as bytes. */
final class RunSettings {

    /** The first line, with the version of the format. */
    private static final String TITLE = "anneal run 1";

    static final int MOST_BYTES = 32_000_000;

    private RunSettings() {}

    static void check(Map<String, String> settings) {
        for (String key : settings.keySet()) {
            if (!key.matches("[A-Za-z][A-Za-z0-9_.-]*")) {
                throw new IllegalArgumentException(
                        "a setting must be named by letters, digits, '_', '.' and '-', got '" + key + "'");
            }
        }
    }

    static String text(Map<String, String> settings) {
        StringBuilder text = new StringBuilder(TITLE).append('\n');
        settings.forEach((key, value) -> text.append(key)
                .append('=')
                .append(value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"))
                .append('\n'));
        return text.toString();
    }

    /** Reads a text back. */
    static Map<String, String> parse(String text) {
        String[] lines = text.split("\n", -1);
        if (!lines[0].equals(TITLE)) {
            throw new IllegalArgumentException("it must begin with the line '" + TITLE + "'");
        }
        if (!lines[lines.length - 1].isEmpty()) {
            throw new IllegalArgumentException("its last line is not whole");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 1; i < lines.length - 1; i++) {
            int sign = lines[i].indexOf('=');
            if (sign < 1 || settings.put(lines[i].substring(0, sign), plain(lines[i].substring(sign + 1))) != null) {
                throw new IllegalArgumentException("line " + (i + 1) + " must be key=value, each key once");
            }
        }
        return settings;
    }

    private static String plain(String escaped) {
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '\\' && i + 1 < escaped.length()) {
                char next = escaped.charAt(++i);
                value.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    static void write(String text, DataOutput out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Reads a text that {@link #write} has written. */
    static String read(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("a text of " + length + " bytes is none of a checkpoint");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
