package dev.anneal.feedback;

import dev.anneal.notation.Numerals;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The text of a state: {@code key=value}, parted by blanks. */
final class StateText {

    /** More than any rule writes. */
    private static final int LONGEST = 4_000_000;

    private static final int SHOWN = 40;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,24}(\\.[0-9]{1,24})?(e-?[0-9]{1,3})?|nan|-?inf");

    private final Map<String, String> values = new HashMap<>();

    /** Texts are written by this and read by {@link #read}. */
    static final class Writer {
        private final StringBuilder text = new StringBuilder();

        Writer put(String key, Object value) {
            String shown = value instanceof Double number ? Numerals.text(number) : value.toString();
            text.append(text.isEmpty() ? "" : " ").append(key).append('=').append(shown);
            return this;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private StateText() {}

    static StateText read(String text) {
        if (text.length() > LONGEST) {
            throw Check.broken("state", "have at most " + LONGEST + " characters", text.length());
        }
        StateText read = new StateText();
        for (String part : text.split(" ", -1)) {
            int sign = part.indexOf('=');
            if (sign < 1) {
                throw Check.broken("state", "be key=value, parted by blanks", quoted(text));
            }
            String key = part.substring(0, sign);
            if (read.values.put(key, part.substring(sign + 1)) != null) {
                throw new IllegalArgumentException(quoted(key) + " stands twice in the state");
            }
        }
        return read;
    }

    private static String quoted(String text) {
        return "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + "'";
    }

    private String take(String key) {
        String value = values.remove(key);
        if (value == null) {
            throw new IllegalArgumentException("the state has no " + key);
        }
        return value;
    }

    /** Tells whether a key stands for one word, and passes it over then. */
    boolean is(String key, String word) {
        return values.remove(key, word);
    }

    double number(String key) {
        return number(key, take(key));
    }

    private static double number(String key, String value) {
        if (!NUMBER.matcher(value).matches()) {
            throw Check.broken(key, "be a number", quoted(value));
        }
        return switch (value) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(value);
        };
    }

    /** A whole number of at most so much. */
    long count(String key, long most) {
        String value = take(key);
        boolean digits = value.matches("0|[1-9][0-9]{0,17}");
        if (!digits || Long.parseLong(value) > most) {
            String range = most == Long.MAX_VALUE ? ">= 0" : "in 0.." + most;
            throw Check.broken(key, "be a whole number " + range, quoted(value));
        }
        return Long.parseLong(value);
    }

    Numbers numbers(String key) {
        String value = take(key);
        String[] parts = value.isEmpty() ? new String[0] : value.split(",", -1);
        double[] numbers = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = number(key, parts[i]);
        }
        return Numbers.of(numbers);
    }

    /** The scales of the groups. */
    Numbers scales() {
        Numbers scales = numbers("scale");
        for (int i = 0; i < scales.size(); i++) {
            Check.finite("scale", scales.at(i));
        }
        if (scales.size() == 0) {
            throw Check.broken("scale", "be one number for each group", "none");
        }
        return scales;
    }

    /** Refuses what was not asked for. */
    void done() {
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("the state of this rule has no "
                    + quoted(values.keySet().iterator().next()));
        }
    }
}
