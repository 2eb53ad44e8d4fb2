package dev.anneal.notation;

/** Writes numbers: as short as they read back exactly, and the same on every Java release. */
public final class Numerals {
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
        return Double.isInfinite(value) ? "inf" : layout(value, Decimal.of(value));
    }

    private static String layout(double value, Decimal shortest) {
        String digits = Long.toString(shortest.digits());
        int point = digits.length() + shortest.exponent();
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
}
