package dev.anneal;

import dev.anneal.notation.Numerals;

/**
 * The way from one value to another: what lies between the two ends of a ramp.
 *
 * <p>The named curves, with p the progress in [0, 1] and w the weight of the value at the end (the value at the start
 * weighs 1 - w):
 *
 * <table>
 * <caption>Named curves</caption>
 * <tr><th>curve</th><th>weight or value</th></tr>
 * <tr><td>{@code linear}</td><td>w = p</td></tr>
 * <tr><td>{@code cosine}</td><td>w = (1 - cos πp)/2</td></tr>
 * <tr><td>{@code power(k)}</td><td>w = p<sup>k</sup></td></tr>
 * <tr><td>{@code exponential(k)}</td><td>w = (e<sup>kp</sup> - 1)/(e<sup>k</sup> - 1)</td></tr>
 * <tr><td>{@code geometric}</td><td>value = from<sup>1-p</sup> · to<sup>p</sup></td></tr>
 * <tr><td>{@code sigmoid(k)}</td><td>the logistic function of k(p - 1/2), rescaled to run from 0 to 1</td></tr>
 * <tr><td>{@code tanh(a, b)}</td><td>tanh(a + (b - a)p), rescaled to run from 0 to 1 (arXiv 1806.01593)</td></tr>
 * <tr><td>{@code oneMinusSqrt}</td><td>w = √p, so that 1 - w is the cooldown of arXiv 2405.18392</td></tr>
 * <tr><td>{@code rex(a)}</td><td>1 - w = (1 - p)/(a + (1 - a)(1 - p)); a = 1/2 in arXiv 2107.04197</td></tr>
 * <tr><td>{@code kDecay(k)}</td><td>w = (1 - cos πp<sup>k</sup>)/2 (arXiv 2004.05909)</td></tr>
 * <tr><td>{@code hyperbolic(u)}</td><td>1 - w = √((1 - p)(2 - (1 + p)/u)) / √(2 - 1/u) (arXiv 2407.15200, u = U/N)</td></tr>
 * <tr><td>{@code p -> …}</td><td>w is the expression, which must be 0 at 0 and 1 at 1</td></tr>
 * </table>
 *
 * <p>A curve of one's own is a lambda: {@code (from, to, p) -> …}. It has no text. Curves are pure functions, and safe to
 * share between threads.
 */
@FunctionalInterface
public interface Curve {

    /**
     * The value at some progress.
     *
     * @param from the value at progress 0
     * @param to the value at progress 1
     * @param progress how much of the way has been gone, in [0, 1]
     * @return the value there
     */
    double between(double from, double to, double progress);

    /**
     * This curve read backwards: from {@code a} to {@code b} it is this curve from {@code b} to {@code a}, in reversed time.
     * {@code power(2).reversed()} is the polynomial decay (1 - p)² of the frameworks.
     *
     * @return the reversed curve; {@code c.reversed().reversed()} is c for the named curves
     */
    default Curve reversed() {
        return (from, to, progress) -> between(to, from, 1 - progress);
    }

    /**
     * A straight line.
     *
     * @return the curve with weight p
     */
    static Curve linear() {
        return Shape.LINEAR;
    }

    /**
     * Half a cosine wave.
     *
     * @return the curve with weight (1 - cos πp)/2
     */
    static Curve cosine() {
        return Shape.COSINE;
    }

    /**
     * Equal factors in equal times; for two values of the same sign, neither of which is 0.
     *
     * @return the curve with value from<sup>1-p</sup> · to<sup>p</sup>
     */
    static Curve geometric() {
        return Geometric.CURVE;
    }

    /**
     * Steep at first, then ever flatter: the cooldown 1 - √p.
     *
     * @return the curve with weight √p
     */
    static Curve oneMinusSqrt() {
        return Shape.ONE_MINUS_SQRT;
    }

    /**
     * A power of progress: slow at first for k &gt; 1.
     *
     * @param k the exponent; finite and &gt; 0
     * @return the curve with weight p<sup>k</sup>
     * @throws IllegalArgumentException if k is out of its range
     */
    static Curve power(double k) {
        Check.positive("power", k);
        return Shape.rising(call("power", k), k == 2 ? p -> p * p : p -> Math.pow(p, k));
    }

    /**
     * A rescaled exponential: slow at first for k &gt; 0, fast at first for k &lt; 0.
     *
     * @param k the steepness; finite and not 0
     * @return the curve with weight (e<sup>kp</sup> - 1)/(e<sup>k</sup> - 1)
     * @throws IllegalArgumentException if k is 0, not finite, or so large that e<sup>k</sup> overflows
     */
    static Curve exponential(double k) {
        double whole = Math.expm1(Check.finite("steepness", k));
        if (k == 0 || !Double.isFinite(whole)) {
            throw Check.broken("steepness", "not be 0, nor so large that exp overflows", k);
        }
        return Shape.rising(call("exponential", k), p -> Math.expm1(k * p) / whole);
    }

    /**
     * A logistic curve around the middle.
     *
     * @param k the steepness; finite and &gt; 0
     * @return the rescaled logistic function of k(p - 1/2)
     * @throws IllegalArgumentException if k is out of its range
     */
    static Curve sigmoid(double k) {
        Check.positive("steepness", k);
        // the logistic function is a hyperbolic tangent: 1/(1 + e^-x) = (1 + tanh(x/2))/2
        double half = Math.tanh(k / 4);
        return Shape.rising(call("sigmoid", k), p -> (1 + Math.tanh(k / 2 * (p - 0.5)) / half) / 2);
    }

    /**
     * A stretch of the hyperbolic tangent.
     *
     * @param lower where the stretch begins; finite
     * @param upper where the stretch ends; finite and &gt; lower
     * @return the rescaled tanh(lower + (upper - lower)p)
     * @throws IllegalArgumentException if a bound is not finite, or the bounds do not differ enough for doubles
     */
    static Curve tanh(double lower, double upper) {
        double low = Math.tanh(Check.finite("lower", lower));
        double high = Math.tanh(Check.finite("upper", upper));
        if (!(upper > lower && high > low)) {
            throw Check.broken("upper", "be so far above lower that tanh differs", upper);
        }
        return Shape.rising(
                call("tanh", lower, upper), p -> (Math.tanh(lower + (upper - lower) * p) - low) / (high - low));
    }

    /**
     * The reflected exponential (REX): late, then steep.
     *
     * @param a how far from linear; in (0, 1], where 1 is linear and the paper has 1/2
     * @return the curve along which the value at the start weighs (1 - p)/(a + (1 - a)(1 - p))
     * @throws IllegalArgumentException if a is out of its range
     */
    static Curve rex(double a) {
        if (!(a > 0 && a <= 1)) {
            throw Check.broken("a", "be in (0, 1]", a);
        }
        return Shape.fallingFromEnd(call("rex", a), z -> z / (a + (1 - a) * z));
    }

    /**
     * Half a cosine wave of a power of progress.
     *
     * @param k the exponent; finite and &gt; 0
     * @return the curve with weight (1 - cos πp<sup>k</sup>)/2
     * @throws IllegalArgumentException if k is out of its range
     */
    static Curve kDecay(double k) {
        Check.positive("k", k);
        return Shape.rising(call("kDecay", k), p -> 0.5 + HalfCosine.centred(Math.pow(p, k)));
    }

    /**
     * A hyperbola whose asymptote does not depend on the length of the run.
     *
     * @param u the upper bound of the number of epochs over the number of epochs; finite and &gt;= 1
     * @return the curve along which the value at the start weighs √((1 - p)(2 - (1 + p)/u)) / √(2 - 1/u)
     * @throws IllegalArgumentException if u is out of its range
     */
    static Curve hyperbolic(double u) {
        if (!(u >= 1 && u < Double.POSITIVE_INFINITY)) {
            throw Check.broken("u", "be finite and >= 1", u);
        }
        double whole = Math.sqrt(2 - 1 / u);
        return Shape.fallingFromEnd(call("hyperbolic", u), z -> Math.sqrt(z * (2 - (2 - z) / u)) / whole);
    }

    /**
     * A curve whose weight is an expression of progress, as in {@code p -> p ** 2}. Where the weight is below 0 or above 1,
     * the value is beyond the ends.
     *
     * @param lambda the text of a lambda with one parameter
     * @return the curve with that weight
     * @throws IllegalArgumentException if the text is no such lambda, or its weight is not 0 at 0 and 1 at 1 within 1e-9
     */
    static Curve of(String lambda) {
        return Shape.of(Formulas.read(lambda));
    }

    private static String call(String name, double... arguments) {
        StringBuilder text = new StringBuilder(name);
        char separator = '(';
        for (double argument : arguments) {
            text.append(separator).append(separator == ',' ? " " : "").append(Numerals.text(argument));
            separator = ',';
        }
        return text.append(')').toString();
    }
}
