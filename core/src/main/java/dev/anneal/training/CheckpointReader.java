package dev.anneal.training;

import dev.anneal.Hyperparameter;
import dev.anneal.notation.Nearest;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a checkpoint: first what kind of text it is and whether it is whole, then line by line. */
final class CheckpointReader {

    private static final List<String> KEYS = List.of("step", "skipped", "plan", "value", "rule", "state", "joined");
    private static final String REAL = "(nan|-?inf|-?[0-9]{1,30}(?:\\.[0-9]{1,30})?(?:e-?[0-9]{1,3})?)";
    private static final Pattern COUNT = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final Pattern VALUE =
            Pattern.compile("] " + REAL + "(" + CheckpointText.BY_HAND + ")?(?:" + CheckpointText.SCALED + REAL + ")?");
    private static final Pattern JOINED =
            Pattern.compile(CheckpointText.AT + "([0-9]+)(" + CheckpointText.OWN_CLOCK + ")?");

    private final String text;

    /** The line that is read. */
    private int start;

    private int end;

    CheckpointReader(String text) {
        this.text = text;
    }

    Checkpoint read() {
        int title = CheckpointTitle.end(text);
        int seal = sealed(title);
        start = title;
        next(seal);
        long step = count("step", seal);
        long skipped = count("skipped", seal);
        String plan = plan(seal);
        List<Checkpoint.Value> values = values(seal);
        List<Checkpoint.RuleState> rules = rules(seal);
        List<Checkpoint.Joined> joined = joined(step, seal);
        if (start < seal) {
            throw misplaced();
        }
        return new Checkpoint(step, skipped, plan, values, rules, joined);
    }

    /** Where the last line begins, which holds the checksum of all before it. */
    private int sealed(int title) {
        int seal = text.indexOf("\n" + CheckpointText.SEAL, title - 1) + 1;
        int lineEnd = seal == 0 ? -1 : text.indexOf('\n', seal);
        if (lineEnd < 0) {
            throw CheckpointTitle.truncated(text);
        }
        int digits = seal + CheckpointText.SEAL.length();
        String given = text.substring(digits, lineEnd);
        String right = CheckpointText.checksum(text.substring(0, seal));
        if (!given.equals(right)) {
            throw NotationException.at(
                    text,
                    new Span(digits, lineEnd),
                    "the checkpoint was changed after it was written: its checksum must be " + right);
        }
        if (lineEnd + 1 < text.length()) {
            throw NotationException.at(
                    text,
                    new Span(lineEnd + 1, text.length()),
                    "nothing may follow the checksum of a checkpoint, got " + (text.length() - lineEnd - 1)
                            + " more characters");
        }
        return seal;
    }

    /** Finds the end of the line that begins at {@code start}. */
    private void next(int seal) {
        end = text.indexOf('\n', Math.min(start, seal));
    }

    private boolean is(String key, int seal) {
        return start < seal && text.startsWith(key + " ", start);
    }

    private void leave(int seal) {
        start = end + 1;
        next(seal);
    }

    private long count(String key, int seal) {
        if (!is(key, seal)) {
            throw misplaced();
        }
        long count = count(start + key.length() + 1, end);
        leave(seal);
        return count;
    }

    private long count(int from, int to) {
        String digits = text.substring(from, to);
        try {
            if (COUNT.matcher(digits).matches()) {
                return Long.parseLong(digits);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(from, to, "a count must be a whole number from 0 to " + Long.MAX_VALUE);
    }

    private String plan(int seal) {
        StringBuilder plan = new StringBuilder();
        if (!is("plan", seal)) {
            throw misplaced();
        }
        for (String before = ""; is("plan", seal); before = "\n") {
            plan.append(before).append(rest("plan", seal));
        }
        return plan.toString();
    }

    /** What follows the key, to the end of the line. */
    private String rest(String key, int seal) {
        String rest = OneLine.read(text, start + key.length() + 1, end);
        leave(seal);
        return rest;
    }

    private List<Checkpoint.Value> values(int seal) {
        List<Checkpoint.Value> values = new ArrayList<>();
        while (is("value", seal)) {
            int name = start + "value ".length();
            int open = text.substring(name, end).indexOf('[') + name;
            // what follows the group has no bracket
            int close = text.lastIndexOf(']', end - 1);
            Matcher tail = VALUE.matcher(text);
            if (open < name || close <= open || !tail.region(close, end).matches()) {
                throw wrong(name, end, "a value must be as lr[group] 0.1, by hand or not, scaled or not");
            }
            values.add(new Checkpoint.Value(
                    OneLine.read(text, open + 1, close),
                    hyperparameter(name, open),
                    number(tail, 1),
                    tail.group(2) != null,
                    tail.group(3) == null ? 1 : scale(tail)));
            leave(seal);
        }
        return values;
    }

    private Hyperparameter hyperparameter(int from, int to) {
        try {
            return new Hyperparameter(text.substring(from, to));
        } catch (IllegalArgumentException e) {
            throw wrong(from, to, String.valueOf(e.getMessage()));
        }
    }

    private double scale(Matcher tail) {
        double scale = number(tail, 3);
        if (!Double.isFinite(scale)) {
            throw wrong(tail.start(3), tail.end(3), "a scale must be finite");
        }
        return scale;
    }

    private double number(Matcher line, int group) {
        String digits = line.group(group);
        double value = switch (digits) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(digits);
        };
        if (Double.isInfinite(value) && !digits.endsWith("inf")) {
            throw wrong(line.start(group), line.end(group), "a number must be one that a double can hold");
        }
        return value;
    }

    private List<Checkpoint.RuleState> rules(int seal) {
        List<Checkpoint.RuleState> rules = new ArrayList<>();
        while (is("rule", seal)) {
            String rule = rest("rule", seal);
            if (!is("state", seal)) {
                throw misplaced();
            }
            rules.add(new Checkpoint.RuleState(rule, rest("state", seal)));
        }
        return rules;
    }

    private List<Checkpoint.Joined> joined(long step, int seal) {
        List<Checkpoint.Joined> joined = new ArrayList<>();
        while (is("joined", seal)) {
            int name = start + "joined ".length();
            // what follows the group has no other "at"
            int at = text.lastIndexOf(CheckpointText.AT, end);
            Matcher tail = JOINED.matcher(text);
            if (at < name || !tail.region(at, end).matches()) {
                throw wrong(name, end, "a group must have joined as in: head at 1200");
            }
            long when = count(tail.start(1), tail.end(1));
            if (when > step) {
                throw wrong(tail.start(1), tail.end(1), "a group must have joined by step " + step);
            }
            joined.add(new Checkpoint.Joined(OneLine.read(text, name, at), when, tail.group(2) != null));
            leave(seal);
        }
        return joined;
    }

    /** A line that is unknown, is missing or stands where another should. */
    private NotationException misplaced() {
        String order =
                ": a checkpoint has step, skipped, plan, then value, rule with state, and joined, as often as needed";
        int space = text.indexOf(' ', start);
        int to = space < 0 || space > end ? end : space;
        String key = text.substring(start, to);
        if (start == end || key.equals(CheckpointText.SEAL.strip())) {
            return wrong(start, end, "a line is missing" + order);
        }
        if (!KEYS.contains(key)) {
            return NotationException.at(text, new Span(start, to), "unknown key '" + key + "'", Nearest.to(key, KEYS));
        }
        return wrong(start, to, "'" + key + "' is met twice or out of order" + order);
    }

    private NotationException wrong(int from, int to, String problem) {
        return NotationException.at(text, new Span(from, to), problem);
    }
}
