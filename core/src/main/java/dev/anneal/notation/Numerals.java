package dev.anneal.notation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Writes numbers: as short as they read back exactly, and the same on every Java release. */
public final class Numerals {
    /** From Java 19 on, {@link Double#toString} is as short as can be, but for its rule of two digits at least. */
    private static final boolean SHORTEST = Runtime.version().feature() >= 19;

    private static final int CERTAIN_DIGITS = 15;
    private static final double PLAIN_FROM = 1e-3;
    private static final int PLAIN_INTEGER_DIGITS = 7;

    private Numerals() {}

    /**
     * The canonical text of a number: the fewest digits that read back as the same double and, of those, the nearest
     * to it. From 0.001 on it is plain ({@code 500}, {@code 0.1}), from 10,000,000 on whichever is shorter
     * ({@code 12345678}, {@code 1e8}), and below 0.001 scientific ({@code 3e-4}).
     *
     * @param value any number
     * @return its text; {@code -0.0} for the negative zero, {@code nan}, {@code inf} or {@code -inf} for what is none
     */
    public static String text(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (value < 0 || Double.compare(value, -0.0) == 0) {
            return value == 0 ? "-0.0" : "-" + text(-value);
        }
        if (value == 0) {
            return "0";
        }
        return Double.isInfinite(value) ? "inf" : layout(value, shortest(value));
    }

    private static String layout(double value, BigDecimal shortest) {
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        String plain = value < PLAIN_FROM ? "" : plain(digits, point);
        if (!plain.isEmpty() && point <= PLAIN_INTEGER_DIGITS) {
            return plain;
        }
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        String scientific = digits.charAt(0) + fraction + "e" + (point - 1);
        return plain.isEmpty() || scientific.length() < plain.length() ? scientific : plain;
    }

    private static String plain(String digits, int point) {
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        if (point >= digits.length()) {
            return digits + "0".repeat(point - digits.length());
        }
        return digits.substring(0, point) + "." + digits.substring(point);
    }

    /** The decimal of fewest digits that reads back, without zeros at its end. */
    private static BigDecimal shortest(double value) {
        BigDecimal known = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        boolean normal = value >= Double.MIN_NORMAL;
        if (normal && known.precision() <= CERTAIN_DIGITS || SHORTEST && known.precision() > 2) {
            return known;
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal best = known;
        for (int digits = known.precision(); digits > 0; digits--) {
            BigDecimal shorter = reading(value, exact, digits);
            if (shorter == null) {
                break;
            }
            best = shorter;
        }
        return best.stripTrailingZeros();
    }

    /** The nearest decimal of so many digits that reads as the value, the even one of two; or null. */
    private static @Nullable BigDecimal reading(double value, BigDecimal exact, int digits) {
        BigDecimal first = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        RoundingMode otherWay = first.compareTo(exact) <= 0 ? RoundingMode.UP : RoundingMode.DOWN;
        BigDecimal second = exact.round(new MathContext(digits, otherWay));
        return first.doubleValue() == value ? first : second.doubleValue() == value ? second : null;
    }
}
