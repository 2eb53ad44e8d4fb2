package dev.anneal.notation;

import java.math.BigInteger;

/** Reads numbers as Python writes them. */
final class NumberReader {
    /** More binary digits than this are more than a double holds. */
    private static final int LARGEST_BITS = 1024;

    private NumberReader() {}

    /** The end of what begins like a number; whether it is one shows when it is read. */
    static int end(String text, int start) {
        int end = start;
        boolean radix = radix(text, start) != 10;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean sign = (c == '+' || c == '-') && !radix && (text.charAt(end - 1) | 0x20) == 'e';
            if (sign && end + 1 < text.length() && Lexer.isDigit(text.charAt(end + 1))) {
                end++;
            } else if (c == '.' || Words.continuesName(text.codePointAt(end))) {
                end += Character.charCount(text.codePointAt(end));
            } else {
                return end;
            }
        }
        return end;
    }

    static Expression.Num read(String text, Span span) {
        int radix = radix(text, span.start());
        boolean integral = radix != 10 || Words.end(text, span.start()) == span.end() && exponent(text, span) < 0;
        double value = radix == 10 ? decimal(text, span, integral) : binary(text, span, radix);
        if (value == Double.POSITIVE_INFINITY) {
            throw NotationException.at(text, span, "the number is too large for a double");
        }
        return new Expression.Num(value, integral, span);
    }

    private static int radix(String text, int start) {
        if (start + 1 >= text.length() || text.charAt(start) != '0') {
            return 10;
        }
        return switch (text.charAt(start + 1) | 0x20) {
            case 'x' -> 16;
            case 'o' -> 8;
            case 'b' -> 2;
            default -> 10;
        };
    }

    private static double binary(String text, Span span, int radix) {
        int at = span.start() + 2;
        at += text.startsWith("_", at) ? 1 : 0;
        if (digits(text, at, span.end(), radix) != span.end() || at == span.end()) {
            throw malformed(text, span);
        }
        while (at < span.end() - 1 && (text.charAt(at) == '0' || text.charAt(at) == '_')) {
            at++;
        }
        if (span.end() - at > 2 * LARGEST_BITS) {
            return Double.POSITIVE_INFINITY;
        }
        return new BigInteger(plain(text, at, span.end()), radix).doubleValue();
    }

    private static double decimal(String text, Span span, boolean integral) {
        int end = span.end();
        int mantissaEnd = exponent(text, span) < 0 ? end : exponent(text, span);
        int at = digits(text, span.start(), mantissaEnd, 10);
        boolean some = at > span.start();
        if (at < mantissaEnd && text.charAt(at) == '.') {
            int fraction = digits(text, at + 1, mantissaEnd, 10);
            some |= fraction > at + 1;
            at = fraction;
        }
        if (!some || at != mantissaEnd) {
            throw malformed(text, span);
        }
        if (mantissaEnd < end) {
            int sign = mantissaEnd + 1;
            int from = sign < end && (text.charAt(sign) == '+' || text.charAt(sign) == '-') ? sign + 1 : sign;
            if (from == end || digits(text, from, end, 10) != end) {
                throw malformed(text, span);
            }
        }
        return value(text, span, mantissaEnd, integral);
    }

    private static double value(String text, Span span, int mantissaEnd, boolean integral) {
        double value = Double.parseDouble(plain(text, span.start(), span.end()));
        boolean zero = isZero(text, span.start(), mantissaEnd);
        if (value == 0 && !zero) {
            throw NotationException.at(text, span, "the number is too small for a double");
        }
        if (integral && !zero && text.charAt(span.start()) == '0') {
            throw NotationException.at(text, span, "an integer must not begin with 0");
        }
        return value;
    }

    private static boolean isZero(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) >= '1' && text.charAt(i) <= '9') {
                return false;
            }
        }
        return true;
    }

    /** Where the letter e stands, or -1. */
    private static int exponent(String text, Span span) {
        for (int i = span.start(); i < span.end(); i++) {
            if ((text.charAt(i) | 0x20) == 'e') {
                return i;
            }
        }
        return -1;
    }

    /** The end of the digits, which single underscores may part, from an index on. */
    private static int digits(String text, int from, int to, int radix) {
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            boolean parted = c == '_' && at > from && at + 1 < to && isDigit(text.charAt(at + 1), radix);
            if (!parted && !isDigit(c, radix)) {
                return at;
            }
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c, int radix) {
        return c < 128 && Character.digit(c, radix) >= 0;
    }

    private static String plain(String text, int from, int to) {
        return text.substring(from, to).replace("_", "");
    }

    private static NotationException malformed(String text, Span span) {
        return NotationException.at(text, span, "malformed number");
    }
}
