package dev.anneal.feedback;

import dev.anneal.notation.Numerals;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers and counts, as they stand in reasons. */
final class Words {

    private static final int DIGITS = 6;
    private static final int MOST_DIGITS = 17;

    private Words() {}

    /** A number, rounded for reading. */
    static String number(double value) {
        return number(value, DIGITS);
    }

    private static String number(double value, int digits) {
        return Numerals.text(rounded(value, digits));
    }

    /** A number that is compared with another, with as many digits as it takes to see how they compare. */
    static String number(double value, double other) {
        int digits = DIGITS;
        while (digits < MOST_DIGITS
                && Double.compare(rounded(value, digits), rounded(other, digits)) != Double.compare(value, other)) {
            digits++;
        }
        return number(value, digits);
    }

    private static double rounded(double value, int digits) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(new MathContext(digits)).doubleValue()
                : value;
    }

    /** A count that is enough to act, behind what was observed. */
    static String enough(long count) {
        return count == 1 ? ": " : ": " + count + " in a row, ";
    }

    /** A count that is not enough. */
    static String notYet(long count, long most, String what) {
        return count == 0 ? "" : ": " + count + " of " + most + " " + what;
    }

    /** How often a rest or a cooldown goes on after this observation. */
    static String more(long left) {
        return left == 0 ? "for the last time" : left + " more";
    }
}
