package dev.anneal.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people write them beside an axis. */
final class Labels {

    /** How powers of ten are written. */
    enum Style {
        /** As 10⁻³. */
        TYPESET,
        /** As 1e-3. */
        PLAIN
    }

    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private Labels() {}

    /** A power of ten. */
    static String power(int exponent, Style style) {
        return style == Style.TYPESET ? "10" + raised(exponent) : exponent == 0 ? "1" : "1e" + exponent;
    }

    private static String raised(int exponent) {
        var text = new StringBuilder(exponent < 0 ? "⁻" : "");
        Integer.toString(Math.abs(exponent)).chars().forEach(digit -> text.append(RAISED.charAt(digit - '0')));
        return text.toString();
    }

    /** A digit times a power of ten, in full if that is short. */
    static String multiple(int digit, int exponent, Style style) {
        if (Math.abs(exponent) <= 2) {
            return BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent).toPlainString();
        }
        if (digit == 1) {
            return power(exponent, style);
        }
        return style == Style.PLAIN ? digit + "e" + exponent : digit + "×" + power(exponent, style);
    }

    /** What is written behind an axis's name when its labels are divided by a power of ten. */
    static String factor(int exponent) {
        return exponent == 0 ? "" : " (×" + power(exponent, Style.TYPESET) + ")";
    }

    /** A label on an axis whose labels lie a step apart: whole numbers bare, all others with the same number of decimals. */
    static String onAxis(double value, double step) {
        double near = Math.rint(value / step) * step;
        double whole = Math.rint(near);
        if (Math.abs(near - whole) <= 1e-9 * step) {
            return whole == 0 ? "0" : new BigDecimal(whole).toPlainString();
        }
        int decimals = 0;
        while (decimals < 20 && fraction(step * Math.pow(10, decimals)) > 1e-9) {
            decimals++;
        }
        return BigDecimal.valueOf(near)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static double fraction(double value) {
        return Math.abs(value - Math.rint(value));
    }

    /** Times: 20k, 1.5M, 3G, where that is exact with at most one decimal for all of an axis. */
    static String time(double value, double step, double greatest) {
        if (step < 1e-6) {
            return scientific(value);
        }
        String[] units = {"G", "M", "k"};
        double unit = 1e9;
        for (String name : units) {
            if (greatest >= unit && isWhole(step / (unit / 10))) {
                return value == 0 ? "0" : onAxis(value / unit, step / unit) + name;
            }
            unit /= 1000;
        }
        return onAxis(value, step);
    }

    private static boolean isWhole(double value) {
        return value >= 1 && fraction(value) < 1e-9;
    }

    /** A number with its power of ten: 3e-4, 2.5e6, and 0. */
    static String scientific(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        String digits = rounded.unscaledValue().toString();
        int lead = digits.startsWith("-") ? 2 : 1;
        String rest = digits.substring(lead);
        return digits.substring(0, lead) + (rest.isEmpty() ? "" : "." + rest) + "e" + exponent;
    }
}
