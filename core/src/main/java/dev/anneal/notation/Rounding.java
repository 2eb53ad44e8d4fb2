package dev.anneal.notation;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounds to decimal digits, halves to even, exactly as Python does. */
final class Rounding {
    /** The powers of ten that a double holds exactly. */
    private static final int EXACT_POWERS = 22;

    private static final int NO_DIGIT_BEYOND = 323;
    private static final int NO_DIGIT_BEFORE = -308;
    private static final double ALL_INTEGERS = 0x1p52;
    private static final double[] TENS = new double[EXACT_POWERS + 1];

    static {
        for (int i = 0; i <= EXACT_POWERS; i++) {
            TENS[i] = Double.parseDouble("1e" + i);
        }
    }

    private Rounding() {}

    static double toDigits(double x, double digits) {
        if (digits != Math.rint(digits)) {
            return Double.NaN;
        }
        if (!(Math.abs(x) <= Double.MAX_VALUE) || x == 0 || digits > NO_DIGIT_BEYOND) {
            return x;
        }
        if (digits < NO_DIGIT_BEFORE) {
            return Math.copySign(0, x);
        }
        double product = digits < 0 ? Double.NaN : x * TENS[(int) Math.min(digits, EXACT_POWERS)];
        if (digits >= 0 && digits <= EXACT_POWERS && Math.abs(product) < ALL_INTEGERS) {
            return Math.copySign(Math.abs(nearest(x, product, TENS[(int) digits])) / TENS[(int) digits], x);
        }
        return new BigDecimal(x).setScale((int) digits, RoundingMode.HALF_EVEN).doubleValue();
    }

    /** The integer nearest to the exact product of x and ten, of which {@code product} is the rounded value. */
    private static double nearest(double x, double product, double ten) {
        double rounded = Math.rint(product);
        double over = product - rounded;
        double error = Math.fma(x, ten, -product);
        if (over == 0.5 && error > 0) {
            return rounded + 1;
        }
        return over == -0.5 && error < 0 ? rounded - 1 : rounded;
    }
}
