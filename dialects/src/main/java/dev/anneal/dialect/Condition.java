package dev.anneal.dialect;

import dev.anneal.notation.Numerals;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an argument must be. An argument that is {@code None} is not looked at where the default is {@code None} too; of a
 * list, every item must hold.
 */
public final class Condition {

    private final String rule;
    private final Predicate<Argument> predicate;
    private final boolean ofWords;

    private Condition(String rule, Predicate<Argument> predicate) {
        this(rule, predicate, false);
    }

    private Condition(String rule, Predicate<Argument> predicate, boolean ofWords) {
        this.rule = rule;
        this.predicate = predicate;
        this.ofWords = ofWords;
    }

    /** What a condition looks at. */
    record Argument(boolean number, double value, boolean integral, String word) {}

    /**
     * A number with a property.
     *
     * @param rule the rule as it is told after the argument's name, as {@code must be even}: here {@code be even}
     * @param holds tells whether a number has the property
     * @return the condition
     */
    public static Condition number(String rule, Predicate<Double> holds) {
        return new Condition(rule, a -> a.number && holds.test(a.value));
    }

    /**
     * Written as a whole number; {@code 30.0} is none.
     *
     * @return the condition
     */
    public static Condition integer() {
        return new Condition("be an integer", a -> a.number && a.integral);
    }

    /**
     * Written as a whole number of at least some size.
     *
     * @param least the least that is allowed
     * @return the condition
     */
    public static Condition integerAtLeast(long least) {
        return new Condition("be an integer >= " + least, a -> a.number && a.integral && a.value >= least);
    }

    /**
     * Written as a whole number that Java's {@code int} holds.
     *
     * @return the condition
     */
    public static Condition javaInt() {
        return new Condition("be an int", a -> a.number && a.integral && a.value == (int) a.value);
    }

    /**
     * Written as a whole number of at least some size that Java's {@code int} holds.
     *
     * @param least the least that is allowed
     * @return the condition
     */
    public static Condition javaIntAtLeast(int least) {
        return new Condition(
                "be an int >= " + least, a -> a.number && a.integral && a.value == (int) a.value && a.value >= least);
    }

    /**
     * Greater than 0.
     *
     * @return the condition
     */
    public static Condition positive() {
        return number("be > 0", value -> value > 0);
    }

    /**
     * At least some number.
     *
     * @param least the least that is allowed
     * @return the condition
     */
    public static Condition atLeast(double least) {
        return number("be >= " + Numerals.text(least), value -> value >= least);
    }

    /**
     * At most some number.
     *
     * @param most the most that is allowed
     * @return the condition
     */
    public static Condition atMost(double most) {
        return number("be <= " + Numerals.text(most), value -> value <= most);
    }

    /**
     * Less than some number.
     *
     * @param bound the number
     * @return the condition
     */
    public static Condition below(double bound) {
        return number("be < " + Numerals.text(bound), value -> value < bound);
    }

    /**
     * In an interval, bounds included.
     *
     * @param least the least that is allowed
     * @param most the most that is allowed
     * @return the condition
     */
    public static Condition within(double least, double most) {
        return number(
                "be in [" + Numerals.text(least) + ", " + Numerals.text(most) + "]",
                value -> value >= least && value <= most);
    }

    /**
     * Not 0.
     *
     * @return the condition
     */
    public static Condition nonZero() {
        return number("not be 0", value -> value != 0);
    }

    /**
     * One number and no other.
     *
     * @param only the number
     * @param why what to do instead
     * @return the condition
     */
    public static Condition only(double only, String why) {
        return number("be " + Numerals.text(only) + " here: " + why, value -> value == only);
    }

    /**
     * One of some words.
     *
     * @param words the words
     * @return the condition
     */
    public static Condition oneOf(String... words) {
        List<String> all = List.of(words);
        return new Condition(
                "be one of '" + String.join("', '", all) + "'", a -> !a.number && all.contains(a.word), true);
    }

    /**
     * Both of two conditions.
     *
     * @param other the other condition
     * @return the condition
     */
    public Condition and(Condition other) {
        return new Condition(rule + " and " + other.rule, predicate.and(other.predicate), ofWords || other.ofWords);
    }

    /** Whether a name that stands for nothing may be the word that is asked for. */
    boolean isOfWords() {
        return ofWords;
    }

    boolean holds(Argument argument) {
        return predicate.test(argument);
    }

    /** The rule in words, as it is told to somebody who may have given no number at all. */
    String rule(boolean noNumber) {
        return noNumber && rule.startsWith("not ") ? "be a number, and " + rule : rule;
    }

    /**
     * The rule in words.
     *
     * @return what stands after "must", as {@code be an integer >= 1}
     */
    public String rule() {
        return rule;
    }
}
