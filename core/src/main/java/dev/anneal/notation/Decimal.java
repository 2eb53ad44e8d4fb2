package dev.anneal.notation;

import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The decimal of fewest digits that reads back as a given double and, of those, the nearest to it: {@code digits} times ten to
 * the {@code exponent}. Found with a few integer multiplications, as Raffaello Giulietti shows in "The Schubfach way to
 * render doubles" (2021); {@link Double#toString} is not as short before Java 19.
 */
record Decimal(long digits, int exponent) {
    private static final int FRACTION_BITS = 52;
    private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
    private static final int LEAST_EXPONENT = -1074;
    private static final int LEAST_SCALE = -324;
    private static final int MOST_SCALE = 292;
    private static final int POWER_BITS = 126;
    private static final long LOW_63 = Long.MAX_VALUE;

    private static final AtomicReferenceArray<Power> POWERS = new AtomicReferenceArray<>(MOST_SCALE - LEAST_SCALE + 1);

    /** The leading 126 bits of a power of ten, plus 1, in two halves. */
    private record Power(long high, long low) {

        /** That of 10 to the minus scale. */
        static Power of(int scale) {
            Power known = POWERS.get(scale - LEAST_SCALE);
            if (known == null) {
                known = computed(scale);
                POWERS.set(scale - LEAST_SCALE, known);
            }
            return known;
        }

        private static Power computed(int scale) {
            BigInteger ten = BigInteger.TEN.pow(Math.abs(scale));
            BigInteger leading = scale <= 0
                    ? ten.shiftLeft(POWER_BITS).shiftRight(ten.bitLength())
                    : BigInteger.ONE.shiftLeft(POWER_BITS - 1 + ten.bitLength()).divide(ten);
            BigInteger above = leading.add(BigInteger.ONE);
            return new Power(above.shiftRight(63).longValue(), above.longValue() & LOW_63);
        }

        /** The product with a number, over 2 to the 127, rounded to odd: no later comparison can tell it from the exact one. */
        long times(long x) {
            long carry = Math.multiplyHigh(low, x);
            long middle = high * x;
            long sum = (middle >>> 1) + carry;
            long whole = Math.multiplyHigh(high, x) + (sum >>> 63);
            return whole | (sum & LOW_63) + LOW_63 >>> 63;
        }
    }

    /** The decimal of a finite double &gt; 0. */
    static Decimal of(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int biased = (int) (bits >>> FRACTION_BITS);
        long fraction = bits & (HIDDEN_BIT - 1);
        long significand = biased == 0 ? fraction : fraction | HIDDEN_BIT;
        int exponent = biased == 0 ? LEAST_EXPONENT : biased + LEAST_EXPONENT - 1;
        // the double below a power of two is only half as far away as the one above
        boolean even = significand != HIDDEN_BIT || exponent == LEAST_EXPONENT;
        int scale = even ? floorLog10(exponent) : floorLog10OfThreeQuarters(exponent);
        int shift = exponent + floorLog2OfTenTo(-scale) + 2;
        Power power = Power.of(scale);
        long center = 4 * significand;
        return between(
                power.times(center - (even ? 2 : 1) << shift),
                power.times(center << shift),
                power.times(center + 2 << shift),
                significand & 1,
                scale);
    }

    /**
     * The shortest, nearest decimal between two bounds around a value, all in quarters of 10 to the scale.
     *
     * @param open 1 if the bounds themselves read back as other doubles, else 0
     */
    private static Decimal between(long lower, long value, long upper, long open, int scale) {
        long down = value >> 2;
        if (down >= 10) {
            long tens = down / 10 * 10;
            boolean tensFit = lower + open <= 4 * tens;
            if (tensFit != 4 * (tens + 10) + open <= upper) {
                return stripped(tensFit ? tens : tens + 10, scale);
            }
        }
        boolean downFits = lower + open <= 4 * down;
        if (downFits != 4 * (down + 1) + open <= upper) {
            return stripped(downFits ? down : down + 1, scale);
        }
        long beyondMiddle = value - (4 * down + 2);
        boolean nearer = beyondMiddle < 0 || beyondMiddle == 0 && (down & 1) == 0;
        return stripped(nearer ? down : down + 1, scale);
    }

    private static Decimal stripped(long digits, int exponent) {
        long rest = digits;
        int zeros = 0;
        while (rest % 10 == 0) {
            rest /= 10;
            zeros++;
        }
        return new Decimal(rest, exponent + zeros);
    }

    /** ⌊log₁₀ 2ᵉ⌋, for every exponent of a double. */
    private static int floorLog10(int e) {
        return (int) (e * 661_971_961_083L >> 41);
    }

    /** ⌊log₁₀ (¾ · 2ᵉ)⌋. */
    private static int floorLog10OfThreeQuarters(int e) {
        return (int) (e * 661_971_961_083L - 274_743_187_321L >> 41);
    }

    /** ⌊log₂ 10ᵉ⌋. */
    private static int floorLog2OfTenTo(int e) {
        return (int) (e * 913_124_641_741L >> 38);
    }
}
