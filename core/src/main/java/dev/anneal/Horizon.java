package dev.anneal;

import dev.anneal.notation.Numerals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run before it starts: how long it is, in which units, and what the optimizer is set to. Texts that
 * leave numbers to the run, as {@code cosine(0.1, 0, total)}, are read with one.
 *
 * <p>A horizon is a set of facts, each a key and a number or a word. The keys are those of the header of a curve file:
 * {@code steps}, {@code epochs}, {@code steps_per_epoch}, {@code samples}, {@code batch}, {@code workers}, {@code
 * accumulation}, {@code drop_last}, {@code groups}, {@code optimizer}, {@code lr}, {@code momentum}, {@code beta1} and so on;
 * others are kept as they are. A list of numbers, one for each parameter group, is written {@code 0.1,0.01}. Its text is
 * {@code steps=1000 optimizer=adam}, and {@link #parse} reads it back, equal.
 *
 * <p>In the notation, {@code total} is the number of updates of the run ({@code steps}, {@code total}, or {@code epochs} times {@code
 * steps_per_epoch}), {@code epoch} that of an epoch ({@code steps_per_epoch}, what the samples make, or {@code steps} over
 * {@code epochs}), and every other fact that is a number goes by its key.
 *
 * <h2>Samples</h2>
 *
 * <p>Where {@code samples} and {@code batch} are known, an epoch has ⌈⌈samples / (batch · workers)⌉ / accumulation⌉ updates:
 * {@code batch} is what one worker sees at a time, {@code workers} and {@code accumulation} are 1 unless they are said. With
 * {@code drop_last=true} the inner quotient is rounded down: a last batch that is not full on every worker is dropped.
 * Micro-batches that are left at the end of an epoch are always applied. {@link #arithmetic} tells it line by line. What
 * else is said of the length of an epoch must agree.
 */
public final class Horizon {

    /** Nothing is known. */
    public static final Horizon UNKNOWN = new Horizon(new TreeMap<>());

    private static final List<String> COUNTS = List.of("steps", "total", "samples", "batch", "workers", "accumulation");
    private static final List<String> POSITIVE = List.of("epochs", "steps_per_epoch");

    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d[\\d_]*(\\.[\\d_]*)?|\\.\\d[\\d_]*)([eE][-+]?\\d+)?");

    private final SortedMap<String, String> facts;

    private Horizon(SortedMap<String, String> facts) {
        this.facts = facts;
        EpochLength length = epochLength();
        if (length != null) {
            requireAgreement(length);
        }
    }

    /**
     * Reads facts.
     *
     * @param text facts separated by blanks, as {@code steps=1000 steps_per_epoch=20 optimizer=adam}
     * @return the horizon
     * @throws IllegalArgumentException if a fact is no {@code key=value}, a key stands twice, a number is out of its range, or
     *     facts contradict each other
     */
    public static Horizon parse(String text) {
        SortedMap<String, String> facts = new TreeMap<>();
        for (String fact :
                text.isBlank() ? List.<String>of() : List.of(text.strip().split("\\s+"))) {
            int sign = fact.indexOf('=');
            String key = sign < 0 ? fact : fact.substring(0, sign);
            if (sign < 1 || sign == fact.length() - 1) {
                throw Check.broken("fact", "be key=value", "'" + fact + "'");
            }
            if (facts.put(key, checked(key, fact.substring(sign + 1))) != null) {
                throw Check.broken("key", "stand once", "'" + key + "' twice");
            }
        }
        return new Horizon(facts);
    }

    /**
     * This horizon with a number.
     *
     * @param key the key: letters, digits and underscores
     * @param value the number; finite. steps, samples, batch, workers and accumulation are whole and within [1, 1e15];
     *     epochs and steps_per_epoch are &gt; 0; drop_last is 0 or 1
     * @return a copy of this horizon with that fact, in place of one of the same key
     * @throws IllegalArgumentException if the key is no identifier, the number is out of its range, or facts contradict each
     *     other
     */
    public Horizon with(String key, double value) {
        return with(key, Numerals.text(Check.finite(key, value)));
    }

    /**
     * This horizon with a fact.
     *
     * @param key the key: letters, digits and underscores
     * @param value a number, or a word without blanks
     * @return a copy of this horizon with that fact, in place of one of the same key
     * @throws IllegalArgumentException if the key is no identifier, the value is empty or has blanks, a number is out of its
     *     range, or facts contradict each other
     */
    public Horizon with(String key, String value) {
        SortedMap<String, String> more = new TreeMap<>(facts);
        more.put(key, checked(key, value));
        return new Horizon(more);
    }

    /** The canonical text of a value, if the key may have it. */
    private static String checked(String key, String value) {
        if (!key.matches("[A-Za-z_][A-Za-z_0-9]*")) {
            throw Check.broken("key", "be letters, digits and underscores", "'" + key + "'");
        }
        if (value.isEmpty() || value.chars().anyMatch(Character::isWhitespace)) {
            String blanks = value.isEmpty() ? "" : " without blanks";
            throw Check.broken(key, "be a number or a word" + blanks, "'" + value + "'");
        }
        if (key.equals("drop_last")) {
            return truth(key, value);
        }
        Double number = numberIn(value);
        boolean count = COUNTS.contains(key);
        if (count && !(number != null && number >= 1 && number == Math.rint(number) && number <= 1e15)) {
            boolean huge = number != null && number > 1e15;
            throw Check.broken(key, huge ? "be at most 1e15" : "be a whole number >= 1", value);
        }
        if (POSITIVE.contains(key) && !(number != null && number > 0 && number < Double.POSITIVE_INFINITY)) {
            throw Check.broken(key, "be finite and > 0", value);
        }
        if (number != null) {
            Check.finite(key, number);
        }
        return number == null ? value : Numerals.text(number);
    }

    private static String truth(String key, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> "true";
            case "false", "0" -> "false";
            default -> throw Check.broken(key, "be true or false", value);
        };
    }

    private static @Nullable Double numberIn(String value) {
        return NUMBER.matcher(value).matches() ? Double.valueOf(value.replace("_", "")) : null;
    }

    /** How the samples make an epoch, or null if they are not known. */
    private @Nullable EpochLength epochLength() {
        OptionalDouble samples = number("samples");
        OptionalDouble batch = number("batch");
        if (samples.isEmpty() || batch.isEmpty()) {
            return null;
        }
        return new EpochLength(
                (long) samples.getAsDouble(),
                (long) batch.getAsDouble(),
                (long) number("workers").orElse(1),
                (long) number("accumulation").orElse(1),
                "true".equals(facts.get("drop_last")));
    }

    private void requireAgreement(EpochLength length) {
        String worked = String.join("; ", arithmetic());
        if (length.updates() == 0) {
            throw Check.broken("samples", "fill a batch on every worker where drop_last drops what does not", worked);
        }
        OptionalDouble each = number("steps_per_epoch");
        if (each.isPresent() && each.getAsDouble() != length.updates()) {
            String rule = "be " + length.updates() + " (" + worked + ")";
            throw Check.broken("steps_per_epoch", rule, each.getAsDouble());
        }
        OptionalDouble epochs = number("epochs");
        OptionalDouble said = saidSteps();
        double made = epochs.orElse(0) * length.updates();
        if (epochs.isPresent() && said.isPresent() && Math.abs(said.getAsDouble() - made) >= 1) {
            throw Check.broken("steps", "agree with samples and epochs (" + worked + ")", said.getAsDouble());
        }
    }

    /**
     * How the updates of an epoch and of the run follow from the samples.
     *
     * @return for example {@code 50,000 samples / (128 batch × 4 workers) = 97.66 → 98 micro-batches an epoch (the last one is
     *     smaller)}, {@code 98 / 2 accumulation = 49 updates an epoch} and {@code 49 × 90 epochs = 4,410 updates}; empty where
     *     samples or batch are not known
     */
    public List<String> arithmetic() {
        EpochLength length = epochLength();
        if (length == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(length.microBatchesLine()));
        if (length.accumulation() > 1) {
            lines.add(length.updatesLine());
        }
        if (length.updates() > 0 && facts.containsKey("epochs")) {
            lines.add(length.epochsLine(new BigDecimal(facts.get("epochs"))));
        } else if (length.updates() > 0 && saidSteps().isPresent()) {
            lines.add(length.stepsLine((long) saidSteps().getAsDouble()));
        }
        return List.copyOf(lines);
    }

    /**
     * The parameter groups, in the order from the input of the model to its output.
     *
     * @return the names in {@code groups}, or 0, 1, … if that is a number; empty if it is not known
     */
    public List<String> groups() {
        String groups = facts.get("groups");
        if (groups == null) {
            return List.of();
        }
        return groups.matches("\\d{1,6}")
                ? IntStream.range(0, Integer.parseInt(groups))
                        .mapToObj(String::valueOf)
                        .toList()
                : List.of(groups.split(",", -1));
    }

    /**
     * The number of updates of the run.
     *
     * @return {@code steps}, {@code total}, or {@code epochs} times the {@linkplain #stepsPerEpoch updates of one}, rounded up
     *     where samples are counted; empty if neither is known
     */
    public OptionalDouble steps() {
        OptionalDouble epochs = number("epochs");
        OptionalDouble each = toldStepsPerEpoch();
        if (saidSteps().isPresent() || epochs.isEmpty() || each.isEmpty()) {
            return saidSteps();
        }
        double updates = Time.snap(epochs.getAsDouble() * each.getAsDouble());
        return OptionalDouble.of(epochLength() == null ? updates : Math.ceil(updates));
    }

    /**
     * The number of updates of an epoch.
     *
     * @return {@code steps_per_epoch}, what the samples make, or {@code steps} over {@code epochs}; empty if none is known
     */
    public OptionalDouble stepsPerEpoch() {
        OptionalDouble steps = saidSteps();
        OptionalDouble epochs = number("epochs");
        if (toldStepsPerEpoch().isPresent() || steps.isEmpty() || epochs.isEmpty()) {
            return toldStepsPerEpoch();
        }
        return OptionalDouble.of(Time.snap(steps.getAsDouble() / epochs.getAsDouble()));
    }

    private OptionalDouble toldStepsPerEpoch() {
        EpochLength length = epochLength();
        return length == null ? number("steps_per_epoch") : OptionalDouble.of(length.updates());
    }

    private OptionalDouble saidSteps() {
        return number(facts.containsKey("steps") ? "steps" : "total");
    }

    private OptionalDouble number(String key) {
        String value = facts.get(key);
        Double number = value == null ? null : numberIn(value);
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    /**
     * A fact.
     *
     * @param key its key
     * @return its number or word as text, or null if it is not known
     */
    public @Nullable String fact(String key) {
        return facts.get(key);
    }

    /**
     * The names that are bound in texts: {@code total}, {@code epoch}, and every fact that is a number. Where a batch is known,
     * {@code workers} and {@code accumulation} are 1 unless they are said.
     *
     * @return names and numbers, not modifiable
     */
    public Map<String, Double> names() {
        Map<String, Double> names = new LinkedHashMap<>();
        steps().ifPresent(steps -> names.put("total", steps));
        stepsPerEpoch().ifPresent(steps -> names.put("epoch", steps));
        for (String key : facts.keySet()) {
            number(key).ifPresent(number -> names.put(key, number));
        }
        if (facts.containsKey("batch")) {
            names.putIfAbsent("workers", 1.0);
            names.putIfAbsent("accumulation", 1.0);
        }
        return Collections.unmodifiableMap(names);
    }

    /**
     * Tells whether another object is a horizon with the same facts.
     *
     * @param other the object
     * @return whether the facts are equal
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Horizon that && facts.equals(that.facts);
    }

    /**
     * A hash of the facts.
     *
     * @return the hash
     */
    @Override
    public int hashCode() {
        return facts.hashCode();
    }

    /**
     * The facts, sorted by key.
     *
     * @return for example {@code optimizer=adam steps=1000}, which {@link #parse} reads back
     */
    @Override
    public String toString() {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + "=" + fact.getValue())
                .collect(Collectors.joining(" "));
    }
}
