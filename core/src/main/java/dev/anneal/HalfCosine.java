package dev.anneal;

/**
 * Half of sin(πq) for q in [-1/2, 1/2]: the shape of every cosine ramp, without {@link Math#cos}.
 *
 * <p>sin(πq)/q is even, so a polynomial in q² is enough. The coefficients interpolate sin(π√z)/√z at nine Chebyshev nodes
 * of [0, 1/4], computed with 50 digits and rounded to double; the polynomial is within 3e-17 of the function, half of it in
 * doubles within 2e-16, and with these nine the ends come out as exactly -1/2 and 1/2. There is no branch and no call, so
 * loops over arrays vectorise.
 */
final class HalfCosine {

    private static final double C0 = 0x1.921fb54442d18p+1;
    private static final double C1 = -0x1.4abbce625be52p+2;
    private static final double C2 = 0x1.466bc6775aa7dp+1;
    private static final double C3 = -0x1.32d2cce627c86p-1;
    private static final double C4 = 0x1.5078348551854p-4;
    private static final double C5 = -0x1.e3074dfaf87afp-8;
    private static final double C6 = 0x1.e8f3675ee37ddp-12;
    private static final double C7 = -0x1.6f7acdb8f6580p-16;
    private static final double C8 = 0x1.9d462020fcc78p-21;

    private HalfCosine() {}

    /** sin(π(p - 1/2))/2, which is -cos(πp)/2, for p in [0, 1]; 1/2 plus this rises from 0 to 1. */
    static double centred(double p) {
        double q = p - 0.5;
        double z = q * q;
        double z2 = z * z;
        double z4 = z2 * z2;
        // Estrin's order: short chains of dependent operations, which a processor overlaps
        double low = (C0 + C1 * z) + (C2 + C3 * z) * z2;
        double high = (C4 + C5 * z) + (C6 + C7 * z) * z2;
        double sum = low + (high + C8 * z4) * z4;
        return 0.5 * (q * sum);
    }
}
