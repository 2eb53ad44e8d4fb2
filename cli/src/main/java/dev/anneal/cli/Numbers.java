package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.notation.Arithmetic;
import dev.anneal.notation.Expression;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Numerals;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers as people write and read them. */
final class Numbers {
    private static final MathContext SIX = new MathContext(6);
    private static final double EXACT = 1L << 53;

    private Numbers() {}

    /** Reads a whole number. */
    static final class Whole implements ITypeConverter<Long> {
        @Override
        public Long convert(String number) {
            try {
                return Long.valueOf(number);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("must be a whole number of 64 bits, got " + number);
            }
        }
    }

    /** Numbers parted by commas; each may be arithmetic with the names that the horizon binds, as {@code 5*epoch}. */
    static double[] list(String text, Horizon horizon) {
        String[] parts = text.split(",", -1);
        double[] numbers = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].isBlank()) {
                throw new InputException("expected numbers parted by commas, got '" + text + "'");
            }
            try {
                numbers[i] = Arithmetic.evaluate(parts[i], Expression.parse(parts[i]), horizon.names()::get);
            } catch (NotationException e) {
                throw new InputException(e);
            }
        }
        return numbers;
    }

    /** The choice of this name. */
    static <T> T choice(String name, List<T> choices) {
        return choices.stream()
                .filter(choice -> choice.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("must be one of " + choices + ", got " + name));
    }

    /** A time in full: whole ones never as {@code 1e8}. */
    static String time(double t) {
        return t == Math.rint(t) && Math.abs(t) < EXACT ? Long.toString((long) t) : Numerals.text(t);
    }

    /** A value to six digits. */
    static String rounded(double value) {
        return rounded(value, SIX);
    }

    static String rounded(double value, MathContext digits) {
        return Numerals.text(
                Double.isFinite(value) ? new BigDecimal(value).round(digits).doubleValue() : value);
    }

    /** A share of one, in per cent with one digit after the point. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A time as short as it can be said exactly: {@code 2k}, {@code 1.5M}, {@code 1955}; others to six digits. */
    static String brief(double t) {
        String plain = t == Math.rint(t) && t < EXACT ? time(t) : rounded(t);
        String shortest = plain;
        double unit = 1;
        for (char suffix : new char[] {'k', 'M', 'G', 'T'}) {
            unit *= 1000;
            String scaled = Numerals.text(t / unit) + suffix;
            if (t >= unit && scaled.length() < shortest.length()) {
                shortest = scaled;
            }
        }
        return shortest;
    }
}
