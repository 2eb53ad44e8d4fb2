package dev.anneal.notation;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operators of the notation, each with Python's meaning and Python's precedence. */
public enum Operator {
    /** {@code a or b}: {@code a} when it is true, else {@code b}. */
    OR("or", Form.LOGICAL, 2),
    /** {@code a and b}: {@code a} when it is false, else {@code b}. */
    AND("and", Form.LOGICAL, 3),
    /** {@code not a}. */
    NOT("not", Form.PREFIX, 4),
    /** {@code a < b}. */
    LESS("<", Form.COMPARISON, 5),
    /** {@code a <= b}. */
    AT_MOST("<=", Form.COMPARISON, 5),
    /** {@code a > b}. */
    GREATER(">", Form.COMPARISON, 5),
    /** {@code a >= b}. */
    AT_LEAST(">=", Form.COMPARISON, 5),
    /** {@code a == b}. */
    EQUAL("==", Form.COMPARISON, 5),
    /** {@code a != b}. */
    UNEQUAL("!=", Form.COMPARISON, 5),
    /** {@code a in b}. */
    IN("in", Form.COMPARISON, 5),
    /** {@code a not in b}. */
    NOT_IN("not in", Form.COMPARISON, 5),
    /** {@code a is b}. */
    IS("is", Form.COMPARISON, 5),
    /** {@code a is not b}. */
    IS_NOT("is not", Form.COMPARISON, 5),
    /** {@code a + b}. */
    ADD("+", Form.ARITHMETIC, 6),
    /** {@code a - b}. */
    SUBTRACT("-", Form.ARITHMETIC, 6),
    /** {@code a * b}. */
    MULTIPLY("*", Form.ARITHMETIC, 7),
    /** {@code a / b}. */
    DIVIDE("/", Form.ARITHMETIC, 7),
    /** {@code a // b}: the quotient rounded down. */
    FLOOR_DIVIDE("//", Form.ARITHMETIC, 7),
    /** {@code a % b}: the remainder with the sign of {@code b}. */
    MODULO("%", Form.ARITHMETIC, 7),
    /** {@code -a}. */
    NEGATE("-", Form.PREFIX, 8),
    /** {@code +a}. */
    PLUS("+", Form.PREFIX, 8),
    /** {@code a ** b}, from right to left; it binds tighter than a sign on its left. */
    POWER("**", Form.ARITHMETIC, 9);

    /** How an operator is written. */
    enum Form {
        LOGICAL,
        COMPARISON,
        ARITHMETIC,
        PREFIX
    }

    private static final Map<String, Operator> INFIX = Arrays.stream(values())
            .filter(operator -> !operator.is(Form.PREFIX) && operator != IS_NOT)
            .collect(Collectors.toUnmodifiableMap(operator -> operator.symbol.split(" ")[0], operator -> operator));

    private final String symbol;
    private final Form form;
    private final int precedence;

    Operator(String symbol, Form form, int precedence) {
        this.symbol = symbol;
        this.form = form;
        this.precedence = precedence;
    }

    /**
     * How the operator is written.
     *
     * @return the symbol or the word, such as {@code //} or {@code not in}
     */
    public String symbol() {
        return symbol;
    }

    /** The operator between two operands that begins with a word; that of {@code not} is {@link #NOT_IN}. */
    static @Nullable Operator infix(String word) {
        return INFIX.get(word);
    }

    static @Nullable Operator prefix(String word) {
        return switch (word) {
            case "not" -> NOT;
            case "-" -> NEGATE;
            case "+" -> PLUS;
            default -> null;
        };
    }

    int precedence() {
        return precedence;
    }

    boolean is(Form wanted) {
        return form == wanted;
    }

    Operator require(Form wanted) {
        if (form != wanted) {
            throw new IllegalArgumentException("operator must be " + wanted + ", got " + this);
        }
        return this;
    }
}
