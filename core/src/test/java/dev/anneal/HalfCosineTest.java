package dev.anneal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HalfCosineTest {

    private static final MathContext DIGITS = new MathContext(40);
    private static final BigDecimal PI = new BigDecimal("3.141592653589793238462643383279502884197169399375");
    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** sin(π(p - 1/2))/2 by its Taylor series, to some 38 digits. */
    private static BigDecimal exact(double p) {
        BigDecimal x = new BigDecimal(p).subtract(HALF).multiply(PI, DIGITS);
        BigDecimal square = x.multiply(x, DIGITS);
        BigDecimal term = x;
        BigDecimal sum = x;
        for (int k = 2; k < 42; k += 2) {
            term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf(-k * (k + 1L)), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return sum.multiply(HALF, DIGITS);
    }

    private static double error(double p) {
        return new BigDecimal(HalfCosine.centred(p)).subtract(exact(p)).abs().doubleValue();
    }

    @Test
    void endsAndMiddleAreMetBitForBit() {
        assertThat(HalfCosine.centred(0)).isEqualTo(-0.5);
        assertThat(HalfCosine.centred(0.5)).isZero();
        assertThat(HalfCosine.centred(1)).isEqualTo(0.5);
    }

    @Test
    void errorsStayBelowTheLastDigitOfOne() {
        double worst = 0;
        for (int i = 0; i <= 5_000; i++) {
            worst = Math.max(worst, error(i / 5_000.0));
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 5_000; i++) {
            worst = Math.max(worst, error(random.nextDouble()));
        }
        assertThat(worst).isLessThan(2e-16);
    }

    @Test
    void halvesMirrorEachOther() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 100_000; i++) {
            double p = random.nextInt(1 << 30) * 0x1p-30;
            assertThat(HalfCosine.centred(1 - p)).isEqualTo(-HalfCosine.centred(p));
        }
    }

    @Test
    void itRisesAtEachOfAMillionSteps() {
        int falls = 0;
        for (int i = 1; i <= 1_000_000; i++) {
            falls += HalfCosine.centred(i / 1e6) > HalfCosine.centred((i - 1) / 1e6) ? 0 : 1;
        }
        assertThat(falls).isZero();
    }

    @Test
    void itNeverFallsOverOneHundredBillionthOfTheWay() {
        SplittableRandom random = new SplittableRandom(3);
        int falls = 0;
        for (int i = 0; i < 1_000_000; i++) {
            double p = random.nextDouble(1 - 1e-11);
            falls += HalfCosine.centred(p + 1e-11) < HalfCosine.centred(p) ? 1 : 0;
        }
        assertThat(falls).isZero();
    }
}
